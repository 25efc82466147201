"""The API `/api/v1`: the office's use cases for other software, each noun in its file."""
