"""What accounts and territories are worth: scores, labels, likeness, origin, clusters and the map of potential."""
