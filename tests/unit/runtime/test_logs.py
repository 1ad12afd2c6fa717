"""What a host reads in the logs (promise 11.1)."""

import logging
from collections.abc import Iterator

import pytest

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
        raise ValueError(f"https://api.example/bot{SECRET}/getMe")
    except ValueError:
        log.exception("in a traceback")
    logged = capsys.readouterr().err
    assert SECRET not in logged
    assert logged.count("***") == 2
