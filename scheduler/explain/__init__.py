"""Why? Reasons, repairs and differences, each one tried before it is told."""
