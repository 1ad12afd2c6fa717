"""What an emoji alone says, in any language (promise 8.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading.vocabulary import Intent

EMOJI: Final[Mapping[str, Intent]] = {
    **dict.fromkeys(
        "\U0001f44d\U0001f44c\U0001f4af\U0001f64f\u2764\U0001f60a\U0001f642\u2705\U0001f44f",
        Intent.THANKS,
    ),
    **dict.fromkeys("\U0001f389\U0001f973\U0001f4aa\U0001f525\U0001f929", Intent.PROUD),
    **dict.fromkeys("\U0001f44b", Intent.HELLO),
    **dict.fromkeys("\U0001f912\U0001f927\U0001f637\U0001f922\U0001f915", Intent.SICK),
    **dict.fromkeys("\U0001f634\U0001f971\U0001f62a", Intent.TIRED),
    **dict.fromkeys("\U0001f62d\U0001f622\U0001f61e\U0001f614", Intent.SAD),
    **dict.fromkeys("\U0001f914\u2753\U0001f615", Intent.HELP),
    **dict.fromkeys("\U0001f3d6\u2708\U0001f3dd", Intent.HOLIDAY),
    **dict.fromkeys("\U0001f44e", Intent.NO),
}
