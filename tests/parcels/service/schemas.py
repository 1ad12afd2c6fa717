"""What goes in and out of the service as JSON; what comes in is checked here, once."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, HttpUrl

from parcels.service.domain import Event, Kind, Parcel, Seen


def _plausible(at: datetime) -> datetime:
    if not 2000 <= at.year < 2100:
        raise ValueError("not a time of this century")
    return at


Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[!-~]+$")]
Cursor = Annotated[str, Field(pattern=r"^[A-Za-z0-9_=-]{1,32}$")]
Key = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[!-~]+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EventBody(_Strict):
    """An event as a carrier reports it."""

    carrier: Name
    carrier_event_id: Name
    parcel_id: Name
    kind: Kind
    at: Annotated[AwareDatetime, AfterValidator(_plausible)]

    def event(self) -> Event:
        """As the domain has it."""
        return Event(self.carrier, self.carrier_event_id, self.parcel_id, self.kind, self.at)


class SubscriptionBody(_Strict):
    """Where a shop wants to be told, and of which parcel; of all where none is named."""

    url: HttpUrl
    parcel_id: Name | None = None


class ParcelView(BaseModel):
    """Where a parcel is, and what was reported of it."""

    id: str
    state: Kind | None
    since: datetime | None
    events: list[EventBody]
    refused: int

    @classmethod
    def of(cls, parcel_id: str, events: list[Event], folded: Parcel) -> "ParcelView":
        """A parcel as it is shown."""
        seen = folded.state if isinstance(folded.state, Seen) else None
        return cls(
            id=parcel_id,
            state=seen and seen.kind,
            since=seen and seen.since,
            events=[EventBody.model_validate(vars(each)) for each in events],
            refused=len(folded.refused),
        )


class PageView(BaseModel):
    """A page of parcels, and where the next begins."""

    parcels: list[ParcelView]
    next: str | None


class CarriersView(BaseModel):
    """What came of asking each carrier."""

    carriers: dict[str, str]


class HealthView(BaseModel):
    """Which start of the service answers."""

    instance: str
