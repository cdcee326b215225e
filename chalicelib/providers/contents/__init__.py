"""Looks into files: what they are, and the clean form in which somebody may see them."""
