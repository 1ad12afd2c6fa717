"""What a host reads in the logs (promise 11.1)."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot.errors import HostError
from bot.ports.correlation import about
from bot.runtime.logs import Format, set_up_logging

SECRET = "12345:canary-token"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """The handlers of whoever runs the tests come back."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_secret_is_masked_wherever_it_stands(
    log_format: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging("DEBUG", log_format, ["", SECRET])
    log = logging.getLogger("tests.logs")
    log.info("in the words: %s", SECRET)
    try:
        raise HostError(f"https://api.example/bot{SECRET}/getMe")
    except HostError:
        log.exception("in a traceback")
    logged = capsys.readouterr().err
    assert SECRET not in logged
    assert logged.count("***") == 2


@pytest.mark.parametrize("secret", ['pa"ss', "back\\slash", "text"])
def test_an_object_of_json_shows_no_secret_however_it_is_spelt(
    secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging("INFO", "json", [secret])
    logging.getLogger("tests.logs").info("it is %s", secret)
    found = json.loads(capsys.readouterr().err)
    assert (found.keys(), found["text"]) == ({"at", "level", "name", "text"}, "it is ***")


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_traceback_has_places_and_the_words_of_nobody(
    log_format: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging("DEBUG", log_format)
    said = "what somebody wrote"
    try:
        try:
            int(said)
        except ValueError as error:
            together = [KeyError(said), OSError("no space left")]
            raise ExceptionGroup(said, together) from error
    except ExceptionGroup:
        logging.getLogger("tests.logs").exception("it failed")
    logged = capsys.readouterr().err
    assert said not in logged
    assert all(word in logged for word in ("ValueError", "KeyError", "no space left", "int(said)"))


def test_a_traceback_stays_readable_however_errors_are_entangled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("INFO", "text")
    error: Exception = ValueError()
    for _ in range(8):
        outer = ExceptionGroup("", [error, error])
        outer.__context__ = error
        error = outer
    many = ExceptionGroup("", [OSError("first"), error, *(KeyError() for _ in range(100))])
    logging.getLogger("tests.logs").error("it failed", exc_info=many)
    logged = capsys.readouterr().err
    assert "first" in logged
    assert len(logged.splitlines()) < 200


def test_a_line_bears_the_ids_that_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    log = logging.getLogger("tests.logs")
    for log_format in ("text", "json"):
        set_up_logging("INFO", log_format)
        with about(event=17, reply="r3", delivery=None):
            log.info("one\nline\r")
        log.info("nothing's own")
    text, bare, *objects = capsys.readouterr().err.splitlines()
    assert text.endswith(" INFO tests.logs: [event 17 reply r3] one line ")
    assert bare.endswith(" INFO tests.logs: nothing's own")
    found, own = map(json.loads, objects)
    assert (found["event"], found["reply"], found["text"]) == ("17", "r3", "one line ")
    assert own.keys() == {"at", "level", "name", "text"}
