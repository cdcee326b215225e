"""Telephone calls as the provider carries them out."""
