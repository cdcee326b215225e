"""Names of persons and organisations in a message, and whose they are."""
