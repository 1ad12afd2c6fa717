"""What is said in the place of an answer, and to whom a button answers at all."""

from bot.chat.messages import Message, Paragraph, message
from bot.errors import CoachError
from bot.features.kit import Context


def refusal(context: Context, error: CoachError) -> Message:
    """What a learner did wrong, in their language; an example may have words of it, too."""
    values = dict(error.values)
    if "example" in values:
        values["example"] = context.say.line(str(values["example"]))
    return message(Paragraph(text=context.say(error.template, **values)))
