"""The office's reports, and what leads to them."""
