"""Looks at who the citizen of a confidential case is: why, noted, and listed (N7)."""
