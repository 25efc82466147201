"""How do I get there? Places, road networks, travel times and distances, the tour of one rep-day, directions."""
