"""How good is it? A lower bound on what any schedule of a horizon costs."""
