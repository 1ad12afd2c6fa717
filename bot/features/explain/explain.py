"""`/explain`: three questions about the learner's own code, which is read, never run (promise 13)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.chat.arguments import NoArguments
from bot.chat.files import FileOption
from bot.chat.intake import Intake
from bot.chat.messages import (
    Block,
    CodeBlock,
    Form,
    Input,
    Message,
    Text,
    message,
    plain,
    strong,
)
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.explain.found import CodeQuestion, Explanation, ShownQuestion
from bot.domain.explain.making import BYTES_MOST, made_of, read_code, shuffled
from bot.domain.explain.scope import SHOWN_MOST
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.errors import CoachError, shortened
from bot.features.kit import Action, Command, Context, Feature, FormTaker, TextQuestion
from bot.features.views import button, number, paragraph, position, row, streak_line, word

EXPLAIN: Final = "explain"
"""The question that the code answers, with the project it belongs to."""

FORM: Final = "explain"
"""The action of the form, which takes the command's file, too."""

CODE: Final = Intake(policy.CODE_LENGTH_MOST, hides=True)
MARKS: Final = "abcd"
OPENS: Final = marked("Paste the code")
CODE_FIELD: Final = "code"
QUOTE_MOST: Final = 76


async def explain(context: Context, _: NoArguments) -> Message:
    """Ask for code, or go on with the questions that are open."""
    context.require_set_up()
    found = _open(context)
    if found is not None and found.open_place is not None:
        return _page(context, found, found.open_place, other=True)
    return _ask_for_code(context, _project_here(context))


async def another(context: Context, _: Sequence[str]) -> Message:
    """[Other code]: the open questions stay without an answer."""
    context.require_set_up()
    return _ask_for_code(context, _project_here(context))


async def of_project(context: Context, words: Sequence[str]) -> Message:
    """[Explain it], under a project that was shipped: `explain-project step-3`."""
    context.require_set_up()
    return _ask_for_code(context, word(words))


def _project_here(context: Context) -> str:
    """The step whose project is built now; empty where there is none."""
    if context.learner.enrolment is None:
        return ""
    step = context.roadmap.step_of(position(context))
    return step.id if step.project else ""


def _ask_for_code(context: Context, step: str) -> Message:
    context.ask(f"{EXPLAIN} {step}".strip())
    say = context.say
    if context.origin is not None and not context.origin.private:
        line = say(
            "Press {paste} and paste some Python of yours, or hand over a .py file there, and I ask three questions about it.",
            paste=strong(say.line(OPENS)),
        )
    else:
        line = say(
            "Paste some Python of yours as your next message, or send it as a .py file, and I ask three questions about it."
        )
    kept = say("I only read it: it is never run, and never kept.")
    return Message(blocks=(paragraph(line), paragraph(kept)), form=_form(context))


def _form(context: Context) -> Form:
    say = context.say
    return Form(
        title=say.line("Your code"),
        opens=say.line(OPENS),
        action=FORM,
        inputs=(
            Input(name=CODE_FIELD, label=say.line("Python of yours"), most=CODE.most),
            Input(name="file", label=say.line("Or a .py file"), takes_file=True),
        ),
    )


async def take_code(context: Context, text: str) -> Message:
    """The code came: its first question."""
    question = context.learner.question or ""
    step = question.partition(" ")[2] if context.open_question == EXPLAIN else ""
    return await _begin(context, text, step or _project_here(context))


async def take_words(context: Context, code: str) -> Message:
    """The code came right behind the command."""
    context.require_set_up()
    return await take_code(context, code)


async def take_form(context: Context, _: Sequence[str], values: Mapping[str, str]) -> Message:
    """The code, pasted into a form."""
    context.require_set_up()
    return await take_code(context, values.get(CODE_FIELD, ""))


async def open_form(context: Context, _: Sequence[str]) -> Message:
    """The form once more."""
    return _ask_for_code(context, _project_here(context))


async def take_file(context: Context, content: bytes) -> Message:
    """The code came as a file. Raises CoachError for what is no text."""
    context.require_set_up()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CoachError("That file is not UTF-8 text; save it as UTF-8.") from None
    return await take_code(context, text)


async def _begin(context: Context, text: str, step: str) -> Message:
    module = read_code(text)
    lines = module.text.splitlines()
    asked = [_shown(context, each, lines) for each in made_of(module, context.today)]
    new = Explanation(0, context.now, context.today, tuple(asked), _title(context, step))
    found = await context.begin_explaining(new)
    context.ask(None)
    return _page(context, found, 0)


def _title(context: Context, step_id: str) -> str | None:
    steps = (step for step in context.roadmap.steps if step.id == step_id)
    return next((step.project.title for step in steps if step.project), None)


