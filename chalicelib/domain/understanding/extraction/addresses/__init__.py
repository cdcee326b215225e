"""Addresses in a message, and the ward of each."""
