"""The parts of a review, each from the figures to words, charts and tables."""
