"""Zalo, by an Official Account. Written from its documents and never tried live."""
