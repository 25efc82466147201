"""Who visits whom? Accounts, prospects, reps, ownership, design and realignment, scores, targets, review."""
