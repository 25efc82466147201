"""How does it look on paper? Tables, charts, pictures, CSV, GeoJSON, HTML and PDF of values."""
