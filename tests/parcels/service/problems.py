"""One shape for all that goes wrong: problem details (RFC 9457). What was sent is not repeated."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

MEDIA_TYPE: Final = "application/problem+json"


class Problem(BaseModel):
    """What went wrong, and where."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    errors: list[dict[str, Any]] = []


RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "content": {MEDIA_TYPE: {}}} for status in (400, 404, 409, 422)
}


def problem(
    status: int, detail: str | None = None, errors: Sequence[dict[str, Any]] = ()
) -> Response:
    """A problem as an answer; in ASCII, as a lone surrogate has no UTF-8."""
    found = Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors)
    )
    return Response(json.dumps(found.model_dump()), status, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Have an application answer so."""

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        errors = [{"loc": list(each["loc"]), "msg": each["msg"]} for each in error.errors()]
        return problem(422, "The request does not fit the schema.", errors)

    @app.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> Response:
        answer = problem(error.status_code, error.detail)
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    async def broken(_: Request, __: Exception) -> Response:
        return problem(500)
