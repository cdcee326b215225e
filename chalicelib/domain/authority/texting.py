"""How texts go out and come in: the gateways of an authority, and the rules for its texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from chalicelib.domain.formats import phone
from chalicelib.domain.formats.networks import Network, network_of

TWILIO = "twilio"  # the gateway that is the telephone provider itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A gateway by which texts go out, and to whom. `networks` are those whose numbers it reaches
    (`formats.networks.Network`), empty for every telephone. `sender` is as whom, empty for the
    authority's own; `answered` says that whoever gets a text from it can answer by text. `a_day`
    is how many texts a day it may send to these networks, 0 for any number."""

    gateway: str
    networks: tuple[str, ...] = ()
    sender: str = ""
    answered: bool = False
    a_day: int = 0

    def reaches(self, network: str) -> bool:
        return network in self.networks if self.networks else network != Network.ZALO

    @property
    def key(self) -> str:
        """Names it on a page and where its texts of a day are counted."""
        return "-".join((self.gateway, *self.networks))


BY_PROVIDER = (Route(gateway=TWILIO),)  # the routes of an authority that names none


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """How text messages are sent: the registered brand that every text carries, the quiet hours,
    how many texts a day go to numbers abroad, and how many of one sender's an hour become cases of
    their own while none is looked at: further ones are joined to the last.

    A text goes by the first of the `routes` that reaches its number, or, in answer to another, by
    the gateway that brought that one. `receives` are the gateways whose texts are taken in; empty:
    all that this deployment has.
    """

    brand: str
    sender: str  # E.164 or alphanumeric brand, as registered with the provider
    quiet_from: time
    quiet_to: time
    abroad_a_day: int = 20  # 0: none
    cases_an_hour: int = 5
    routes: tuple[Route, ...] = BY_PROVIDER
    receives: tuple[str, ...] = ()

    def is_answered(self, came_by: str) -> bool:
        """Whether whoever gets a text can answer it by one, as far as that is known without their
        number. `came_by` is the gateway by which they have written, "" if they have not."""
        back = [route for route in self.routes if route.gateway == came_by]
        return all(route.answered for route in back or self.routes)

    def takes_from(self, gateway: str) -> bool:
        return not self.receives or gateway in self.receives

    def routes_to(self, number: str, came_by: str = "") -> tuple[Route, ...]:
        """The routes that reach this number, in the order in which they are tried; first those of
        the gateway by which its owner has written, `came_by`."""
        network = network_of(number)
        fit = (route for route in self.routes if route.reaches(network))
        return tuple(sorted(fit, key=lambda route: route.gateway != came_by))

    def sender_of(self, route: Route) -> str:
        return route.sender or self.sender

    def is_by_brand(self, route: Route) -> bool:
        """Whether its texts come from a name, which nobody can answer. An app's do not: they come
        from the account that its users follow."""
        if route.networks == (Network.ZALO,):
            return False
        return phone.kind_of(self.sender_of(route)) is phone.PhoneKind.BRAND

    def after_quiet_hours(self, at: datetime) -> datetime:
        """`at` itself (local, aware) if it is outside quiet hours, else the moment they end.

        The hours may span midnight (22:00 to 7:00); equal bounds mean no quiet hours.
        """
        clock, ends = at.timetz().replace(tzinfo=None), self.quiet_to
        end = at.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
        if self.quiet_from <= ends:
            return end if self.quiet_from <= clock < ends else at
        if clock >= self.quiet_from:
            return end + timedelta(days=1)
        return end if clock < ends else at
