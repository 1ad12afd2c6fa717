"""Ids of Discord's as values."""

import pytest

from adapters.discord.ids import DiscordChat, DiscordEventId

SNOWFLAKE = 18_000_000_000_000_000_002


@pytest.mark.parametrize(
    ("chat", "text"),
    [
        (DiscordChat(SNOWFLAKE), f"{SNOWFLAKE}"),
        (DiscordChat(SNOWFLAKE, is_channel=True), f"#{SNOWFLAKE}"),
    ],
)
def test_a_chat_is_read_back_from_its_text(chat: DiscordChat, text: str) -> None:
    assert str(chat) == text
    assert DiscordChat.parse(text) == chat


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (DiscordEventId(SNOWFLAKE), f"{SNOWFLAKE}"),
        (DiscordEventId(SNOWFLAKE, is_message=True), f"m{SNOWFLAKE}"),
    ],
)
def test_an_event_is_read_back_from_its_text(event: DiscordEventId, text: str) -> None:
    assert str(event) == text
    assert DiscordEventId.parse(text) == event


@pytest.mark.parametrize("text", ["", "#", "m", "club", "#m1"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        DiscordChat.parse(text)
    with pytest.raises(ValueError, match="invalid literal"):
        DiscordEventId.parse(text)
