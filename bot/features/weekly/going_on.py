"""Asking whether to go on, after weeks without an answer (promise 4.2)."""

from collections.abc import Sequence

from bot.chat.messages import Emphasis, Message, message
from bot.domain.delivery import Delivery, MessageKind
from bot.features.kit import Action, Context, Feature, Nudging
from bot.features.views import button, column, paragraph, row


async def ask_to_go_on(context: Context, _: Delivery) -> Message:
    """The last message before silence (promise 4.2)."""
    say = context.say
    return message(
        paragraph(say("I have been quiet, so as not to be in your way. Shall I go on?")),
        paragraph(say("Your place is kept. Without a word from you, I stay silent.")),
        buttons=column(
            button(context, say.line("Yes, go on"), "go-on", Emphasis.MAIN),
            button(context, say.line("Pause for two weeks"), "/pause 14d"),
            button(context, say.line("Stop writing to me"), "stop-writing", Emphasis.DANGER),
        ),
    )


async def yes_go_on(context: Context, _: Sequence[str]) -> Message:
    """[Yes, go on]."""
    say = context.say
    return message(
        paragraph(say("Then I'll write again from your next study day on.")),
        paragraph(say("Ten minutes now would be a fine start. Or just look at today's page.")),
        buttons=row(
            button(context, say.line("Just 10 minutes"), "ten"),
            button(context, say.line("Today"), "/today"),
        ),
    )


FEATURE = Feature(
    actions=(Action("go-on", yes_go_on),),
    nudges=(Nudging(MessageKind.ASK_TO_GO_ON, ask_to_go_on),),
)
