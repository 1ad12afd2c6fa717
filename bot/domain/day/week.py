"""What a roadmap week holds for its evenings (promise 3.4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, islice
from types import MappingProxyType

from bot.domain.roadmap.model import ProjectPart, Roadmap, Slice, Step, Topic
from bot.domain.roadmap.paths import topics_in

Picked = Mapping[int, Sequence[str]]
"""The topics chosen from a menu, by the week they were chosen for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of a project, with a key of its own in the whole roadmap."""

    key: str
    slice: Slice


@dataclass(frozen=True, slots=True)
class Week:
    """The content of a roadmap week, in the order in which it is met.

    `main` and `side` are the topics of the main lane and of those beside it, `pieces` the slices
    that are due by this week, `later` those that the same projects have in the weeks after it, `built`
    the slices of the week before, `earlier` topics of weeks gone by that come along, `needed` the
    topics that slices need, by their ids.
    """

    number: int
    main: tuple[Topic, ...] = ()
    side: tuple[Topic, ...] = ()
    pieces: tuple[Piece, ...] = ()
    later: tuple[Piece, ...] = ()
    built: tuple[Piece, ...] = ()
    earlier: tuple[Topic, ...] = ()
    needed: Mapping[str, Topic] = field(default_factory=dict)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All topics of the week."""
        return (*self.main, *self.side)

    @property
    def required(self) -> tuple[Topic, ...]:
        """The topics that the week is not done without; all of them where all are optional."""
        return tuple(topic for topic in self.topics if not topic.optional) or self.topics

    @property
    def waiting(self) -> frozenset[str]:
        """The optional topics that may wait: all but what stands before the first one required."""
        required = {topic.id for topic in self.required}
        lanes = (
            dropwhile(lambda each: each.id not in required, lane) for lane in (self.main, self.side)
        )
        return frozenset(topic.id for lane in lanes for topic in lane) - required

    def led_by(self, step: Step) -> "Week":
        """The same with that step as the main one."""
        mine = {topic.id for topic in step.topics}
        built = {piece.key for _, piece in pieces_of(step, self.number)}
        return replace(
            self,
            main=tuple(topic for topic in self.topics if topic.id in mine),
            side=tuple(topic for topic in self.topics if topic.id not in mine),
            pieces=tuple(sorted(self.pieces, key=lambda piece: piece.key not in built)),
        )


def week_of(
    roadmap: Roadmap,
    number: int,
    *,
    trims: bool = False,
    brought: Iterable[str] = (),
    picked: Picked = MappingProxyType({}),
) -> Week:
    """The week `number` of a roadmap as it is walked.

    `trims` leaves optional topics out; `brought` names topics of earlier weeks that come along,
    `picked` those chosen from a menu for each week. LookupError outside the roadmap.
    """
    main, *beside = roadmap.steps_of(number)
    pieces = [each for step in (main, *beside) for each in pieces_of(step, number)]
    built = roadmap.steps_of(number - 1) if number > 1 else ()
    return Week(
        number,
        main=_kept(topics_due(main, number, picked), trims=trims),
        side=_kept((t for step in beside for t in topics_due(step, number, picked)), trims=trims),
        pieces=tuple(piece for due, piece in pieces if due <= number),
        later=tuple(piece for due, piece in pieces if due > number),
        built=tuple(
            piece for step in built for due, piece in pieces_of(step, number - 1) if due < number
        ),
        earlier=tuple(roadmap.topic(each) for each in brought),
        needed={need: roadmap.topic(need) for _, piece in pieces for need in piece.slice.needs},
    )


def topics_due(step: Step, week: int, picked: Picked) -> tuple[Topic, ...]:
    """The topics of a step that fall into a week; of a menu, those picked for it.

    A week for which too few are picked takes the first ones of the menu that no week has.
    """
    if step.pick is None:
        return topics_in(step, week)
    topics = {topic.id: topic for topic in step.topics}
    free = topics.keys() - {each for chosen in picked.values() for each in chosen}
    rest = (topic for topic in step.topics if topic.id in free)
    for each in range(step.weeks.first, week + 1):
        due = [topics[name] for name in picked.get(each, ()) if name in topics]
        due += islice(rest, max(0, due_in(step, each) - len(due)))
    return tuple(due)


def due_in(step: Step, week: int) -> int:
    """How many topics of a menu a week of its step takes."""
    nth, span, pick = week - step.weeks.first, step.weeks.span, step.pick or 0
    return (nth + 1) * pick // span - nth * pick // span


def _kept(topics: Iterable[Topic], *, trims: bool) -> tuple[Topic, ...]:
    """A week that holds optional topics only is a menu and stays whole (promise 3.7)."""
    found = tuple(topics)
    return tuple(topic for topic in found if not (trims and topic.optional)) or found


def pieces_of(step: Step, week: int) -> Iterator[tuple[int, Piece]]:
    """The slices of a step's project, each with the week in which it is due."""
    part = step.project
    if part is None:
        return
    weeks, count = step.weeks, len(part.slices)
    for place, each in enumerate(part.slices):
        due = weeks.first + place * weeks.span // count
        yield due, Piece(slice_key(part, each), each)


def slice_key(part: ProjectPart, piece: Slice) -> str:
    """What a slice is called among all things that can be ticked: `calculator.1.a`."""
    return f"{part.family}.{part.part}.{piece.id}"
