"""Is it allowed? Judges of schedules and plans that share no code with what made them."""
