"""A Bot API server on loopback: strict about what it is asked, and faulty when told to be."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from support.pages import Page
from support.telegram.rules import Params, RefusedError, read
from support.telegram.shapes import Uploaded
from support.telegram.world import Call, World

TOKEN = "4242:loopback-Token_0123456789abcdefghijk"
WEBHOOK_AGAIN = 0.2


@dataclass
class Fault:
    """Something that goes wrong `times` times when `method` is called."""

    method: str
    times: int = 1
    error: RefusedError | None = None
    applied: bool = False
    drops: bool = False
    delay: float = 0.0
    until: asyncio.Event | None = None
    page: Page | None = None
    when: Callable[[Params], bool] = lambda params: True


class Server:
    """The server, and the world behind it."""

    def __init__(self) -> None:
        self.world = World()
        self.faults: list[Fault] = []
        self.token = TOKEN
        self.url = ""
        self.conflicts = 0
        self.polls = 0
        self.connections = 1
        self._poll: asyncio.Future[None] | None = None
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def start(self) -> None:
        """Listen; again on the same port after a stop."""
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_route("*", "/{by}/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/documents/{name}", self._file)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"

    async def stop(self) -> None:
        """Refuse connections."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _refusal(RefusedError("Unauthorized", 401))
        method = request.match_info["method"]
        call = Call(method, {}, time.monotonic(), by=request.match_info.get("by", ""))
        self.world.calls.append(call)
        try:
            call.params = read(method, await _given(request))
            answer = await self._faulty(request, call)
            call.code = answer.status
        except RefusedError as error:
            call.code = error.code
            if error.code == 400 and "Bad Request" not in error.description:
                self.world.wrong.append(f"{method}: {error.description}")
            answer = _refusal(error)
        return answer

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """The content of a file, for whoever has the token."""
        if request.match_info["token"] != self.token:
            return _refusal(RefusedError("Unauthorized", 401))
        call = Call("file", {}, time.monotonic())
        self.world.calls.append(call)
        return await self._faulty(request, call)

    async def _faulty(self, request: web.Request, call: Call) -> web.StreamResponse:
        name = request.match_info.get("name", "").removesuffix(".json")
        content = self.world.files.get(name)
        fault = next(
            (
                each
                for each in self.faults
                if each.times > 0 and each.method in {call.method, "*"} and each.when(call.params)
            ),
            None,
        )
        if fault is None and content is not None:
            return web.Response(body=content)
        if fault is None:
            return await self._done(call)
        fault.times -= 1
        await asyncio.sleep(fault.delay)
        if fault.until is not None:
            await fault.until.wait()
        refuses = fault.error or fault.page
        answer = await self._done(call) if fault.applied or not refuses else None
        if fault.drops and request.transport is not None:
            request.transport.abort()
            return web.Response(status=500)
        if fault.page is not None:
            return fault.page.answer()
        if fault.error is not None:
            raise fault.error
        assert answer is not None
        return answer

    async def _done(self, call: Call) -> web.StreamResponse:
        if call.method == "getUpdates":
            return _answer(await self._updates(call.params))
        return _answer(self.world.act(call.method, call.params))

    async def _updates(self, params: Params) -> list[Params]:
        if self.world.webhook:
            raise RefusedError("Conflict: can't use getUpdates while webhook is active", 409)
        self.polls += 1
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        poll = self._poll = asyncio.get_running_loop().create_future()
        ends = time.monotonic() + params.get("timeout", 0)
        offset = params.get("offset", 0)
        self.world.pending = [each for each in self.world.pending if each["update_id"] >= offset]
        while not self.world.pending and time.monotonic() < ends:
            self.world.news.clear()
            news = asyncio.ensure_future(self.world.news.wait())
            left = ends - time.monotonic()
            try:
                await asyncio.wait({news, poll}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            finally:
                news.cancel()
            if poll.done():
                self.conflicts += 1
                raise RefusedError("Conflict: terminated by other getUpdates request", 409)
        return self.world.pending[: params.get("limit", 100)]

    async def bring(self) -> None:
        """Bring updates to the webhook, each until it is taken; runs until cancelled.

        Those of one chat come in order; of other chats as many side by side as there are
        connections.
        """
        async with aiohttp.ClientSession() as session:
            while True:
                if not self.world.webhook or not self.world.pending:
                    self.world.news.clear()
                    await self.world.news.wait()
                    continue
                first = {_chat(each): each for each in reversed(self.world.pending)}
                heads = list(first.values())[: self.connections]
                taken = await asyncio.gather(*(self._brought(session, each) for each in heads))
                gone = [each for each, done in zip(heads, taken, strict=True) if done]
                self.world.pending = [each for each in self.world.pending if each not in gone]
                if len(gone) < len(heads):
                    await asyncio.sleep(WEBHOOK_AGAIN)

    async def _brought(self, session: aiohttp.ClientSession, update: Params) -> bool:
        secret = self.world.webhook.get("secret_token", "")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        with suppress(aiohttp.ClientError):
            url = self.world.webhook["url"]
            async with session.post(url, json=update, headers=headers) as answer:
                return answer.status == 200
        return False


async def _given(request: web.Request) -> dict[str, str | bytes]:
    given: dict[str, str | bytes] = dict(request.query)
    for name, value in (await request.post()).items():
        given[name] = Uploaded(value) if isinstance(value, web.FileField) else str(value)
    for name, value in given.items():
        attached = value.removeprefix("attach://") if isinstance(value, str) else ""
        if attached != value and attached in given:
            given[name] = given[attached]
    attachments = [each for each in given if each.startswith("attached")]
    return {name: value for name, value in given.items() if name not in attachments}


def _chat(update: Params) -> object:
    """Where something happened; what belongs nowhere stands alone."""
    found = [each for each in update.values() if isinstance(each, dict)]
    where = [each.get("message", each).get("chat", {}).get("id") for each in found]
    return where[0] if where else update["update_id"]


def _answer(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refusal(error: RefusedError) -> web.Response:
    body: Params = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)


@asynccontextmanager
async def bot_api() -> AsyncIterator[Server]:
    """A server for as long as it is needed; at its end nothing asked of it may have been wrong."""
    server = Server()
    await server.start()
    bringing = asyncio.create_task(server.bring())
    try:
        yield server
        assert server.world.wrong == []
    finally:
        bringing.cancel()
        await server.stop()
