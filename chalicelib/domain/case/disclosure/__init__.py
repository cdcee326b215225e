"""What of the citizen stands in a text that leaves the vault (N7): name, home, number, mail."""
