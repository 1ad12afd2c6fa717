"""What people ask in English to be done for them: each has its command (promise 8.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading.vocabulary import Intent, Sayings

_TO: Final = r"(?:go|jump|skip|move|switch|take me|put me|set me|get me|bring me)"

ERRANDS: Final[Mapping[Intent, Sayings]] = {
    Intent.ERASE: Sayings(
        within=(
            r"(?:delete|remove|erase|forget|wipe|destroy) (?:all )?(?:of )?(?:my (?:\w+ )?(?:account|data|profile|history|info\w*)|me\b|everything about me|all about me)",
            r"(?:gdpr|right to be forgotten)",
        ),
    ),
    Intent.EXPORT: Sayings(
        within=(
            r"(?:export|download|back ?up|a copy of|copy of|save|send me|give me|get) (?:all )?(?:of )?(?:my|the) (?:\w+ )?(?:data|entries|history)|(?:data|csv|json) export|as (?:a )?(?:csv|json|file)",
        ),
    ),
    Intent.REVIEW: Sayings(
        whole=(r"(?:a |the )?(?:quiz|review|questions)(?: please| time| now)*",),
        within=(
            r"(?:test|quiz|examine|grill) me\b|ask me (?:something|anything|stuff|some|a few)\b|ask me (?:\w+ )?questions?|flash ?cards?|(?:do|start|have|want|need) (?:a |the |my |some )?(?:\w+ )?(?:quiz|review|recall)",
        ),
    ),
    Intent.OTHER_WEEK: Sayings(
        whole=(
            r"(?:please )?(?:go |move |take me |one )?back (?:a|one|1|by one) week(?: please)?|(?:go )?back (?:to )?(?:the )?(?:last|previous) week|(?:the )?(?:previous|last) week again",
        ),
        within=(
            rf"{_TO} (?:me )?(?:back |ahead |straight |right )?(?:to|on|at|into) week \w+|(?:im|i am|i should be|should be) (?:actually |really |already |now |still |only )*(?:on|in|at) week \w+|(?:redo|repeat|restart) week \w+|start (?:at|from|in|with) week \w+|wrong week|(?:im|i am) (?:already |actually |really )?on \d+",
        ),
    ),
    Intent.PLACE: Sayings(
        within=(
            r"(?:i|ive|we|weve|just|have) (?:just )?(?:moved|relocated) to (?!the\b|next\b|week\b|a\b)\w+|(?:im|i am|we are|were|i will be|ill be) (?:moving|relocating) to|i (?:now )?live in|(?:im|i am) (?:now )?living in|(?:new|wrong|different|change (?:my|the)|set (?:my|the)) (?:time ?zone|city|country)|(?:im|i am|we are) in (?!week|bed|hospital|love|trouble|pain|a\b|the\b|my\b|no\b)\w+(?: \w+)? (?:now|these days|at the moment)|in another (?:time ?zone|country)|(?:clock|time ?zone) is (?:wrong|off)",
        ),
    ),
    Intent.OWN_WORDS: Sayings(
        within=(
            r"what (?:did|have) i (?:write|wrote|written|say|said|learn|learnt|learned|note|noted|answer|answered|build|built)\b|my (?:old |last |own )?(?:answers|reflections|words)",
        ),
    ),
}
"""Tried before the other intents."""
