"""The API: carriers report events, customers ask, shops subscribe."""

import base64
import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable
from typing import Annotated, Final
from uuid import uuid4

from fastapi import FastAPI, Header, HTTPException, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from parcels.service import problems, storage
from parcels.service.carriers import Enquiries
from parcels.service.domain import fold
from parcels.service.schemas import (
    CarriersView,
    Cursor,
    EventBody,
    HealthView,
    Key,
    Name,
    PageView,
    ParcelView,
    SubscriptionBody,
)
from parcels.service.storage import Answer
from parcels.service.tables import ParcelRow

NUMBER_MOST: Final = 2**63 - 1

KeyHeader = Annotated[Key | None, Header(alias="Idempotency-Key")]


def create_app(engine: AsyncEngine, enquiries: Enquiries | None = None) -> FastAPI:
    """The service on a database."""
    app = FastAPI(
        title="Parcels",
        docs_url=None,
        redoc_url=None,
        responses=problems.RESPONSES,
        redirect_slashes=False,  # the schema names no redirect
    )
    problems.install(app)
    instance = uuid4().hex

    @app.get("/health")
    async def health() -> HealthView:
        return HealthView(instance=instance)

    @app.post("/events", status_code=201, responses={200: {"description": "Known already"}})
    async def report(body: EventBody, key: KeyHeader = None) -> Response:
        async def act(session: AsyncSession) -> Answer:
            is_new = await storage.record(session, body.event())
            return Answer(201 if is_new else 200, {"parcel_id": body.parcel_id})

        return await _answered(engine, key, body, act)

    @app.post("/webhooks", status_code=201)
    async def subscribe(body: SubscriptionBody, key: KeyHeader = None) -> Response:
        async def act(session: AsyncSession) -> Answer:
            secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
            number = await storage.subscribe(session, str(body.url), secret, body.parcel_id)
            return Answer(201, {"id": number, "secret": secret})

        return await _answered(engine, key, body, act)

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

    @app.get("/parcels/{parcel_id}/carriers")
    async def show_carriers(parcel_id: Name) -> CarriersView:
        answers = await enquiries.ask(parcel_id) if enquiries else {}
        return CarriersView(carriers={name: str(each) for name, each in answers.items()})

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
    events = [each.event(row.id) for each in row.events]
    return ParcelView.of(row.id, events, fold(events))


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
