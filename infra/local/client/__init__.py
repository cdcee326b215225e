"""A running stage as tests use it. Standard library alone."""
