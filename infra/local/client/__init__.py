"""A running stage as tests use it; needs nothing but the standard library."""
