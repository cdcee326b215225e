"""The stage's control API, under /local/api: what people, agents and tests do with a stage."""
