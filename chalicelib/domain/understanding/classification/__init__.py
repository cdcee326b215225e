"""Signs in a message: of its field, of a complaint, of nuisance, of danger, of secrecy."""
