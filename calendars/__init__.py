"""What does a rep carry? iCalendar events, feeds, CalDAV both ways."""
