"""An error in one line, as logs and `waymark doctor` show it (promise 11.1)."""

from bot.errors import HostError, named


def test_an_error_is_named_by_its_place_and_none_of_its_words() -> None:
    told = []
    for error in (ValueError("canary"), OSError("canary"), ExceptionGroup("canary", [OSError()])):
        told.append(named(error))
        try:
            raise error
        except Exception as caught:  # noqa: BLE001 -- whatever it is
            told.append(named(caught))
    assert "canary" not in "".join(told)
    assert told[0] == "ValueError"
    assert told[1].startswith(f"ValueError in {__name__}, line ")
    assert named(HostError("set it")) == "set it"
