"""Names, addresses and contacts in a message, and which of them are the sender's."""
