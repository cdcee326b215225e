"""The two telephone dialogues, each a table of nodes: what is said, and where each key leads.
Nothing here knows how a provider is told to speak."""
