"""The demonstration: a made-up company on real roads, and its first week."""
