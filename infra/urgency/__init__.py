"""Learns what texts of danger have in common: `make urgency`."""
