"""What a function makes while it starts, before its first request.

Lambda gives a starting function a whole core, and an answering one the share that its memory buys
(docs/decisions/0024-a-quick-start.md). So what an answer to a call or a text needs is made here.
What pages, mail and outgoing calls alone need is made when it is first used; so is everything by
functions for which nobody waits.
"""

from __future__ import annotations

import gc
import os

from chalicelib import observe, wiring

PREPARED = "PREPARED"  # set for the web function alone


def start() -> None:
    """Where somebody waits, makes beforehand what requests need. That stays for as long as the
    process lives, so the garbage collector is told never to look through it.

    What cannot be made now is left to the request that needs it: it answers as it can, and its own
    error says what is wrong.
    """
    if not os.environ.get(PREPARED):
        return
    try:
        wiring.prepare()
    except Exception as error:
        observe.failed("started unprepared", "StartedUnprepared", error)
    gc.freeze()
