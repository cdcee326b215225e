"""What is said on the telephone and what follows from each key: two dialogues, each a table of
nodes. Nothing here knows how a provider is told to speak."""
