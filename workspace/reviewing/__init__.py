"""The manager's review from the workspace: gathered, written as one page, as HTML and as PDF."""
