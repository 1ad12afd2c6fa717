"""How people say things in English: study they tell of, shorthand, names of pages (promise 8.2)."""

from typing import Final

from bot.chat.reading.emoji import EMOJI
from bot.chat.reading.english.cues import CUES
from bot.chat.reading.english.errands import ERRANDS
from bot.chat.reading.english.intents import INTENTS
from bot.chat.reading.vocabulary import PlainWords

_DID: Final = (
    "studied did done worked practi[sc]ed coded programmed read learned learnt spent finished completed logged trained "
    "wrapped tackled crushed nailed hacked drilled repeated followed attended listened implemented refactored debugged tested explored tried "
    "squeezed crammed clocked tinkered smashed knocked watched wrote built solved revised reviewed fixed managed covered deployed shipped pushed started"
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
        (
            "resources",
            "links",
            "link",
            "books",
            "book",
            "pages",
            "reading",
            "reading list",
            "material",
        ),
        "resources",
    ),
    **dict.fromkeys(("roadmap", "roadmaps", "courses", "paths"), "roadmaps"),
    **dict.fromkeys(("calendar", "calendar file", "ics"), "calendar"),
    **dict.fromkeys(("checklist", "job checklist"), "checklist"),
    **dict.fromkeys(
        ("check in", "checkin", "reflection", "weekly review", "weekly check in", "week review"),
        "checkin",
    ),
    **dict.fromkeys(("project", "brief", "project brief"), "project"),
}
"""What people call a page, and the command that shows it."""

PLAIN_WORDS: Final = PlainWords(
    intents={**ERRANDS, **INTENTS},
    cues={intent: frozenset(words.split()) for intent, words in CUES.items()},
    studied=(
        *_DID.split(),
        r"\w+ (?:pomodoros|pomos)|went over|got(?: only)? # (?:in|done|on)|put in|got in|(?:got|went|ploughed|plowed|worked) through|(?:was|been) (?:studying|working|reading|learning|coding|practi[sc]ing)",
    ),
    ahead=(
        r"^(?:maybe )?in (?:an?|half|\d+|one|two|few)|will|ill|would|want|wanted to|meant to|supposed to|planned|wanna|going to|gonna|aimed for|plan(?:ning)? to|should|shall|could|can|need|have to|must|try to",
        r"might|may|tomorrow|if|unless|hope to|hoped|let me|lets|(?<!learned )(?<!learnt )how|why|what|when|which|havent|do i|did you|have you|usually|normally|every|each",
    ),
    never=(
        r"not|didnt|hadnt|never|no|nothing|without|cant|cannot|couldnt|wont|wasnt|havent|havnt|barely|forgot to (?:do|study)|missed|skipped",
        r"watched (?:\w+ )?(?:netflix|tv|telly|series|football|movies?|films?|the match)|played|gamed|slept|scroll\w+|cooked|cleaned|commuted|drove|shopped|queued|travel+ed",
    ),
    had=(),
    spent=(),
    not_study=(
        r"(?:of )?(?:shift|drive|flight|meetings?|commut\w+|delay|late|sleep|sleeping|naps?|driving|traffic|overtime|gaming|tv|netflix|left|to go|ago|early|break)",
        r"(?:a|per|each|every) (?:day|evening|night|week|weekday|morning)|(?:is|are|was) (?:too|all (?:i|we) (?:have|need|can)|not|enough|a lot|my)|isnt|too (?:much|long|little|short)|from now|until|please",
    ),
    requests=(
        r"(?:(?:can|could|would|will) (?:you|i|we) )?(?:please )?(?:log|add|note|record|count|save|put down|write down)(?: (?:it|me|that|this|down|in))*|forgot to (?:log|say|tell you|add|mention|note|write)(?: (?:it|that|this|in|down))*",
        r"(?:missed|forgot|forgotten) logging|instead of (?:the )?(?:usual )?\w+|(?:couldnt|could not|cant|didnt|did not|wasnt able to) (?:do|manage|get|fit in|study) (?:more|longer) than|(?:no|not) more than",
        r"(?:please|want to log|need to log|let me log|id like to log|should have logged)",
    ),
    breaks=frozenset(
        [
            "but",
            "and",
            "then",
            "so",
            "because",
            "though",
            "although",
            "anyway",
            "+",
            "&",
            "plus",
            "anyways",
        ]
    ),
    contrasts=frozenset(["but", "although", "though", "anyway", "anyways", "however"]),
    before=(
        r"i['\u2019](?:ve|m|d|ll)|we['\u2019]ve|(?:squeezed|crammed|fit|fitted)(?: in)?|been at it|phew|sorry|ugh|yay|ca|i (?:think|guess)|so|ok|okay|well|hey|hi|hello|and|just|i|ive|im|we|already|also|have|had|today|now|finally|another|only|about|then|but|tonight|it|that|which|took me|took|me|solid|quick|good|full|proper|whole|nearly|almost|like|roughly|maybe|did|managed(?: to)?(?: do)?",
        *_DID.split()[:14],
        r"put in|got in|went through|got through|was|were|been|studying|working|reading|learning|coding|practi[sc]ing",
        r"with|on|of|at|for|in|a|some|little|bit|session|study|log|add|my|the|to|yes|this|from|forgot|did",
    ),
    asks=(
        r"how|hows|what|whats|wheres|why|when|where|which|who|whos|can|could|is|are|do|does|should|would|did|will",
    ),
    for_=("for", "about", "another"),
    more=frozenset({"more", "extra"}),
    shorthand=_SHORTHAND,
    fillers=(
        r"sorry|ok|okay|hey|hi|hello|well|so|um+|ugh|oh|uh|hmm?|please|lol|ha(?:ha)*|honestly|actually|just|coach|waymark|bot|bro|man|dude|mate",
        r"btw|anyway|and|but|nah|yeah|yes|no|then|though|really|right|now|again|thanks|guys|omg|damn|oops|maybe|today",
    ),
    tried=frozenset({"tried", "trail", "quiet", "quite", "thought", "throw", "being", "later"}),
    emoji=EMOJI,
    show=(
        r"show(?: me)?|open|see|view|give me|go to|where(?: is|s| are)|can (?:i|you)|(?:i )?(?:want|need|would like)(?: to)?|let me|look at|whats|what is|what are|list|check|read|print|display|lets(?: do| start| have)?|do|start|how about",
        r"the|my|this|all|please|in|a|of|get|have|our|to",
    ),
    shown=_SHOWN,
    commands={},
    reserved=frozenset({"skip", "quit", "exit", "stop", "cancel"}),
    polite=("please|pls|it|this|that|one|question|for now|now|thanks",),
    behind=(
        r"today|so far|now|already|for|on|of|done|studied|study|studying|in|it|please|tonight|took me|which took|it took|and|but|then|total|in total",
        r"sorry|(?:i )?(?:think|guess|believe|suppose|reckon)|lol|haha|phew|got|is|was|thats (?:me|it)|probably|maybe|or so|better than nothing|not much|at least|no joke|forgot to (?:log|say|tell you|add|mention|note)(?: (?:it|that|this))?|i",
    ),
)
