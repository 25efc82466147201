"""What reps carry: events kept up to date, feeds, CalDAV both ways."""
