"""Visits and what becomes of them: accepted, moved, declined, skipped, done."""
