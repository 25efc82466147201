"""Designing territories in the workspace: gathering what is known, keeping what was decided, showing what it means."""
