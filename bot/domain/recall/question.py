"""A recall question: what each kind holds, and what it may not (promise 12.1).

What stands under `proof`, `runs`, `test`, `fix`, `mutants` and `check` is run by whoever checks a
bank, never by a running Waymark.
"""

from textwrap import wrap
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.domain.roadmap.concepts import Concept
from bot.domain.roadmap.text import Line, LongAddress, Many, Short, Slug, Task, like

LINES_MOST: Final = 12
COLUMNS: Final = 76
COUNTER: Final = "10 of 10 · "
"""What stands before a prompt; it takes of the columns of its first line."""

_ID: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _narrow(code: str) -> str:
    widest = max(map(len, code.splitlines()), default=0)
    if widest > COLUMNS:
        raise ValueError(f"has a line of {widest} columns; keep it within {COLUMNS}")
    return code


def _one_to_four(concepts: tuple[str, ...]) -> tuple[str, ...]:
    if not 1 <= len(concepts) <= 4 or len({*concepts}) < len(concepts):
        raise ValueError("must name one to four concepts, each once")
    return concepts


def _told_apart(ids: list[str], least: int, most: int) -> None:
    if not least <= len(ids) <= most:
        raise ValueError(f"must be {least} to {most}, not {len(ids)}")
    if len({*ids}) < len(ids):
        raise ValueError("must have an id of its own each")


QuestionId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=48),
    like(_ID, "must be small letters, digits and single hyphens, such as mutable-default"),
    Field(json_schema_extra={"pattern": _ID}),
]
Prompt = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Program = Annotated[str, StringConstraints(min_length=1, max_length=6000)]
ShownCode = Annotated[Program, AfterValidator(_narrow)]
AnswerText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
MarkId = Annotated[str, StringConstraints(max_length=32), like(_ID, "must be a short mark")]
Before: TypeAlias = Annotated[tuple[MarkId, ...], Field(min_length=2, max_length=2)]


