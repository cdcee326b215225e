"""Restoring from a backup into a newly deployed stage, and the register of what was erased."""
