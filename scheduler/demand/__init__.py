"""What is due? From accounts, rules and calendars to the horizon that the search knows."""
