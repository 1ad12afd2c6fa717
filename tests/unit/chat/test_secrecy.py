"""What may be the code of a link stays nowhere, quoted or not (promise 11.1)."""

import pytest

from bot.chat.messages import Message, Paragraph, message, plain, strong
from bot.chat.secrecy import secret_if_quoting


def told(*words: str) -> Message:
    """An answer with each of these words in a piece of text of its own."""
    return message(Paragraph(text=(*(strong(each) for each in words), *plain(" is no length."))))


@pytest.mark.parametrize("code", ["04FH-S1FA-FX9D", "6d6s kdhj dw57", "HX2FAFX9DK7Q"])
def test_an_answer_that_quotes_a_code_is_not_kept(code: str) -> None:
    assert secret_if_quoting(told(code)).secret


@pytest.mark.parametrize("words", ["25 min", "2026-03-02", "flask and sqlalchemy"])
def test_any_other_answer_is(words: str) -> None:
    assert secret_if_quoting(told(words)) == told(words)
