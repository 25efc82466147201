"""The ground that maps are drawn on: roads with names, water, woods, borders and places, and tiles of them."""
