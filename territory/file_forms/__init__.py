"""Managers' files as forms: their tables shown, changed one by one, and written back into the same text."""
