"""The local stage: what is deployed, on an embedded AWS, with a switchboard in front of it."""
