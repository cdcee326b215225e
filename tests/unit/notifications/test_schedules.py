"""The rounds of mails and the day's report come when the domain says."""

import re
from datetime import time
from pathlib import Path

from chalicelib.domain.notifications.gathering import ROUNDS
from chalicelib.usecases.schedules.digest import HOUR

APP = (Path(__file__).parents[3] / "app.py").read_text("utf-8")
AHEAD = 7  # hours, of Vietnam ahead of the schedules' UTC


def test_the_schedule_of_the_rounds_is_the_domains():
    minute, hours = re.search(r'"cron\((\d+) ([\d,]+) [^"]*", name="gather"', APP).groups()
    assert tuple(time(int(h) + AHEAD, int(minute)) for h in hours.split(",")) == ROUNDS


def test_the_digests_hour_is_that_of_its_schedule():
    (hour,) = re.search(r'"cron\(0/5 (\d+) [^"]*", name="digest"', APP).groups()
    assert int(hour) + AHEAD == HOUR
