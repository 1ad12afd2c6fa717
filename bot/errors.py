"""What can go wrong, said so that it can be mended."""


class CoachError(Exception):
    """Something a learner may be told: one line, what is wrong and a right example.

    `template` is a gettext message; `values` fill its placeholders.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


class HostError(Exception):
    """Something the host must mend: one line for standard error."""


class BusyError(HostError):
    """The database is in use by another program: it may be free in a moment."""


class TokenRefusedError(HostError):
    """A platform does not take the token, or it is none."""


class DeliveryError(Exception):
    """A message did not arrive, or perhaps did.

    `permanent`: never try again. `retry_after`: seconds to wait first. `ambiguous`: it may have
    arrived (promise 9.2). `counted`: it was a try that can be blamed on the message.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        ambiguous: bool = False,
        counted: bool = True,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.ambiguous = ambiguous
        self.counted = counted


def shortened(word: str, most: int = 40) -> str:
    """`word` as it can be shown: cut where it would flood a line, nothing in it but text."""
    shown = "".join(char if char.isprintable() else "?" for char in word[: most + 1])
    return (shown if len(shown) <= most else f"{shown[: most - 1]}…") or "''"


def named(error: BaseException) -> str:
    """An error in one line: its type and where it arose, for its words may hold a secret."""
    if isinstance(error, HostError):
        return str(error)
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None:
        return type(error).__name__
    module = last.tb_frame.f_globals.get("__name__", "?")
    return f"{type(error).__name__} in {module}, line {last.tb_lineno}"
