"""The screens that people see most, kept as JSON for each platform, within all of its limits.

`pytest tests/adapters/test_screens.py --rewrite` writes them anew; read what has changed.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.common.signing import Signer
from adapters.discord import inbox
from adapters.discord.adapter import SNOWFLAKE_WIDTH
from adapters.discord.parts import ID_MOST
from support.both import Both, playing_both
from support.discord.rules import check_form, check_message
from support.discord.server import TOKEN as DISCORD_TOKEN
from support.processes import AT
from support.telegram.server import TOKEN as TELEGRAM_TOKEN

KEPT = Path(__file__).parent / "screens"
LIVED = (
    *("/start roadmap=six-month tz=Europe/Berlin days=mon-sun", "/settings names=on"),
    *("!in club", "/group start", "/group join"),
    *("!as ben", "!in me", "/start tz=Europe/Berlin days=mon-sun", "!in club", "/group join"),
    *("!as me", "!in me", "!clock 2026-03-03T18:00+01:00", "/done 50 lists", "!skip 5m"),
)
"""Two people in a group, and the evening of their first day in it."""

SCREENS = ("/today", "/week", "/progress", "/checkin")
TEXT_MOST, CAPTION_MOST, ROW_MOST = 4096, 1024, 8

Screens = dict[str, Any]


def readable(body: Any, action: Callable[[str], str]) -> Any:
    """What is sent, without what is no one's to see, and with actions for what is signed."""
    hidden = {"tts", "nonce", "enforce_nonce", "allowed_mentions", "id"}
    if isinstance(body, list):
        return [readable(each, action) for each in body]
    if not isinstance(body, dict):
        return body
    signed = {"custom_id", "callback_data"}
    return {
        key: action(value) if key in signed else readable(value, action)
        for key, value in body.items()
        if key not in hidden and value is not None
    }


def action_by(signer: Signer) -> Callable[[str], str]:
    """The action behind what was signed; a name of ours is left as it is."""

    def action(carried: str) -> str:
        press = signer.press(carried)
        return press.action if press else carried

    return action


async def in_discord(both: Both) -> Screens:
    """The screens of the person who plays there."""
    world, kept = both.discord_server.world, {}
    for line in LIVED:
        await both.discord.say(line)
    boards = [each for each in world.messages if each.is_card and "of 2" in each.text]
    kept["board"] = boards[-1].body
    for line in SCREENS:
        await both.discord.say(line)
        kept[line[1:]] = world.history[-1].body
    forms = [each.form for each in world.interactions.values() if each.form]
    for body in kept.values():
        check_message(body, files=len(body.get("attachments") or []))
    check_form(forms[-1])
    kept["checkin-form"] = forms[-1]
    signer = Signer(DISCORD_TOKEN, owner_width=SNOWFLAKE_WIDTH, bytes_most=ID_MOST)
    return {name: readable(body, action_by(signer)) for name, body in kept.items()}


async def in_telegram(both: Both) -> Screens:
    """The same there."""
    world, shown = both.telegram_server.world, {}
    for line in LIVED:
        await both.telegram.say(line)
    shown["board"] = next(each for each in reversed(world.history) if "of 2" in each.text)
    for line in SCREENS:
        await both.telegram.say(line)
        shown[line[1:]] = world.history[-1]
    for each in shown.values():
        most = CAPTION_MOST if each.file else TEXT_MOST
        assert len(each.text.encode("utf-16-le")) // 2 <= most
        assert all(len(row) <= ROW_MOST for row in each.buttons)
        carried = (button.get("callback_data", "x") for row in each.buttons for button in row)
        assert all(1 <= len(one.encode()) <= 64 for one in carried)
    action = action_by(Signer(TELEGRAM_TOKEN))
    return {
        name: readable(
            {"text": each.text, "entities": each.entities, "file": each.file, "rows": each.buttons},
            action,
        )
        for name, each in shown.items()
    }


PLATFORMS: dict[str, Callable[[Both], Awaitable[Screens]]] = {
    "discord": in_discord,
    "telegram": in_telegram,
}


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_screens(
    platform: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inbox, "HEARD_WITHIN", 2.5)  # a slow machine opens no form in less
    rewrites = request.config.getoption("--rewrite")
    async with playing_both(tmp_path / "w.db", datetime.fromisoformat(AT)) as both:
        screens = await PLATFORMS[platform](both)
    for name, screen in screens.items():
        path = KEPT / platform / f"{name}.json"
        now = json.dumps(screen, ensure_ascii=False, indent=1) + "\n"
        if rewrites:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(now, encoding="utf-8")
        assert now == path.read_text(encoding="utf-8"), f"{platform}: {name} has changed"
    assert {path.stem for path in (KEPT / platform).iterdir()} == set(screens)
