"""The office's pages on which it changes its own settings."""
