"""Gateways by which texts come and go beside the telephone provider: one module each."""
