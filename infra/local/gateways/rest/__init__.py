"""Where the product sends its texts: the addresses of each kind of gateway."""
