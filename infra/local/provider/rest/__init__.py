"""The part of the provider's REST API that the product uses, with the provider's own errors."""
