"""Contacts that stay on file without a case, because there is no matter in them."""

from __future__ import annotations

from enum import StrEnum


class Filed(StrEnum):
    """Why a contact has no case. The values are stored."""

    EMPTY = "empty"  # no words: blank, punctuation, pictograms
    THANKS = "thanks"
    GREETING = "greeting"  # greetings, wishes, "yes, understood"
    REACTION = "reaction"  # a telephone's word for a heart on a message of ours
    STOP = "stop"  # no more texts to this number
    START = "start"  # texts again
    HELP = "help"  # what the provider itself answers, or they asked for and then wrote nothing
    CANCELLED = "cancelled"  # they do not want it any more
    ASKED = "asked"  # asks about a case of which today enough such questions were answered


class OptOut(StrEnum):
    """What the provider has understood of a text about its own texts, and acts on. The values are
    stored."""

    STOP = "stop"
    START = "start"
    HELP = "help"
