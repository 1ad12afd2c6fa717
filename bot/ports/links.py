"""The port for links: codes on their way, and two learners who become one (promise 7.1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.learner import Learner
from bot.domain.linking import LinkRequest, Place


class Links(Protocol):
    """Links within one transaction."""

    async def ask(self, maker: Place, digest: str, expires_at: datetime) -> None:
        """Keep the digest of a code that was made at `maker`; their earlier codes end."""

    async def refused(self, platform: str, account: str, since: datetime) -> Sequence[datetime]:
        """The instants after `since` at which a code that an account tried was refused."""

    async def refuse(self, platform: str, account: str, now: datetime) -> None:
        """Note that a code that an account tried was refused at `now`."""

    async def made(self, digest: str, now: datetime) -> LinkRequest | None:
        """The request behind a code; None where it has expired by `now` or was redeemed."""

    async def take(self, request: LinkRequest, taker: Place, until: datetime) -> bool:
        """Redeem a code, which is good `until` then; False where somebody else was first."""

    async def request(self, request_id: int, now: datetime) -> LinkRequest | None:
        """A request by its id; None where it has expired by `now`."""

    async def agree(self, request: LinkRequest, now: datetime, until: datetime) -> None:
        """Note that the taker said yes at `now`; the request is good `until` then."""

    async def end(self, request: LinkRequest) -> None:
        """Forget a request: it is over."""

    async def merge(self, maker: Learner, other: Learner, now: datetime) -> Learner:
        """Make one learner of two (`bot.domain.merging.merged`), and return it."""

    async def part(
        self, learner: Learner, platform: str, account: str, since: datetime
    ) -> tuple[Learner, Learner] | None:
        """Undo the latest merge after `since`, that which brought the account if there is one.

        Returns the two learners, or None where there was no merge.
        """

    async def leave(
        self, learner: Learner, platform: str, now: datetime
    ) -> tuple[Learner, Learner]:
        """Make a new learner of the account on a platform; returns who is left, and the new one."""
