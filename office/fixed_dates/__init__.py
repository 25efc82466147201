"""Fixed dates: absences, appointments, ride-alongs and company days, each with an id, a source and who made it."""
