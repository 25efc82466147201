"""Trips, expenses, claims and their ledger: from a confirmed visit to a paid claim."""