class BankPart(BaseModel):
    """A piece of the bank: it never changes, and knows no field that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class RecallQuestion(BankPart):
    """What all kinds have: what it is about, what is shown, why the answer is right, what to read.

    `id` never changes its meaning and is never used again. `seen_in` names a topic of a roadmap in
    which it is met. `level` is 1 for what everybody needs, 3 for what surprises the experienced.
    """

    id: QuestionId
    concepts: Annotated[Many[Concept], AfterValidator(_one_to_four)]
    seen_in: Annotated[dict[Slug, Slug], Field(max_length=8)] = {}
    level: Literal[1, 2, 3]
    prompt: Prompt
    code: ShownCode | None = None
    why: Line
    read: LongAddress
    proof: Program | None = None

    @property
    def is_run(self) -> bool:
        """Whether its answer is proved by running something."""
        return self.proof is not None

    @property
    def listed(self) -> tuple[str, ...]:
        """What is listed below the code: options, or steps."""
        return ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        lines = len(wrap(COUNTER + self.prompt, COLUMNS)) + len((self.code or "").splitlines())
        lines += sum(len(wrap(f"a) {each}", COLUMNS)) for each in self.listed)
        if lines > LINES_MOST:
            raise ValueError(f"takes {lines} lines; keep it within {LINES_MOST}")
        return self


class PredictQuestion(RecallQuestion):
    """What does this print? `runs` is added to the code where it prints nothing by itself."""

    kind: Literal["predict"]
    code: ShownCode
    answer: AnswerText
    runs: Program | None = None

    @property
    def is_run(self) -> bool:
        """Always: its output is its answer."""
        return True


class RecallOption(BankPart):
    """One of the answers to choose from; a wrong one says `why` it is wrong."""

    id: MarkId
    text: Task
    right: bool = False
    why: Line | None = None


def _one_right(options: tuple[RecallOption, ...]) -> tuple[RecallOption, ...]:
    _told_apart([each.id for each in options], 2, 5)
    if sum(each.right for each in options) != 1:
        raise ValueError("must have exactly one with right: true")
    if any(each.why is None and not each.right for each in options):
        raise ValueError("must say why each wrong one is wrong")
    return options


class ChooseQuestion(RecallQuestion):
    """One of several options is right."""

    kind: Literal["choose"]
    options: Annotated[Many[RecallOption], AfterValidator(_one_right)]

    @property
    def listed(self) -> tuple[str, ...]:
        """The options."""
        return tuple(each.text for each in self.options)

    @property
    def key(self) -> RecallOption:
        """The right one."""
        return next(each for each in self.options if each.right)


class BugQuestion(RecallQuestion):
    """What is wrong here? `fix` is the whole code, mended.

    With `test`, the code fails with a traceback that says `fails_with`, and the fix passes. With
    `mutants`, code and fix are tests: the code passes on all of them, the fix on the first only.
    """

    kind: Literal["bug"]
    code: ShownCode
    answer: AnswerText
    fix: Program
    test: Program | None = None
    fails_with: Short | None = None
    mutants: Annotated[Many[Program], Field(max_length=4)] = ()

    @property
    def is_run(self) -> bool:
        """Whether code and fix are run."""
        return self.test is not None or bool(self.mutants) or self.proof is not None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.test is None) is not (self.fails_with is None):
            raise ValueError("needs test and fails_with together")
        if len(self.mutants) == 1:
            raise ValueError("needs a second of its mutants: one that the code wrongly passes")
        return self


class RecallStep(BankPart):
    """One of the things to put in order."""

    id: MarkId
    text: Task


def _three_to_seven(steps: tuple[RecallStep, ...]) -> tuple[RecallStep, ...]:
    _told_apart([each.id for each in steps], 3, 7)
    return steps


class OrderQuestion(RecallQuestion):
    """In which order? `steps` stand in a right one; `before` holds the pairs that matter.

    Without `before` only that one order is right. `check` says how orders are run.
    """

    kind: Literal["order"]
    steps: Annotated[Many[RecallStep], AfterValidator(_three_to_seven)]
    before: Many[Before] = ()
    check: Literal["git", "python"] | None = None
    test: Program | None = None

    @property
    def is_run(self) -> bool:
        """Whether its orders are tried."""
        return self.check is not None or self.proof is not None

    @property
    def listed(self) -> tuple[str, ...]:
        """The steps."""
        return tuple(each.text for each in self.steps)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the steps, in a right order."""
        return tuple(each.id for each in self.steps)

    def allows(self, order: tuple[str, ...]) -> bool:
        """Whether an order of all steps is a right one."""
        if not self.before:
            return order == self.ids
        return {*order} == {*self.ids} and all(
            order.index(first) < order.index(second) for first, second in self.before
        )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        named = {each for pair in self.before for each in pair}
        if unknown := sorted(named - {*self.ids}):
            raise ValueError(f"says before of {unknown[0]}, which is none of its steps")
        if not self.allows(self.ids):
            raise ValueError("lists its steps in an order that its before forbids")
        if self.check == "python" and self.test is None:
            raise ValueError("needs a test to be checked with python")
        return self


def _two_to_six(points: tuple[str, ...]) -> tuple[str, ...]:
    if not 2 <= len(points) <= 6:
        raise ValueError(f"must be 2 to 6, not {len(points)}")
    return points


class ExplainQuestion(RecallQuestion):
    """Say it in your own words; `points` are what belongs to it, ticked by the learner."""

    kind: Literal["explain"]
    points: Annotated[Many[Task], AfterValidator(_two_to_six)]
    answer: AnswerText | None = None


class EstimateQuestion(RecallQuestion):
    """How much is it, about? What lies `within` counts as right; `proof` computes `answer`."""

    kind: Literal["estimate"]
    answer: float
    within: Annotated[tuple[float, ...], Field(min_length=2, max_length=2)]

    @model_validator(mode="after")
    def _inside(self) -> Self:
        low, high = self.within
        if not low <= self.answer <= high:
            raise ValueError(f"answers {self.answer:g}, which is not within {low:g} and {high:g}")
        return self


AnyQuestion = (
    PredictQuestion
    | ChooseQuestion
    | BugQuestion
    | OrderQuestion
    | ExplainQuestion
    | EstimateQuestion
)
KINDS: Final = ("predict", "choose", "bug", "order", "explain", "estimate")
