"""What reports count (N19)."""
