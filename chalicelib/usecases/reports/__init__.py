"""Reports about spans of time (N19)."""
