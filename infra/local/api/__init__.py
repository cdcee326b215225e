"""The stage's control API, under /local/api: what people, scripts and tests do with a stage."""
