"""Reading other people's files: every problem of a file is gathered, with its row, before anything is written."""
