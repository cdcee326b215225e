"""The page for a person, under /local/."""
