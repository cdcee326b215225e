"""Measurements, not tests: `make bench` and `make bench-peer` run them, pytest collects none."""

import os

import tests.conftest  # the settings of the local stage, before anything reads them

assert tests.conftest
os.environ["WORK_QUEUE_URL"] = "http://127.0.0.1/000000000000/notices"
