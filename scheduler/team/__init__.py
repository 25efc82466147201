"""One rep's answer, and many reps side by side."""
