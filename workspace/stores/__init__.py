"""Values in and out of the tables: each function works in the caller's transaction and holds no rule."""