def _shown(context: Context, question: CodeQuestion, lines: Sequence[str]) -> ShownQuestion:
    """A question in the learner's words, with the line that it is about."""
    say = context.say
    options, right = shuffled(question, context.today)
    if question.worded:
        options = tuple(say.line(each, **question.values) for each in options)
    quote = lines[question.line - 1].strip() if question.line <= len(lines) else ""
    return ShownQuestion(
        question.kind,
        question.line,
        shortened(quote, QUOTE_MOST),
        say.line(question.ask, **question.values),
        say.line(question.why, **question.values),
        tuple(shortened(each, SHOWN_MOST + 20) for each in options),
        right,
    )


def _page(context: Context, found: Explanation, place: int, *, other: bool = False) -> Message:
    say, question = context.say, found.questions[place]
    head = say(
        "{n} of {all} · Line {line}. {ask}",
        n=place + 1,
        all=len(found.questions),
        line=question.line,
        ask=strong(question.ask),
    )
    blocks: list[Block] = [paragraph(head), CodeBlock(text=question.quote)]
    marked_options = zip(MARKS, question.options, strict=False)
    blocks += [paragraph(plain(f"{mark}) {text}")) for mark, text in marked_options]
    picks = (
        button(context, mark, f"explain-pick {found.id} {place} {n}")
        for n, mark in enumerate(MARKS[: len(question.options)])
    )
    more = row(button(context, say.line("Other code"), "explain-other")) if other else ()
    return Message(blocks=tuple(blocks), buttons=(*row(*picks), *more))


async def pick(context: Context, words: Sequence[str]) -> Message:
    """An option was pressed: `explain-pick 4 0 2`."""
    found, place, picked = _of(context, word(words)), number(words, 1), number(words, 2)
    if place >= len(found.questions) or found.questions[place].picked is not None:
        raise CoachError("That question is answered. What is open: /explain")
    question = found.questions[place]
    if picked >= len(question.options):
        raise CoachError("That question is answered. What is open: /explain")
    answered = replace(question, picked=picked)
    questions = (*found.questions[:place], answered, *found.questions[place + 1 :])
    found = replace(found, questions=questions)
    if found.open_place is None:
        found = replace(found, finished_at=context.now)
        await context.log(stamped(context.learner, context.now, EntryKind.EXPLAIN))
    await context.change_explanation(found)
    lines = _verdict(context, answered)
    if found.open_place is not None:
        following = row(
            button(context, context.say.line("Next question"), f"explain-next {found.id}")
        )
        return message(*map(paragraph, lines), buttons=following)
    return _finished(context, found, lines)


def _verdict(context: Context, question: ShownQuestion) -> list[Text]:
    say, right = context.say, question.options[question.right]
    if question.is_right:
        return [(strong(say.line("Right.")),), plain(question.why)]
    line = say(
        "Not this time. It is {mark}) {answer}", mark=MARKS[question.right], answer=strong(right)
    )
    return [line, plain(question.why)]


def _finished(context: Context, found: Explanation, lines: list[Text]) -> Message:
    say = context.say
    right = sum(each.is_right for each in found.questions)
    lines.append(
        say(
            "Three questions about your own code, {right} of {n} right. Today counts.",
            right=right,
            n=len(found.questions),
        )
    )
    if streak := streak_line(context, context.ledger()):
        lines.append(streak)
    buttons = row(
        button(context, say.line("Journal"), "/journal"),
        button(context, say.line("Today"), "/today"),
    )
    return message(*map(paragraph, lines), buttons=buttons)


async def next_one(context: Context, words: Sequence[str]) -> Message:
    """[Next question]: `explain-next 4`."""
    found = _of(context, word(words))
    place = found.open_place
    if place is None:
        raise CoachError("Those three are answered. More of your code: /explain")
    return _page(context, found, place)


def _open(context: Context) -> Explanation | None:
    """The newest one, while it waits for answers."""
    newest = context.learner.explanations[-1:]
    return next((each for each in newest if each.open_place is not None), None)


def _of(context: Context, explanation_id: str) -> Explanation:
    """The one that a button belongs to. Raises CoachError where it is gone."""
    for each in context.learner.explanations:
        if str(each.id) == explanation_id:
            return each
    raise CoachError("Those questions are gone. More of your code: /explain")


def _is_code(_: Context, text: str) -> bool:
    """What can only be code: many lines, or signs that no sentence has."""
    return "\n" in text.strip() or "(" in text or "=" in text


FEATURE = Feature(
    commands=(
        Command(
            "explain",
            marked("three questions about your own code"),
            "/explain",
            explain,
            scope=PRIVATE,
            file=FileOption(marked("a Python file of yours"), (".py",), BYTES_MOST, take_file),
            verbatim=take_words,
            intake=CODE,
        ),
    ),
    actions=(
        Action("explain-other", another),
        Action("explain-project", of_project),
        Action("explain-pick", pick),
        Action("explain-next", next_one),
        Action(FORM, open_form),
    ),
    questions=(TextQuestion(EXPLAIN, take_code, claims=_is_code, intake=CODE),),
    forms=(FormTaker(FORM, take_form, CODE),),
)
