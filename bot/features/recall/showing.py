"""How a recall question looks: as it is asked, when it asks how sure, with its answer (12.3)."""

from typing import Final
from urllib.parse import urlsplit

from bot.chat.messages import (
    Block,
    Button,
    CodeBlock,
    Form,
    Input,
    Message,
    Text,
    Tick,
    Ticks,
    link,
    message,
    plain,
    strong,
)
from bot.chat.translate import marked
from bot.domain.recall.answers import Review, Sureness
from bot.domain.recall.grading import MARKS, right_answer, shown_steps
from bot.domain.recall.question import (
    AnyQuestion,
    ChooseQuestion,
    ExplainQuestion,
    OrderQuestion,
    RecallOption,
    RecallStep,
)
from bot.features.kit import Context
from bot.features.views import Rows, button, paragraph, row

FORM: Final = "review-form"

SURENESS: Final = {
    Sureness.SURE: marked("Sure"),
    Sureness.HALF: marked("Half"),
    Sureness.NO: marked("No"),
}


def place_of(review: Review, number: int) -> str:
    """What a button says of the question that it is under: the review, and which question of it."""
    return f"{review.id} {number}"


def question_page(
    context: Context, question: AnyQuestion, review: Review, count: tuple[int, int]
) -> Message:
    """A question as it is asked: number so and so of so many."""
    say, (number, all_) = context.say, count
    place = place_of(review, number)
    prompt = say("{n} of {all} · {prompt}", n=number, all=all_, prompt=strong(question.prompt))
    blocks = (paragraph(prompt), *_shown(question))
    choices, typed = _answers(context, question, place)
    enough = button(context, say.line("Enough for today"), f"review-enough {review.id}")
    form = _form(context, place) if typed else None
    return Message(
        blocks=blocks, buttons=(*choices, (*typed, enough)), form=form, takes_number=typed != ()
    )


def _shown(question: AnyQuestion) -> list[Block]:
    blocks: list[Block] = [CodeBlock(text=question.code)] if question.code else []
    listed: tuple[RecallOption | RecallStep, ...] = ()
    if isinstance(question, ChooseQuestion):
        listed = question.options
    if isinstance(question, OrderQuestion):
        listed = shown_steps(question)
    lines = (f"{mark}) {each.text}" for mark, each in zip(MARKS, listed, strict=False))
    return [*blocks, *(paragraph(plain(line)) for line in lines)]


def _answers(
    context: Context, question: AnyQuestion, place: str
) -> tuple[Rows, tuple[Button, ...]]:
    """The buttons to answer with; and the one to press instead of typing."""
    line = context.say.line
    match question:
        case ChooseQuestion():
            marks = MARKS[: len(question.options)]
            return row(
                *(button(context, each, f"review-pick {place} {each}") for each in marks)
            ), ()
        case OrderQuestion():
            return row(*_steps_left(context, question, place, "")), ()
        case ExplainQuestion():
            return (), (button(context, line("I said it aloud"), f"review-said {place}"),)
        case _:
            return (), (button(context, line("I don't know"), f"review-unknown {place}"),)


def _steps_left(context: Context, question: OrderQuestion, place: str, so_far: str) -> list[Button]:
    left = (each for each in MARKS[: len(question.steps)] if each not in so_far)
    return [button(context, each, f"review-step {place} {so_far}{each}") for each in left]


def order_page(
    context: Context, page: Message, question: OrderQuestion, place: str, so_far: str
) -> Message:
    """The same question with the steps that were pressed so far."""
    say = context.say
    line = say("So far: {marks}", marks=strong(" ".join(so_far)))
    again = button(context, say.line("From the start"), f"review-step {place} -")
    left = row(*_steps_left(context, question, place, so_far))
    blocks = (*page.blocks, paragraph(line))
    return page.model_copy(
        update={"blocks": blocks, "buttons": (*left, (again, *page.buttons[-1])), "edits": True}
    )


def _form(context: Context, place: str) -> Form:
    say = context.say
    field = Input(name="answer", label=say.line("Your answer"), long=True)
    return Form(
        title=say.line("From memory"),
        opens=say.line("Type the answer"),
        action=f"{FORM} {place}",
        inputs=(field,),
    )


def sureness_page(context: Context, review: Review, place: str) -> Message:
    """How sure somebody is, asked before they see whether they are right."""
    say, given = context.say, " ".join((review.given or "").split())
    shown = given if len(given) <= 60 else f"{given[:59]}…"
    line = (
        say("“{answer}” it is. How sure are you?", answer=shown)
        if given
        else say("How sure are you?")
    )
    buttons = (
        button(context, say.line(label), f"review-sure {place} {sure}")
        for sure, label in SURENESS.items()
    )
    return message(paragraph(line), buttons=row(*buttons))


def grading_page(context: Context, question: AnyQuestion, place: str, ticked: int) -> Message:
    """What belongs to an answer that only its author can grade; `ticked` is a set of points as bits."""
    say, line = context.say, context.say.line
    buttons: Rows = ()
    if isinstance(question, ExplainQuestion):
        head: Text = say("What belongs to it; tick what you had:")
        items = (
            Tick(done=bool(ticked >> bit & 1), text=plain(point))
            for bit, point in enumerate(question.points)
        )
        body: tuple[Block, ...] = (Ticks(items=tuple(items)),)
        numbers = (
            button(context, str(bit + 1), f"review-tick {place} {ticked ^ 1 << bit}")
            for bit in range(len(question.points))
        )
        buttons = row(*numbers)
    else:
        head, body = say("Compare yours with this one:"), ()
    answer = right_answer(question)
    told = (paragraph(plain(answer)),) if answer else ()
    graded = row(
        button(context, line("I had it"), f"review-grade {place} yes"),
        button(context, line("Not yet"), f"review-grade {place} no"),
    )
    return message(paragraph(head), *body, *told, buttons=(*buttons, *graded))


def verdict_blocks(
    context: Context, question: AnyQuestion, given: str | None, *, right: bool
) -> tuple[Block, ...]:
    """Whether an answer was right, the right one, why, and where to read on."""
    say = context.say
    lines: list[Text] = [(strong(say.line("Right.")),)]
    if not right:
        answer = right_answer(question)
        lines = [
            say("Not this time. It is {answer}", answer=strong(answer))
            if answer
            else say("Not this time.")
        ]
        if mine := _why_not(question, given):
            lines.append(plain(mine))
    lines.append(plain(question.why))
    page = urlsplit(question.read)
    lines.append(say("Read: {page}", page=link(page.netloc.removeprefix("www."), question.read)))
    return tuple(map(paragraph, lines))


def _why_not(question: AnyQuestion, given: str | None) -> str:
    """Why the picked option is wrong."""
    if not isinstance(question, ChooseQuestion) or given is None or given not in MARKS:
        return ""
    option = question.options[MARKS.index(given)]
    return f"{given}) {option.why}" if option.why else ""
