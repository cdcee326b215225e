"""Runs in an environment of its own: django-helpdesk's `escalate_tickets` on sqlite, as JSON.

As many tickets as our cases, fifty of them due; each has an owner and no submitter, so that one
mail a ticket is sent, as by our ladder's first rung.
"""

from __future__ import annotations

import json
import os
import time
from datetime import timedelta
from typing import Any

import django
from django.conf import settings

OPEN = (100, 1_000, 10_000)
DUE = 50

settings.configure(
    SECRET_KEY=os.urandom(16).hex(),
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.humanize",
        "django.contrib.messages",
        "django.contrib.sessions",
        "django.contrib.sites",
        "rest_framework",
        "helpdesk",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.contrib.auth.context_processors.auth",
                    "django.template.context_processors.request",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ROOT_URLCONF=__name__,
    SITE_ID=1,
    USE_TZ=True,
    HELPDESK_TEAMS_MODE_ENABLED=False,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402
from helpdesk.models import FollowUp, Queue, Ticket  # noqa: E402

urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]


def main() -> None:
    call_command("migrate", verbosity=0)
    owner = get_user_model().objects.create(username="owner", email="owner@example.org")
    queue = Queue.objects.create(title="Q", slug="q", escalate_days=5)
    print(json.dumps([_run(queue, owner, number) for number in OPEN]))


def _run(queue: Any, owner: Any, number: int) -> dict[str, Any]:
    old = timezone.now() - timedelta(days=30)
    fresh = max(0, number - Ticket.objects.count() - DUE)
    Ticket.objects.bulk_create(
        Ticket(title="due" if i < DUE else "calm", queue=queue, assigned_to=owner)
        for i in range(fresh + DUE)
    )
    Ticket.objects.filter(title="due", last_escalation=None).update(created=old)
    before = FollowUp.objects.count()
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    mail.outbox = []
    began = time.perf_counter()
    with connection.execute_wrapper(note):
        call_command("escalate_tickets", verbosity=0)
    seconds = time.perf_counter() - began
    select = next(s for s, _ in asked if "last_escalation" in s and s.startswith("SELECT"))
    params = next(p for s, p in asked if s == select)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + select, params)
        plan = "; ".join(row[3] for row in cursor.fetchall())
    return {
        "open": Ticket.objects.count(),
        "queries": len(asked),
        "escalated": FollowUp.objects.count() - before,
        "mails": len(mail.outbox),
        "plan": plan,
        "examined": Ticket.objects.filter(queue=queue).count(),  # by the plan: every one
        "seconds": seconds,
        "version": f"Django {django.get_version()}",
    }


if __name__ == "__main__":
    main()
