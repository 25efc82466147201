"""Territory designs: gathering what is known, drawing and comparing scenarios, pricing them by routes."""
