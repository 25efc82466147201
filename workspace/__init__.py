"""Where is it kept, and in what steps does it run? The database, settings, and the use cases that the command calls."""
