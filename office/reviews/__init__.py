"""The manager's review: what is on record, gathered at one moment and made into figures."""
