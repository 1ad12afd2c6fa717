"""What is kept: events are appended and never changed, and what follows from them is read."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from parcels.service.domain import Event, Kind


class Base(DeclarativeBase):
    """The tables of the service; the migrations make them."""

    type_annotation_map = {  # noqa: RUF012 (the library reads it so)
        int: BigInteger,
        str: Text,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
    }


class ParcelRow(Base):
    """A parcel of which something was reported."""

    __tablename__ = "parcel"
    number: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    events: Mapped[list["EventRow"]] = relationship(lazy="raise")


class EventRow(Base):
    """An event, once."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("carrier", "carrier_event_id"),)
    number: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    parcel_number: Mapped[int] = mapped_column(ForeignKey("parcel.number"), index=True)
    carrier: Mapped[str]
    carrier_event_id: Mapped[str]
    kind: Mapped[str]
    at: Mapped[datetime] = mapped_column("occurred_at")

    def event(self, parcel_id: str) -> Event:
        """As the domain has it."""
        return Event(self.carrier, self.carrier_event_id, parcel_id, Kind(self.kind), self.at)


class SubscriptionRow(Base):
    """A shop that wants to be told of a parcel, or of all."""

    __tablename__ = "subscription"
    number: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    url: Mapped[str]
    secret: Mapped[str]
    parcel_id: Mapped[str | None]


class MessageRow(Base):
    """A message of the outbox; it is due until it was delivered or given up."""

    __tablename__ = "outbox"
    number: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    subscription_number: Mapped[int] = mapped_column(ForeignKey("subscription.number"))
    body: Mapped[dict[str, Any]]
    due_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    attempts: Mapped[int]
    subscription: Mapped[SubscriptionRow] = relationship(lazy="raise")


class AnswerRow(Base):
    """What was answered to a request with an idempotency key."""

    __tablename__ = "answer"
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    status: Mapped[int | None]
    body: Mapped[dict[str, Any] | None]
