"""The layer that extraction and classification share: tokens, and phrases found among them."""
