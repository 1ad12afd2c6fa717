"""What is stored is short, and comes back as it was (promises 9.4 and 10)."""

import json

from pydantic import TypeAdapter

from bot.chat.drawings import Picture
from bot.chat.events import Event
from bot.chat.messages import (
    Bullets,
    Button,
    CodeBlock,
    Fields,
    Heading,
    Labelled,
    Message,
    Meter,
    Paragraph,
    Tick,
    Ticks,
    plain,
    strong,
)
from bot.chat.variants import as_stored
from support.drawings import STATES
from support.stores import said

WHOLE = Message(
    blocks=(
        Heading(text=(strong("Day 1"),)),
        Paragraph(text=plain("a"), folded=True),
        Paragraph(text=()),
        Bullets(items=(plain("b"),), ordered=True),
        Ticks(items=(Tick(done=False, text=plain("c")),)),
        Fields(rows=(Labelled(label=plain("d"), value=plain("e")),)),
        Meter(label=plain("f"), done=0, total=1),
        CodeBlock(text=""),
        *(Picture(name=name, drawing=each, words=("h",)) for name, each in STATES.items()),
    ),
    buttons=((Button(label="g", action="/today"),),),
    shared=False,
)


def test_a_message_comes_back_as_it_was() -> None:
    stored = as_stored(WHOLE)
    assert Message.model_validate_json(stored) == WHOLE
    assert Message.model_validate_json(WHOLE.model_dump_json()) == WHOLE  # an older program's form
    assert "null" not in stored
    kinds = {each["kind"] for each in json.loads(stored)["blocks"]}
    assert kinds == {type(each).model_fields["kind"].default for each in WHOLE.blocks}


def test_an_event_comes_back_as_it_was() -> None:
    event = said("/done 25")
    stored = as_stored(event)
    assert TypeAdapter[Event](Event).validate_json(stored) == event
    assert "null" not in stored
