"""What runs the hotline: the template laid over Chalice's, and the local stage."""
