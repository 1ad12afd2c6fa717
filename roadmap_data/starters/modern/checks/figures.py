"""docs/numbers.toml: what you expected and what you measured, in the order in which you knew it."""

from proof import NotYetError, call, must, parsed, toml

FILE = "docs/numbers.toml"


def number(table: str, name: str) -> float:
    """A number of the file, above zero."""
    found = toml(FILE).get(table, {}).get(name)
    if isinstance(found, bool) or not isinstance(found, int | float) or found <= 0:
        raise NotYetError(f"{FILE} has no {name} in [{table}]: write the number")
    return float(found)


def counted(table: str, name: str) -> int:
    """A whole number of the file; it may be zero."""
    found = toml(FILE).get(table, {}).get(name)
    if isinstance(found, bool) or not isinstance(found, int) or found < 0:
        raise NotYetError(f"{FILE} has no {name} in [{table}]: write the whole number")
    return found


def expected(table: str, name: str, measured: str) -> float:
    """A number that was committed before what was measured, and is the same since."""
    value = number(table, name)
    for commit in must(["git", "log", "--reverse", "--format=%H", "--", FILE]).split():
        shown = call(["git", "show", f"{commit}:{FILE}"])
        before = parsed(shown.stdout, FILE).get(table, {}) if not shown.returncode else {}
        if name in before:
            if measured in before or before[name] != value:
                raise NotYetError(f"{name} was not committed before {measured}: estimate first")
            return value
    raise NotYetError(f"{name} in [{table}] is not committed yet: commit it before you measure")
