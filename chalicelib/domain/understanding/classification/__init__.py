"""Classification: field of the matter, complaint, nuisance, danger, wish for secrecy."""
