"""The API: carriers report events, customers ask, shops subscribe."""

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import FastAPI, Header, HTTPException, Query, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, HttpUrl
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from parcels.service import problems, storage
from parcels.service.domain import Event, Kind, Seen, fold
from parcels.service.storage import Answer
from parcels.service.tables import ParcelRow


def _plausible(at: datetime) -> datetime:
    if not 2000 <= at.year < 2100:
        raise ValueError("not a time of this century")
    return at


Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[!-~]+$")]
Cursor = Annotated[str, Field(pattern=r"^[A-Za-z0-9_=-]{1,32}$")]
Key = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[!-~]+$")]
NUMBER_MOST: Final = 2**63 - 1


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EventBody(_Strict):
    """An event as a carrier reports it."""

    carrier: Name
    carrier_event_id: Name
    parcel_id: Name
    kind: Kind
    at: Annotated[AwareDatetime, AfterValidator(_plausible)]


class SubscriptionBody(_Strict):
    """Where a shop wants to be told, and of which parcel; of all where none is named."""

    url: HttpUrl
    parcel_id: Name | None = None


class ParcelView(BaseModel):
    """Where a parcel is."""

    id: str
    state: Kind | None
    since: datetime | None
    events: int
    refused: int


class PageView(BaseModel):
    """A page of parcels, and where the next begins."""

    parcels: list[ParcelView]
    next: str | None


def create_app(engine: AsyncEngine) -> FastAPI:
    """The service on a database."""
    app = FastAPI(title="Parcels", docs_url=None, redoc_url=None, responses=problems.RESPONSES)
    problems.install(app)

    @app.post("/events", status_code=201, responses={200: {"description": "Known already"}})
    async def report(
        body: EventBody, idempotency_key: Annotated[Key | None, Header()] = None
    ) -> Response:
        event = Event(**body.model_dump())

        async def act(session: AsyncSession) -> Answer:
            is_new = await storage.record(session, event)
            return Answer(201 if is_new else 200, {"parcel_id": event.parcel_id})

        return await _answered(engine, idempotency_key, body, act)

    @app.post("/subscriptions", status_code=201)
    async def subscribe(
        body: SubscriptionBody, idempotency_key: Annotated[Key | None, Header()] = None
    ) -> Response:
        async def act(session: AsyncSession) -> Answer:
            secret = secrets.token_urlsafe(24)
            number = await storage.subscribe(session, str(body.url), secret, body.parcel_id)
            return Answer(201, {"id": number, "secret": secret})

        return await _answered(engine, idempotency_key, body, act)

    @app.get("/parcels/{parcel_id}")
    async def show(parcel_id: Name) -> ParcelView:
        async with AsyncSession(engine) as session:
            row = await storage.parcel(session, parcel_id)
        if row is None:
            raise HTTPException(404, "Nothing was reported of this parcel.")
        return _view(row)

    @app.get("/parcels")
    async def show_page(
        cursor: Cursor | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 20
    ) -> PageView:
        before = None if cursor is None else _number(cursor)
        async with AsyncSession(engine) as session:
            rows = await storage.page(session, before, limit)
        end = _cursor(rows[-1].number) if len(rows) == limit else None
        return PageView(parcels=[_view(each) for each in rows], next=end)

    return app


async def _answered(
    engine: AsyncEngine,
    key: str | None,
    body: BaseModel,
    act: Callable[[AsyncSession], Awaitable[Answer]],
) -> Response:
    """Act once for a key. The commit comes before the answer."""
    what = f"{type(body).__name__} {body.model_dump_json()}"
    fingerprint = hashlib.sha256(what.encode()).hexdigest()
    try:
        async with AsyncSession(engine) as session, session.begin():
            if key is None:
                answer = await act(session)
            else:
                answer = await storage.once(session, key, fingerprint, lambda: act(session))
    except storage.ConflictingEventError:
        return problems.problem(409, "This id stands for another event of the carrier.")
    except storage.KeyReusedError:
        return problems.problem(422, "This idempotency key came with another request.")
    return JSONResponse(answer.body, answer.status)


def _view(row: ParcelRow) -> ParcelView:
    folded = fold(each.event(row.id) for each in row.events)
    seen: dict[str, Any] = {"kind": None, "since": None}
    if isinstance(folded.state, Seen):
        seen = asdict(folded.state)
    return ParcelView(
        id=row.id,
        state=seen["kind"],
        since=seen["since"],
        events=len(row.events),
        refused=len(folded.refused),
    )


def _cursor(number: int) -> str:
    return urlsafe_b64encode(str(number).encode()).decode()


def _number(cursor: str) -> int:
    try:
        number = int(urlsafe_b64decode(cursor))
    except ValueError:
        raise HTTPException(400, "No page of ours ends with this cursor.") from None
    if not 0 < number <= NUMBER_MOST:
        raise HTTPException(400, "No page of ours ends with this cursor.")
    return number
