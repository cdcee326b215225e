"""Tokens, and phrases found among them: the layer that extraction and classification share."""
