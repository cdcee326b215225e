"""What citizens say once they were told the result (N21)."""
