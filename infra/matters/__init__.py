"""Brings in the open matters of before from a spreadsheet (`make matters`)."""
