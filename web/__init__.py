"""Where do people look? Feeds that calendar programs poll; what is shown comes from `workspace/`."""
