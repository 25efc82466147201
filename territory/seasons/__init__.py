"""Season indices: each segment's by robust STL, drawn to the other segments and to a flat year; each account's."""
