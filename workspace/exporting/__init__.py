"""What leaves the workspace in formats that strangers can check; described in docs/formats.md."""
