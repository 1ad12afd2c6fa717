"""Discord's REST API and gateway on loopback: strict about what is asked, faulty when told to."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from support.discord.answering import callback, followup, original
from support.discord.gateway import Gateway
from support.discord.rules import Params, RefusedError, check
from support.discord.world import APP_ID, BOT_ID, Call, World
from support.pages import Page

TOKEN = "bot.loopback-Token_0123456789abcdefghijk"


@dataclass
class Fault:
    """Something that goes wrong `times` times when a route that begins like `route` is called."""

    route: str
    times: int = 1
    error: RefusedError | None = None
    applied: bool = False
    drops: bool = False
    delay: float = 0.0
    gate: bool = False
    page: Page | None = None
    when: Callable[[Any], bool] = lambda body: True


@dataclass
class Asked:
    """A request with what its path names."""

    route: str
    ids: Params
    body: Any
    files: list[tuple[str, bytes]] = field(default_factory=list)
    query: Mapping[str, str] = field(default_factory=dict)


class Server:
    """The server, and the world behind it."""

    def __init__(self) -> None:
        self.world = World()
        self.faults: list[Fault] = []
        self.token = TOKEN
        self.sessions_left = 1000
        self.shards = 1
        self.resume_url = ""
        self.gateway = Gateway(
            self.world, lambda: self.token, lambda: self.resume_url or self.gateway_url
        )
        self.fetched = 0
        self.file_faults: list[int] = []
        self.moved_files: dict[str, str] = {}
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Where the API is."""
        return f"http://127.0.0.1:{self._port}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return f"ws://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Listen; again on the same port after a stop."""
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_get("/", self.gateway.connect)
        app.router.add_route("*", "/api/v10/{path:.*}", self._call)
        app.router.add_get("/attachments/{id}/{name}", self._file)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.world.files_url = f"http://127.0.0.1:{self._port}/attachments"

    async def _file(self, request: web.Request) -> web.Response:
        """What somebody attached, for whoever knows where it is."""
        self.fetched += 1
        id_ = request.match_info["id"]
        if id_ in self.moved_files:
            return web.Response(status=302, headers={"Location": self.moved_files[id_]})
        content = self.world.contents.get(id_)
        if self.file_faults:
            return web.Response(status=self.file_faults.pop())
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def stop(self) -> None:
        """Refuse connections."""
        await self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        route, ids = _route(request.method, request.match_info["path"])
        call = Call(route, None, time.monotonic())
        self.world.calls.append(call)
        try:
            self._check_token(request, route)
            body, files = await _given(request)
            call.body = body
            check(route, body, list(request.query))
            answer = await self._faulty(
                request, call, Asked(route, ids, body, files, request.query)
            )
        except RefusedError as error:
            call.code = error.code
            if error.code in {50035, 50006} or "Not Found" in error.message:
                self.world.wrong.append(f"{route}: {error.message}")
            answer = _refusal(error)
        call.status = answer.status
        return answer

    def _check_token(self, request: web.Request, route: str) -> None:
        if "/callback" in route or "/webhooks" in route:
            return
        if request.headers.get("Authorization") != f"Bot {self.token}":
            raise RefusedError(401, 0, "401: Unauthorized")
        self.world.limits.ask()

    async def _faulty(self, request: web.Request, call: Call, asked: Asked) -> web.StreamResponse:
        fault = next(
            (
                each
                for each in self.faults
                if each.times > 0 and call.route.startswith(each.route) and each.when(asked.body)
            ),
            None,
        )
        if fault is None:
            return self._done(asked)
        fault.times -= 1
        await asyncio.sleep(fault.delay)
        refuses = fault.error or fault.gate or fault.page
        answer = self._done(asked) if fault.applied or not refuses else None
        if fault.drops and request.transport is not None:
            request.transport.abort()
            return web.Response(status=500)
        if fault.page is not None:
            return fault.page.answer()
        if fault.gate:
            return web.Response(status=429, text="error code: 1015", headers={"Retry-After": "60"})
        if fault.error is not None:
            raise fault.error
        assert answer is not None
        return answer

    def _done(self, asked: Asked) -> web.StreamResponse:
        result = self._result(asked)
        headers = {}
        if asked.route == "POST /channels/{channel_id}/messages":
            headers = self.world.limits.headers(int(asked.ids["channel_id"]))
        if result is None:
            return web.Response(status=204, headers=headers)
        body = json.dumps(result).encode()
        return web.Response(body=body, headers={"Content-Type": "application/json", **headers})

    def _result(self, asked: Asked) -> Any:  # noqa: C901 -- one case for each route
        world, ids = self.world, asked.ids
        match asked.route:
            case "GET /users/@me":
                return world.user(BOT_ID)
            case "GET /oauth2/applications/@me":
                return _application(world)
            case "GET /gateway/bot":
                limit = {"total": 1000, "remaining": self.sessions_left, "reset_after": 1000}
                limit["max_concurrency"] = 1
                return {
                    "url": self.gateway_url,
                    "shards": self.shards,
                    "session_start_limit": limit,
                }
            case "POST /users/@me/channels":
                return world.open_door(int(asked.body["recipient_id"]))
            case "PUT /applications/{application_id}/commands":
                world.commands = asked.body
                return [{"id": str(world.number()), **each} for each in asked.body]
            case "PUT /applications/{application_id}/guilds/{guild_id}/commands":
                world.commands = asked.body
                return [{"id": str(world.number()), **each} for each in asked.body]
            case "POST /channels/{channel_id}/messages":
                shown = world.create(int(ids["channel_id"]), asked.body, asked.files)
                return {**world.payload(shown), "nonce": shown.nonce}
            case "GET /channels/{channel_id}/messages":
                after, most = int(asked.query.get("after", 0)), int(asked.query.get("limit", 50))
                return world.read(int(ids["channel_id"]), after, most)
            case "PATCH /channels/{channel_id}/messages/{message_id}":
                world._writable(int(ids["channel_id"]))
                shown = world.find(int(ids["message_id"]))
                world.edit(shown, asked.body, asked.files)
                return world.payload(shown)
            case "POST /interactions/{interaction_id}/{interaction_token}/callback":
                return callback(world, asked.ids, asked.body, asked.files)
            case "POST /webhooks/{webhook_id}/{webhook_token}":
                return followup(world, asked.ids, asked.body, asked.files)
        return original(world, asked.route, asked.ids, asked.body, asked.files)


