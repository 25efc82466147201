"""Nights away: what is allowed, which pay, and what each is worth."""
