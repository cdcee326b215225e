"""Addresses in a message and the ward each lies in."""
