"""Plays the telephone provider: its webhooks to the product, and its REST API."""
