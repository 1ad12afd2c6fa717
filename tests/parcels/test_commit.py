"""Week 5: what a route's dependency does after its `yield` comes after the answer, a commit too."""

from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("/after", ["http.response.start", "http.response.body", "commit"]),
        ("/before", ["commit", "http.response.start", "http.response.body"]),
    ],
)
async def test_a_dependency_commits_before_the_answer_only_if_told_so(
    path: str, order: list[str]
) -> None:
    seen: list[str] = []
    app = FastAPI()

    async def session() -> Any:
        yield None
        seen.append("commit")

    @app.get("/after")
    async def after(_: Annotated[None, Depends(session)]) -> None: ...

    @app.get("/before")
    async def before(_: Annotated[None, Depends(session, scope="function")]) -> None: ...

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        seen.append(message["type"])

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    await app(scope, receive, send)
    assert seen == order
