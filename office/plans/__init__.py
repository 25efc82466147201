"""Plans, drafts and changes by hand: what is known on a day, planning again, explaining, comparing, publishing."""
