"""From a confirmed visit to a paid claim: each function works in the caller's transaction."""
