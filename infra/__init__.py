"""What the hotline runs on: resources beside Chalice's own, policies, and the local stage."""
