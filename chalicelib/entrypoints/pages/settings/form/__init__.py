"""A form of the settings: its fields, what it changes, and which there are."""
