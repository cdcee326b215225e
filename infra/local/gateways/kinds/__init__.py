"""What each kind of gateway says, and how it signs it."""
