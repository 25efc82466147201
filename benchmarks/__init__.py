"""Published benchmarks: each reads a folder of instances and writes solutions that others can judge."""
