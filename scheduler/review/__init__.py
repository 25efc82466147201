"""What came of plans and territories: everything a review says, from values alone."""
