"""Whether two citizens tell of the same matter."""

ON_FILE = 4  # letters of a mark on file: what it stands for, and the hash of its words
