"""Measurements, not tests: `make bench` and `make bench-peer` run them, pytest collects none."""

import os

from tests.support import environment  # before anything reads it

assert environment
os.environ["WORK_QUEUE_URL"] = "http://127.0.0.1/000000000000/notices"
