"""The cases of a sender who floods, grouped under one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.texting import flooding
from chalicelib.usecases.commit import prepared
from chalicelib.usecases.ports.cases import Commit, Loaded
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.grouped import released


def head_of(store: Store, waiting: Sequence[Loaded]) -> Loaded:
    """Which of a sender's waiting cases takes further texts: the head of their group."""
    code = flooding.head_of([one.file.case for one in waiting])
    here = {one.file.case.code: one for one in waiting}
    return here.get(code) or store.cases.load(code) or waiting[0]


def regrouped(
    rules: Rules, store: Store, change: Change, waiting: Sequence[Loaded], now: datetime
) -> tuple[Change, tuple[Commit, ...]]:
    """The change of the head with the sender's other waiting cases grouped under it, and what is
    committed of these. If others may not be under it any more, as it turns out to be about a member
    of the office, they stand by themselves again."""
    head = change.case
    if head.grouped and not flooding.may_head(head):
        return released(rules, store, change, now)
    others = (one.file.case for one in waiting if not flooding.was_set_apart(one.file))
    codes = flooding.to_group(head, others)
    commits = (
        prepared(
            rules,
            store,
            one.file,
            flooding.grouped(one.file, head.code, now),
            one.version,
            now,
        )
        for one in waiting
        if one.file.case.code in codes
    )
    return change.to(grouped=(*head.grouped, *codes)), tuple(commits)