def _route(method: str, path: str) -> tuple[str, Params]:
    """The route as it is described, and what the path names."""
    match path.split("/"):
        case ["channels", channel, "messages"]:
            return f"{method} /channels/{{channel_id}}/messages", {"channel_id": channel}
        case ["channels", channel, "messages", message]:
            ids = {"channel_id": channel, "message_id": message}
            return f"{method} /channels/{{channel_id}}/messages/{{message_id}}", ids
        case ["interactions", id_, token, "callback"]:
            route = "/interactions/{interaction_id}/{interaction_token}/callback"
            return f"{method} {route}", {"id": id_, "token": token}
        case ["webhooks", _, token, "messages", "@original"]:
            route = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
            return f"{method} {route}", {"token": token}
        case ["webhooks", _, token]:
            return f"{method} /webhooks/{{webhook_id}}/{{webhook_token}}", {"token": token}
        case ["applications", _, "commands"]:
            return f"{method} /applications/{{application_id}}/commands", {}
        case ["applications", _, "guilds", guild, "commands"]:
            route = "/applications/{application_id}/guilds/{guild_id}/commands"
            return f"{method} {route}", {"guild_id": guild}
    return f"{method} /{path}", {}


async def _given(request: web.Request) -> tuple[Any, list[tuple[str, bytes]]]:
    if not request.content_type.startswith("multipart"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), []
    body, files = None, []
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as file:
                files.append((value.filename, file.read()))
        elif name == "payload_json":
            body = json.loads(str(value))
    return body, files


def _application(world: World) -> Params:
    return {
        "id": str(APP_ID),
        "name": "Waymark",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "",
        "flags": 0,
        "owner": world.user(1),
        "summary": "",
        "hook": True,
    }


def _refusal(error: RefusedError) -> web.Response:
    body: Params = {"code": error.code, "message": error.message}
    headers = {"Via": "1.1 google"}
    if error.status == 429:
        body["retry_after"] = error.more["retry_after"]
        body["global"] = bool(error.more.get("whole"))
        headers["Retry-After"] = str(error.more["retry_after"])
    data = json.dumps(body).encode()
    headers["Content-Type"] = "application/json"
    return web.Response(status=error.status, body=data, headers=headers)


@asynccontextmanager
async def discord_server() -> AsyncIterator[Server]:
    """A server for as long as it is needed; at its end nothing asked of it may have been wrong."""
    server = Server()
    await server.start()
    dispatching = asyncio.create_task(server.gateway.run())
    try:
        yield server
        assert not server.world.wrong, server.world.wrong
        assert not server.gateway.wrong, server.gateway.wrong
        slow = [each for each in server.world.interactions.values() if each.took > 3]
        assert not slow or any(each.answered_at is None for each in slow), "answered too late"
    finally:
        dispatching.cancel()
        await server.stop()
