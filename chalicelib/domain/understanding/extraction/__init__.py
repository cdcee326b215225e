"""How a citizen's message is read: tokens, places, names, and which of them are the sender's."""
