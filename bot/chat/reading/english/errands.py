"""What people ask in English to be done for them: each has its command (promise 8.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading.vocabulary import Intent, Sayings

_WEEKDAYS: Final = r"(?:mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekends|weekdays|the weekend)"
_TO: Final = r"(?:go|jump|skip|move|switch|take me|put me|set me|get me|bring me)"

ERRANDS: Final[Mapping[Intent, Sayings]] = {
    Intent.ERASE: Sayings(
        whole=(
            r"(?:please )?(?:can you |could you |i want (?:you )?to )?(?:delete|erase|wipe|remove|forget) (?:it all|everything|all(?: of it)?)(?: please| now)*",
        ),
        within=(
            r"(?:delete|remove|erase|forget|wipe|destroy) (?:all )?(?:of )?(?:my (?:\w+ )?(?:account|data|profile|history|info\w*)|me\b|everything about me|all about me)",
            r"(?:forget|delete|erase|wipe|remove) everything (?:(?:that )?you (?:know|have|keep|stored|saved) )?(?:about|on|of) me",
            r"(?:gdpr|right to be forgotten)",
        ),
    ),
    Intent.EXPORT: Sayings(
        whole=(r"(?:(?:a|make|make a|do a|please) )*(?:back ?up|export)(?: please| now)*",),
        within=(
            r"(?:export|download|back ?up|a copy of|copy of|save|send me|give me|get) (?:all )?(?:of )?(?:my|the) (?:\w+ )?(?:data|entries|history)|(?:data|csv|json) export|as (?:a )?(?:csv|json|file)",
        ),
    ),
    Intent.REVIEW: Sayings(
        whole=(r"(?:a |the )?(?:quiz|review|questions)(?: please| time| now)*",),
        within=(
            r"(?:test|quiz|examine|grill) me\b|ask me (?:something|anything|stuff|some|a few)\b|ask me (?:\w+ )?questions?|flash ?cards?|(?:do|start|have|want|need|give me|take) (?:a |the |my |some )?(?:(?!week)\w+ )?(?:quiz|review|recall)",
        ),
    ),
    Intent.OTHER_WEEK: Sayings(
        whole=(
            r"(?:please )?(?:go |move |take me |one )?back (?:a|one|1|by one) week(?: please)?|(?:go )?back (?:to )?(?:the )?(?:last|previous) week|(?:the )?(?:previous|last) week again",
        ),
        within=(
            rf"{_TO} (?:me )?(?:back |ahead |straight |right )?(?:to|on|at|into) week \w+|(?:im|i am|i should be|should be) (?:actually |really |already |now |still |only )*(?:on|in|at) week \w+|(?:redo|repeat|restart|do) (?:(?:this|the|that|last) week again|week \w+ again)|(?:redo|repeat|restart) (?:(?:this|the|that|last) )?week\b|start (?:at|from|in|with) week \w+|wrong week|(?:im|i am) (?:already |actually |really )?on \d+",
        ),
    ),
    Intent.PLACE: Sayings(
        whole=(
            r"(?:its|it is|here its) (?:already |about |nearly |only )?\d+(?: \d\d)? ?(?:am|pm|oclock)? (?:(?:at night|in the (?:morning|evening|afternoon)) )?(?:here|where i (?:am|live))(?: now| already)*|my (?:clock|watch|phone) (?:says|shows) \d+(?: \d\d)? ?(?:am|pm)?(?: \w+){0,2}",
        ),
        within=(
            r"(?:i|ive|we|weve|just|have) (?:just )?(?:moved|relocated) to (?!the\b|next\b|week\b|a\b)\w+|(?:im|i am|we are|were|i will be|ill be) (?:moving|relocating) to|i (?:now )?live in|(?:im|i am) (?:now )?living in|(?:new|wrong|different|change (?:my|the)|set (?:my|the)) (?:time ?zone|city|country)|(?:im|i am|we are) in (?!week|bed|hospital|love|trouble|pain|a\b|the\b|my\b|no\b)\w+(?: \w+)? (?:now|these days|at the moment|this (?:month|year|summer|winter|semester)|for (?:a|the next|two|three|six|\d+) (?:months?|years?))|(?:i|ive|we|weve) (?:just )?moved(?! (?:on|to|the|my|a|it|this|that|in|out|some|\w+ to)\b)|in another (?:time ?zone|country)|(?:clock|time ?zone) is (?:wrong|off)",
        ),
    ),
    Intent.OWN_WORDS: Sayings(
        within=(
            r"what (?:did|have) i (?:write|wrote|written|say|said|learn|learnt|learned|note|noted|answer|answered|build|built|plan|planned)\b|my (?:old |last |own )?(?:answers|reflections|words)",
        ),
    ),
    Intent.OFFLINE: Sayings(
        within=(
            r"(?:laptop|computer|pc|mac|macbook|phone|internet|wifi|wi fi|power|electricity|screen|keyboard|charger|router|connection) (?:is |was |has |just |completely |suddenly |been |went |all )*(?:broke|broken|dead|died|down|out|gone|stolen|off|in repair|at the repair shop)\b|power (?:cut|outage)|blackout|no (?:power|electricity|signal|reception)\b|(?:broke|dropped|lost|killed) my (?:laptop|computer|pc|mac|macbook|screen|charger)",
        ),
    ),
    Intent.GROUP: Sayings(
        whole=(r"(?:study )?(?:groups?|buddy|buddies)",),
        within=(
            r"(?:join|find|make|start|create|open|set up|have|is there|are there|any|need|want|form) (?:a |an |the |some |any |my |me )*(?:study |learning |python )?(?:groups?|buddy|buddies|study partner)\b|study (?:buddy|buddies|partner)|(?:study|learn) (?:together )?with (?:my|a|some|other|somebody|someone)\b|(?:invite|bring|add) (?:a |my |some |in |our )*(?:friends?|colleagues?|classmates?|brother|sister|partner|wife|husband|team|coworkers?)\b",
            r"(?:can|could|may) (?:my|our|a) (?:\w+ )?(?:join|use|do|come|study|take part)|(?:can|could) (?:i|we) (?:do this|study|learn|use (?:this|you|it)) (?:together|with)|how do groups work|who else (?:is|studies|uses|learns)",
        ),
    ),
    Intent.DAYS: Sayings(
        within=(
            rf"(?:dont|do not|never|cant|cannot|wont|no longer) (?:\w+ ){{0,4}}on (?:the )?{_WEEKDAYS}|(?:not|no (?:messages|prompts|reminders|pings|study|studying)) on (?:the )?{_WEEKDAYS}|(?:study|learn|practi[sc]e) (?:on )?{_WEEKDAYS}|only (?:\w+ ){{0,3}}(?:on |at )?(?:the )?{_WEEKDAYS}|(?:free|off|busy|have time|time|work|working|study|studying) (?:\w+ )?(?:on|at) {_WEEKDAYS}",
            r"(?:which|what|other|different|change (?:my|the)|my) (?:study |learning )?days\b(?! (?:in|off|left|have|did))",
        ),
    ),
    Intent.KNOWN: Sayings(
        within=(
            r"(?:already|all) (?:know|knew|familiar with|seen|learned|learnt|covered|understand) (?:\w+ ){0,3}(?:this|that|these|those|it|basics|stuff|python|loops|git|week)\b|(?<!dont )(?<!not )(?<!didnt )(?:know|knew) (?:all|most|half|much) (?:of )?(?:this|that|these|it)\b|(?<!dont )(?<!not )know (?:this|these|it|the basics|the first \w+) (?:\w+ )?already|nothing new (?:here|for me|in)|can (?:code|program) (?:in \w+ )?(?:already|well)|(?:coded|programmed|worked) in \w+ (?:for|before)|skip what i (?:already )?know|tick (?:off )?what i (?:already )?know",
        ),
    ),
    Intent.BEGINNER: Sayings(
        within=(
            r"(?:never|havent|have not|not) (?:\w+ )?(?:programmed|coded|written (?:a line of |any )?(?:code|programs?)|done any (?:programming|coding))|(?:complete|total|absolute|true|real) (?:beginner|newbie|noob|novice)|(?:im|i am|as) (?:only |just |still )?(?:a |an )(?:beginner|newbie|noob|novice)|(?:no|zero|little) (?:(?:programming|coding|prior|previous) )*experience|(?:is|will) (?:python|it|this|programming|coding) (?:be )?(?:\w+ )?(?:hard|difficult|easy)(?: to learn)?(?: for me)?$|(?:im |i am )?new here|just (?:joined|started)(?: today| here)?$|first time (?:here|doing|using|learning|with)|new to (?:programming|coding|python|all this)|start(?:ing)? (?:at|from) (?:zero|scratch)",
        ),
    ),
    Intent.LITTLE: Sayings(
        whole=(
            r"(?:is|would) it (?:be )?(?:ok|okay|fine|enough|bad|alright|all right) (?:if|when|that|to) (?:i )?(?:only |just )?(?:do|study|learn|manage|have|work|get)\b.*\b(?:minutes?|mins?|little|bit|short|less)\b.*|(?:is|are|do|does|would) (?:just |only )?(?:\w+) (?:minutes?|mins|hours?) (?:(?:a|per|each|every) day |really |even |be )*(?:enough|count|ok|okay|help|useful|worth it)(?: \w+){0,3}|does a (?:short|little|small) \w+ count(?: too)?",
        ),
    ),
}
"""Tried before the other intents."""
