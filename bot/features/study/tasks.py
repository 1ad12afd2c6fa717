"""How a task of today reads: its line, its page, when it is done, its first ten minutes (3.4)."""

from bot.chat.messages import Text, code, link, plain, strong
from bot.domain.day.tasks import Task, TaskKind
from bot.domain.day.week import slice_key
from bot.domain.roadmap.model import Resource, Slice, Step, Topic
from bot.features.kit import Context
from bot.features.views import position

_BUILDS = frozenset({TaskKind.SLICE, TaskKind.TEST})


def task_line(context: Context, task: Task, *, is_open: bool = False) -> Text:
    """`Loops (day 2 of 3, 45 min)`, `Build: ... (40 min)`; a topic to finish: `Still open: ...`."""
    if is_open:
        say = context.say
        topic, time = (strong(_topic(context, task).title),), say.minutes(task.minutes)
        return say("Still open: {topic} ({time})", topic=topic, time=time)
    facts = [line for line in (_sitting(context, task), context.say.minutes(task.minutes)) if line]
    return context.say("{task} ({facts})", task=_what(context, task), facts=", ".join(facts))


def _what(context: Context, task: Task) -> Text:
    say = context.say
    match task.kind:
        case TaskKind.TOPIC:
            return (strong(_topic(context, task).title),)
        case TaskKind.EXERCISE:
            topic = _topic(context, task)
            return _labelled(say.line("Try"), topic.exercise or topic.title)
        case TaskKind.SLICE:
            return piece_words(context, _piece(context, task)[1])
        case TaskKind.TEST:
            return say(
                "Prove that this still holds, best by a test: {piece}",
                piece=_piece(context, task)[1].text,
            )
        case TaskKind.NOTES:
            return say("Reread this week's notes; write down three things to keep.")
        case TaskKind.RECALL:
            return say("Recall what is due, question by question: {review}", review=code("/review"))


def piece_words(context: Context, piece: Slice) -> Text:
    """`Build: write a README with three examples.`"""
    return _labelled(context.say.line("Build"), piece.text)


def _labelled(label: str, text: str) -> Text:
    """A text behind what is to be done with it, unless it says so itself."""
    return plain(text if text.startswith(f"{label} ") else f"{label}: {text}")


def _sitting(context: Context, task: Task) -> str:
    """Which sitting of how many; empty where there is one only."""
    if task.sittings == 1:
        return ""
    printed = task.kind is TaskKind.TOPIC and _topic(context, task).days
    line, counted = context.say.line, {"n": task.sitting, "all": task.sittings}
    return line("day {n} of {all}", **counted) if printed else line("part {n} of {all}", **counted)


def read_line(context: Context, task: Task) -> Text:
    """The page to open for a task."""
    page = page_of(context, task)
    return context.say("Read: {resource}", resource=link(page.title, page.url))


def page_of(context: Context, task: Task) -> Resource:
    """The page of a task's topic, else of its step."""
    if task.kind in {TaskKind.TOPIC, TaskKind.EXERCISE} and (own := _topic(context, task).resource):
        return own
    return _step(context, task).resource


def done_line(context: Context, task: Task) -> Text:
    """When a task is done: by its own line, in the last week of a step by the step's."""
    return context.say("Done when: {done}", done=_done(context, task))


def _done(context: Context, task: Task) -> str:
    step = _step(context, task)
    last = position(context) >= step.weeks.last
    if task.kind in {TaskKind.NOTES, TaskKind.RECALL}:
        return _seen(context, task)
    if task.kind in _BUILDS:
        own = _piece(context, task)[1].check if task.kind is TaskKind.SLICE else None
        return own or (last and (*step.checks, step.done_when)[0]) or _seen(context, task)
    if step.weeks.span > 1:
        topic = _topic(context, task)
        own = topic.done_when if task.kind is TaskKind.TOPIC else None
        return own or (step.done_when if last else _seen(context, task))
    return step.done_when if last else _seen(context, task)


