"""Where contacts are taken down by hand, in the office and by agencies."""
