"""The ports through which use cases reach the world. `store/` and `providers/` implement them."""
