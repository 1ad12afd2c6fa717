"""As much of PromQL as alert rules of ours use, over samples that were scraped.

`increase` is not extrapolated to the ends of its window, so that a rule which fires here fires in
Prometheus.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from typing import Final

from prometheus_client.parser import text_string_to_metric_families as families

Labels = frozenset[tuple[str, str]]
Vector = dict[Labels, float]
Value = Vector | float
Window = list[tuple[float, float]]

STALE_AFTER: Final = 300.0
"""Seconds for which the last sample of a series is its value."""

UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
TOKEN: Final = re.compile(
    r'\s*(\d+(?:\.\d+)?[smhd]\b|\d+(?:\.\d+)?|"[^"]*"|[A-Za-z_:]\w*|[=!<>]=|[][(){},=<>*/+-])'
)
COMPARISONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}
TOTALS: Final[Mapping[str, Callable[[list[float]], float]]] = {"sum": sum, "max": max, "min": min}


def _increase(window: Window) -> float:
    """What a counter counted; where it fell, it began anew."""
    values = [value for _, value in window]
    steps = ((each - before, each) for before, each in pairwise(values))
    return sum(more if more >= 0 else anew for more, anew in steps)


def _rate(window: Window) -> float:
    return _increase(window) / (window[-1][0] - window[0][0])


OVER_TIME: Final[Mapping[str, Callable[[Window], float]]] = {
    "increase": _increase,
    "rate": _rate,
    "min_over_time": lambda window: min(value for _, value in window),
    "max_over_time": lambda window: max(value for _, value in window),
}


@cache
def _parsed(text: str) -> list[tuple[str, Labels, float]]:
    samples = [each for family in families(text) for each in family.samples]
    return [(each.name, frozenset(each.labels.items()), each.value) for each in samples]


class Samples:
    """What was scraped: the samples of each series by their time, in seconds."""

    def __init__(self) -> None:
        self._series: dict[tuple[str, Labels], Window] = defaultdict(list)

    def scrape(self, at: float, text: str | None, job: str = "waymark") -> None:
        """Take in what a process told; None where it did not answer."""
        here = ("job", job)
        self._series["up", frozenset([here])].append((at, float(text is not None)))
        for name, labels, value in _parsed(text or ""):
            self._series[name, labels | {here}].append((at, value))

    @property
    def names(self) -> set[str]:
        """The names of all series."""
        return {name for name, _ in self._series}

    def windows(
        self, name: str, wanted: Mapping[str, str], after: float, until: float
    ) -> dict[Labels, Window]:
        """The samples of matching series within a time."""
        found = {}
        for (series, labels), samples in self._series.items():
            if series == name and wanted.items() <= dict(labels).items():
                window = [each for each in samples if after < each[0] <= until]
                found.update({labels: window} if window else {})
        return found


def evaluated(expression: str, samples: Samples, at: float) -> Value:
    """The value of an expression at a time. Raises ValueError for what is none, or not known here."""
    reader = _Reader(expression, samples, at)
    found = reader.either()
    if reader.tokens:
        raise ValueError(f"what is {reader.tokens[0]!r} in {expression!r}?")
    return found


def names_in(expression: str) -> set[str]:
    """The metrics that an expression names."""
    bare = re.sub(r"\{[^}]*\}|\[[^]]*\]|\b(?:by|without)\s*\([^)]*\)", "", expression)
    return set(re.findall(r"\b(?:waymark_\w+|up)\b", bare))


class _Reader:
    def __init__(self, expression: str, samples: Samples, at: float) -> None:
        self.tokens = TOKEN.findall(expression)
        if "".join(self.tokens) != re.sub(r"\s", "", expression):
            raise ValueError(f"{expression!r} cannot be read")
        self._samples = samples
        self._at = at

    def either(self) -> Value:
        """One vector, and of the other what it has not."""
        found = self._compared()
        while self._takes("or"):
            found = {**_vector(self._compared()), **_vector(found)}
        return found

    def _compared(self) -> Value:
        left = self._product()
        if not self.tokens or self.tokens[0] not in COMPARISONS:
            return left
        holds, right = COMPARISONS[self.tokens.pop(0)], self._product()
        if isinstance(right, float):
            return {key: each for key, each in _vector(left).items() if holds(each, right)}
        return {
            key: each
            for key, each in _vector(left).items()
            if key in right and holds(each, right[key])
        }

    def _product(self) -> Value:
        found = self._atom()
        while self._takes("*"):
            other = self._atom()
            if isinstance(found, float) and isinstance(other, float):
                found *= other
                continue
            factor = found if isinstance(found, float) else other
            vector = other if isinstance(found, float) else found
            if not isinstance(factor, float):
                raise ValueError("two vectors are not multiplied here")
            found = {key: factor * each for key, each in _vector(vector).items()}
        return found

    def _atom(self) -> Value:
        token = self.tokens.pop(0)
        if token == "(":
            found = self.either()
            self._must(")")
            return found
        if token[0].isdigit():
            return float(token)
        if token in TOTALS:
            return self._total(TOTALS[token])
        if token in OVER_TIME:
            self._must("(")
            windows = self._windows(self.tokens.pop(0))
            self._must(")")
            told = {labels: each for labels, each in windows.items() if len(each) > 1}
            return {labels: OVER_TIME[token](each) for labels, each in told.items()}
        return {labels: each[-1][1] for labels, each in self._windows(token).items()}

    def _total(self, total: Callable[[list[float]], float]) -> Vector:
        kept = self._names() if self._takes("by") else set()
        self._must("(")
        groups: dict[Labels, list[float]] = defaultdict(list)
        for labels, each in _vector(self.either()).items():
            groups[frozenset(pair for pair in labels if pair[0] in kept)].append(each)
        self._must(")")
        return {labels: total(each) for labels, each in groups.items()}

    def _names(self) -> set[str]:
        self._must("(")
        found = set()
        while not self._takes(")"):
            found.add(self.tokens.pop(0))
            self._takes(",")
        return found

    def _windows(self, name: str) -> dict[Labels, Window]:
        wanted = {}
        if self._takes("{"):
            while not self._takes("}"):
                label = self.tokens.pop(0)
                self._must("=")
                wanted[label] = self.tokens.pop(0).strip('"')
                self._takes(",")
        length = STALE_AFTER
        if self._takes("["):
            length = seconds(self.tokens.pop(0))
            self._must("]")
        return self._samples.windows(name, wanted, self._at - length, self._at)

    def _takes(self, token: str) -> bool:
        if self.tokens[:1] != [token]:
            return False
        self.tokens.pop(0)
        return True

    def _must(self, token: str) -> None:
        if not self._takes(token):
            raise ValueError(f"{token!r} is missing before {self.tokens[:3]}")


def seconds(duration: str) -> float:
    """A duration in seconds."""
    return float(duration[:-1]) * UNITS[duration[-1]]


def _vector(value: Value) -> Vector:
    if isinstance(value, float):
        raise ValueError("a number stands where a vector is wanted")
    return value
