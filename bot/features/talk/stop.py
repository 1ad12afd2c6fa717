"""`/stop`: a pause, or silence until the learner writes again (promise 4.2)."""

from collections.abc import Sequence

from bot.chat.arguments import NoArguments
from bot.chat.messages import Button, Emphasis, Message, code, message
from bot.chat.translate import marked
from bot.features.kit import Action, Command, Context, Feature
from bot.features.views import button, column, paragraph


async def stop(context: Context, _: NoArguments) -> Message:
    """Offers; nothing changes without a press."""
    return offer_to_stop(context)


def offer_to_stop(context: Context, told: Button | None = None) -> Message:
    """A pause, the one that was `told` of where there is one, or silence."""
    say = context.say
    pause = told or button(context, say.line("Pause 2 weeks"), "/pause 14d")
    return message(
        paragraph(say("I can pause, or stop writing altogether. Your place is kept either way.")),
        buttons=column(
            *([pause] if context.learner.enrolment else []),
            button(context, say.line("Stop writing to me"), "stop-writing", Emphasis.DANGER),
            button(context, say.line("Never mind"), "leave-it"),
        ),
    )


async def stop_writing(context: Context, _: Sequence[str]) -> Message:
    """[Stop writing to me]: the silence stays until the learner writes."""
    say = context.say
    await context.change_settings({"silent": "on"})
    context.heard = False
    return message(
        paragraph(say("All right, I'll stay silent until you write to me. All you did is kept.")),
        paragraph(say("Whenever you feel like it: {today}", today=code("/today"))),
    )


FEATURE = Feature(
    commands=(Command("stop", marked("stop my messages, for a while or longer"), "/stop", stop),),
    actions=(Action("stop-writing", stop_writing),),
)
