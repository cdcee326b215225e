"""A week with a crowd: hundreds of villagers, half of the office idle, and many late matters."""
