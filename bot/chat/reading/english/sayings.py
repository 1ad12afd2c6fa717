"""How people say things in English: study they tell of, shorthand, names of pages (promise 8.2)."""

from typing import Final

from bot.chat.reading.english.intents import CUES, INTENTS
from bot.chat.reading.vocabulary import Intent, PlainWords

_DID: Final = (
    "studied did done worked practi[sc]ed coded programmed read learned learnt spent finished completed logged trained "
    "wrapped tackled crushed nailed hacked drilled repeated followed attended listened implemented refactored debugged tested explored tried "
    "watched wrote built solved revised reviewed fixed managed covered deployed shipped pushed started"
)

_MEANT: Final = {
    "please": "pls plz plss pleas",
    "you": "u ya",
    "your": "ur",
    "are": "r",
    "yes": "y",
    "ok": "k kk",
    "yeah": "yea",
    "what": "wat wut wht",
    "i dont know": "idk",
    "dont know": "dunno",
    "thanks": "thanx thnx tnx tks",
    "thank you": "tysm",
    "sorry": "sry srry soz",
    "right now": "rn atm",
    "tomorrow": "tmrw tmr tmw 2moro",
    "today": "2day",
    "tonight": "2nite tonite",
    "before": "b4",
    "later": "l8r",
    "cant": "cnt",
    "dont": "dnt",
    "going to": "gonna",
    "have to": "gotta",
    "want to": "wanna",
    "let me": "lemme",
    "give me": "gimme",
    "though": "tho",
    "because": "cuz coz bc",
    "holiday": "hols holliday",
    "vacation": "vacay",
    "nothing": "nothin",
    "something": "smth sth sthg smthng",
    "through": "thru",
    "with": "w",
    "without": "wo",
    "morning": "mornin",
    "evening": "evenin",
    "night": "nite",
    "never mind": "nvm",
}
_SHORTHAND: Final = {short: word for word, each in _MEANT.items() for short in each.split()}
"""What hurried fingers write for a word."""

_SHOWN: Final = {
    **dict.fromkeys(("week", "topics", "week plan"), "week"),
    **dict.fromkeys(("today", "days page"), "today"),
    **dict.fromkeys(("progress", "stats", "statistics", "numbers"), "progress"),
    **dict.fromkeys(("plan", "schedule", "due dates", "dates", "forecast"), "plan"),
    **dict.fromkeys(("journal", "reflections", "answers", "notes"), "journal"),
    **dict.fromkeys(("settings", "options", "preferences", "reminders"), "settings"),
    **dict.fromkeys(
        ("resources", "links", "books", "pages", "reading", "reading list", "material"), "resources"
    ),
    **dict.fromkeys(("roadmap", "roadmaps", "courses", "paths"), "roadmaps"),
    **dict.fromkeys(("calendar", "calendar file", "ics"), "calendar"),
    **dict.fromkeys(("checklist", "job checklist"), "checklist"),
    **dict.fromkeys(("check in", "checkin", "reflection"), "checkin"),
}
"""What people call a page, and the command that shows it."""

PLAIN_WORDS: Final = PlainWords(
    intents=INTENTS,
    cues={intent: frozenset(words.split()) for intent, words in CUES.items()},
    studied=(
        *_DID.split(),
        r"put in|got in|(?:got|went|ploughed|plowed|worked) through|(?:was|been) (?:studying|working|reading|learning|coding|practi[sc]ing)",
    ),
    ahead=(
        r"^(?:maybe )?in (?:an?|half|\d+|one|two|few)|will|ill|would|want|wanna|going to|gonna|plan(?:ning)? to|should|shall|could|can|need|have to|must|try to",
        r"might|may|tomorrow|if|unless|hope to|let me|lets|how|why|what|when|which|havent|do i|did you|have you",
    ),
    never=(
        r"not|didnt|hadnt|never|no|nothing|without|cant|cannot|couldnt|wont|wasnt|barely|hours? (?:shift|drive|flight|meeting|commute|delay)|(?:min|minutes|hours?) (?:late|of sleep)",
    ),
    before=(
        r"so|ok|okay|well|hey|hi|hello|and|just|i|ive|im|we|already|also|have|had|today|now|finally|another|only|about",
        *_DID.split()[:14],
        r"put in|got in|went through|was|been|studying|working|reading|learning|coding|practi[sc]ing",
        r"with|on|of|at|for|in|a|some|little|bit|session|study|log|add|my|the|to|yes|this|from",
    ),
    asks=(
        r"how|what|whats|why|when|where|which|who|whos|can|could|is|are|do|does|should|would|did|will",
    ),
    for_=("for", "about", "another"),
    shorthand=_SHORTHAND,
    fillers=(
        r"sorry|ok|okay|hey|hi|hello|well|so|um+|ugh|oh|uh|hmm?|please|lol|ha(?:ha)*|honestly|actually|just|coach|waymark|bot|bro|man|dude|mate",
        r"btw|anyway|and|but|nah|yeah|yes|no|then|though|really|right|now|again|thanks|guys|omg|damn|oops|maybe|today",
    ),
    tried=frozenset({"tried", "trail", "quiet", "quite", "thought", "throw", "being", "later"}),
    emoji={
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
    },
    show=(
        r"show(?: me)?|open|see|view|give me|go to|where(?: is|s| are)|can (?:i|you)|(?:i )?(?:want|need|would like)(?: to)?|let me|look at|whats|what is|what are|list|check|read|print|display",
        r"the|my|this|all|please|in|a|of|get|have|our|to",
    ),
    shown=_SHOWN,
    behind=(r"today|so far|now|already|for|on|of|done|studied|study|studying|in|it|please",),
)
