"""Tries the tests: small changes ("mutants") of the domain's code that unit tests have to notice.

`make mutants` runs it; it is no test, and pytest collects nothing here.
"""
