"""Learns whose particulars stand where in a message: `make reading`."""
