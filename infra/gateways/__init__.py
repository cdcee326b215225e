"""Examples of gateways of the kind "webhook", for machines outside: one script each, to be copied
there. What they say is in docs/gateways/README.md. Tried against the product's functions, never
with a modem or an operator."""
