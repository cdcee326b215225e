"""A dialogue by text: somebody has not written all that is needed (N6, N9), and is asked for it."""
