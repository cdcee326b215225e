"""What an officer takes down by hand."""
