"""One file per verb of the `roundsman` command: arguments in, a use case called, its result shown."""
