"""When? Cadence, seasons, working calendars, demand, the plan of several weeks, re-planning, explanation, check."""
