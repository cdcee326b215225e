"""The README's pictures: `make pictures` takes them, pytest collects none."""
