"""What other programs know of our customers: a CRM's records read, our visits written, over its REST interface."""
