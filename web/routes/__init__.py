"""The routes, a file for each noun: what is asked of the office, and which page or value answers."""
