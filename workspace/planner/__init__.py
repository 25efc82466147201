"""The planner's week: what is known on a day, planning again, explaining, comparing, deciding."""
