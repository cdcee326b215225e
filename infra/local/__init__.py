"""The local stage: the deployed thing on an embedded AWS, and the switchboard before it."""