def _seen(context: Context, task: Task) -> str:
    """When a task is done that has no line of its own."""
    line = context.say.line
    match task.kind:
        case TaskKind.TOPIC if exercise := _topic(context, task).exercise:
            return exercise
        case TaskKind.TOPIC:
            return line("You can say in two sentences what it is for.")
        case TaskKind.EXERCISE | TaskKind.SLICE:
            return line("You ran it, and saw it do what the line says.")
        case TaskKind.TEST:
            return line("The test turns red when you break the code.")
        case TaskKind.NOTES:
            return line("Three lines stand in your notes.")
        case TaskKind.RECALL:
            return line("Nothing waits any more, or you have had enough for today.")


def first_step(context: Context, task: Task) -> Text:
    """What ten minutes of a task are (promise 3.4)."""
    say = context.say
    match task.kind:
        case TaskKind.TOPIC:
            return _into_topic(context, task, _topic(context, task))
        case TaskKind.EXERCISE:
            return say(
                "Open an empty file and try only the beginning of this: {exercise}",
                exercise=_topic(context, task).exercise or _topic(context, task).title,
            )
        case TaskKind.SLICE:
            return say(
                "Open the project and write the first lines of this, no more: {piece}",
                piece=_piece(context, task)[1].text,
            )
        case TaskKind.TEST:
            return say(
                "Write down the name of one test for this, no more: {piece}",
                piece=_piece(context, task)[1].text,
            )
        case TaskKind.NOTES:
            return say("Reread your last notes, and mark one line worth keeping.")
        case TaskKind.RECALL:
            return say("Answer a question or two, from memory: {review}", review=code("/review"))


def _into_topic(context: Context, task: Task, topic: Topic) -> Text:
    say = context.say
    if topic.resource and task.sitting == 1:
        return say(
            "Open {resource}, read for ten minutes towards “{topic}”, and write down one line you did not know.",
            resource=link(topic.resource.title, topic.resource.url),
            topic=topic.title,
        )
    if topic.resource:
        return say(
            "Pick up “{topic}” where you stopped: ten minutes with {resource}",
            topic=topic.title,
            resource=link(topic.resource.title, topic.resource.url),
        )
    if topic.exercise:
        return say(
            "“{topic}”: try only the beginning of this: {exercise}",
            topic=topic.title,
            exercise=topic.exercise,
        )
    return say(
        "Write down what you know about “{topic}”, and one question; then look that one up.",
        topic=topic.title,
    )


def title_of(context: Context, task: Task) -> str:
    """What a task is about, in a few words."""
    match task.kind:
        case TaskKind.TOPIC | TaskKind.EXERCISE:
            return _topic(context, task).title
        case TaskKind.SLICE | TaskKind.TEST:
            return _piece(context, task)[1].text.removesuffix(".")
        case TaskKind.NOTES:
            return context.say.line("this week's notes")
        case TaskKind.RECALL:
            return context.say.line("your recall")


def is_known(context: Context, task: Task) -> bool:
    """Whether the learner's content still has what a task is about."""
    steps = [step for phase in context.roadmap.phases for step in phase.steps]
    match task.kind:
        case TaskKind.TOPIC | TaskKind.EXERCISE:
            return any(topic.id == task.item for step in steps for topic in step.topics)
        case TaskKind.SLICE | TaskKind.TEST:
            return piece_of(context, task.item) is not None
        case TaskKind.NOTES | TaskKind.RECALL:
            return True


def _topic(context: Context, task: Task) -> Topic:
    return context.roadmap.topic(task.item)


def _piece(context: Context, task: Task) -> tuple[Step, Slice]:
    found = piece_of(context, task.item)
    if found is None:
        raise LookupError(f"{context.roadmap.id} has no slice {task.item!r}")
    return found


def piece_of(context: Context, key: str) -> tuple[Step, Slice] | None:
    """The slice with that key and the step that builds it; None where there is none."""
    for step in context.roadmap.steps:
        for piece in step.project.slices if step.project else ():
            if step.project and slice_key(step.project, piece) == key:
                return step, piece
    return None


def _step(context: Context, task: Task) -> Step:
    """The step that a task belongs to; this week's main one for notes."""
    if task.kind in _BUILDS:
        return _piece(context, task)[0]
    here = context.roadmap.steps_of(position(context))
    steps = (*here, *context.roadmap.steps)
    holds = (step for step in steps if any(topic.id == task.item for topic in step.topics))
    return next(holds, here[0])
