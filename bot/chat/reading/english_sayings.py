"""What people say in English, and what they may want (promise 8.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading.vocabulary import Intent, PlainWords, Sayings

_VERY: Final = r"(?:(?:so|too|really|very|a bit|quite|pretty|just|dead|super|still|totally|feeling|completely|kind of) )*"
_I_FEEL: Final = (
    rf"(?:im|i am|i feel|i still feel|feel|feeling|been|got|getting|was|being|fell) {_VERY}"
)
_A: Final = r"(?:(?:a|an|the|my|our|some|bad|nasty|terrible) )*"
_NOT: Final = r"(?:dont|do not|doesnt|does not|didnt|did not|cant|cannot|couldnt|could not|wont|isnt|havent|have not|not going to|unable to|wasnt able to)"
_NOW: Final = r"(?: (?:now|today|tonight|please|again|for now|for today|here|this week|at all))*"
_DO: Final = r"(?:make it|study|do (?:it|anything|any|much|a thing)|learn|work|come|manage|find time|get (?:anything|much) done)"

_GREETING: Final = r"(?:hi+|hello+|hey+|hiya|yo|howdy|hallo|hola|salut|greetings|good (?:morning|day|evening|afternoon)|morning|evening|whats up|sup|how are you(?: doing)?|hows it going|anyone there|are you there|test|testing|ping)"

_INTENTS: Final[Mapping[Intent, Sayings]] = {
    Intent.STOP: Sayings(
        whole=(
            rf"(?:please )?(?:stop|unsubscribe|quit|exit)(?: it| this| that)?{_NOW}",
            r"leave me alone|shut up|go away|enough of this|turn (?:it |this |you )?off",
        ),
        within=(
            r"(?:stop|dont|do not|quit) (?:writing|messaging|texting|bothering|spamming|sending|pinging|send|write|message|text)(?: to)? ?(?:me|messages|anything|this)?",
            r"no more (?:messages|prompts|reminders|texts)",
            r"(?:too many|so many) (?:messages|reminders|prompts)",
        ),
    ),
    Intent.SICK: Sayings(
        whole=(rf"(?:sick|ill|unwell){_NOW}",),
        within=(
            rf"{_I_FEEL}(?:sick|ill|unwell|poorly|under the weather|not (?:well|good|great))",
            rf"(?:kids?|son|daughter|wife|husband|partner|mother|father|baby)(?: is| are)? {_VERY}(?:sick|ill|in hospital)",
            rf"(?:have|got|caught|down with|with) {_A}(?:flu|cold|fever|covid|migraine|headache|stomach bug|food poisoning)",
            r"(?:in|at) (?:the )?hospital|not feeling (?:well|good|great)|(?:dont|do not) feel (?:well|good)",
        ),
    ),
    Intent.TIRED: Sayings(
        whole=(rf"{_VERY}(?:tired|exhausted|sleepy|long day|wiped|knackered|drained|beat){_NOW}",),
        within=(
            rf"{_I_FEEL}(?:tired|exhausted|knackered|sleepy|worn out|burnt out|burned out|drained|wiped|beat)",
            rf"(?:{_VERY}|too )(?:tired|exhausted) (?:to|for)",
            r"no energy|(?:need|want) (?:a |some )?(?:break|rest|pause|time off)|long day|(?:cant|cannot) (?:focus|concentrate)|slept badly|bad night",
        ),
    ),
    Intent.HOLIDAY: Sayings(
        whole=(r"(?:holidays?|vacation|travelling|traveling)(?: time)?",),
        within=(
            rf"(?:on|going on|off on|have|taking|leaving for|go on) {_A}(?:holidays?|vacation|leave|trip|honeymoon)",
            r"(?:going|im|i am|be|we are|were) (?:away|travelling|traveling|on the road|out of town|abroad)",
            r"away (?:for|until|till)|(?:visiting|with) (?:my )?(?:family|parents) (?:for|until|till|this)",
        ),
    ),
    Intent.BUSY: Sayings(
        whole=(rf"{_VERY}busy{_NOW}",),
        within=(
            r"no time|(?:dont|do not) have (?:any |the |much )?time|(?:too|so|really|very|im|i am|super) busy|swamped|snowed under",
            r"(?:crazy|busy|hectic|insane) (?:day|week|month|time)|work is (?:crazy|mad|busy|insane)",
            r"(?:have|got|before|with) (?:my |an |some |the )?(?:exams?|deadlines?)|moving house|(?:working|work) (?:late|overtime|all day)|new job",
        ),
    ),
    Intent.GIVE_UP: Sayings(
        whole=(rf"{_VERY}(?:bored|boring|pointless|hopeless){_NOW}",),
        within=(
            r"giv(?:e|ing) up|gave up|(?:want|going) to quit|(?:cant|cannot) do this|(?:too|so) (?:hard|difficult|much)(?: for me)?|hopeless|not for me",
            r"(?:im|i am|feel) (?:too |so )?(?:stupid|dumb|overwhelmed|discouraged|behind|lost in all this)|not (?:smart|good) enough",
            r"(?:lost|no|lack of) motivation|unmotivated|demotivated|discouraged|overwhelmed|hate (?:this|it|python)|whats the point|never (?:get|learn|make) (?:it|this)|think about quitting",
        ),
    ),
    Intent.BACK: Sayings(
        whole=(
            r"(?:(?:hi|hey|hello|ok|and|so|guess who) )*(?:im|i am|is)? ?back(?: again| now| here| at it| in business)*",
            r"(?:(?:hi|hey|hello|ok|and|so) )*(?:im|i am) back(?: \w+){0,8}",
            r"long time no see|its been a while|sorry i was away",
            r"(?:lets |can we |can i )?(?:start|begin|go on|continue|resume)(?: over)?(?: again)?|ready (?:again|to go on|to continue|to start again)",
        ),
        within=(
            r"(?:im|i am|feel|feeling) (?:well|better|healthy|fit|home)(?: again| now)?",
            r"(?:holiday|vacation|trip|break|exams?) (?:is|are) over|where (?:were|did) we (?:stop|leave off)?",
        ),
    ),
    Intent.STUCK: Sayings(
        whole=(rf"{_VERY}(?:stuck|confused|lost){_NOW}",),
        within=(
            r"stuck",
            rf"{_NOT} (?:understand|get (?:it|this|that|how|why|the)|figure|work out|follow|grasp)",
            r"(?:doesnt|does not|wont|isnt|not) work(?:ing)?",
            r"confus(?:ed|ing)|makes no sense|lost here|(?:need help|help me) (?:with|understand)|(?:an?|this|same|some|strange|weird|the) (?:\w+ )?error|keep getting|struggling (?:with|to)|no idea (?:how|what|why)",
        ),
    ),
    Intent.WEEK_DONE: Sayings(
        whole=(
            r"(?:the |this |my )?week (?:\d+ )?(?:is )?(?:done|finished|complete|over|ready)",
            r"(?:go to |on to |move on to )?(?:the )?next week(?: please)?|move on|lets move on",
        ),
        within=(
            r"(?:done|finished|through|ready|complete|completed)(?: with| for)? (?:the|this|my|that)? ?week(?: \d+)?",
            r"(?:ready|lets go|move on|go) (?:for|to) (?:the )?next week|(?:all|everything) (?:is )?(?:done|finished|ticked) (?:for )?this week",
        ),
    ),
    Intent.MISTAKE: Sayings(
        whole=(r"oops|mistake|undo|wrong",),
        within=(
            r"wrong (?:button|one|day|number|entry|amount)|by (?:mistake|accident)|(?:made|was) a mistake|accidentally",
            r"(?:didnt|did not) mean|(?:take|took) (?:it|that) back|(?:undo|delete|remove) (?:it|that|this|the last)|(?:pressed?|logged|tapped) (?:it )?twice",
        ),
    ),
    Intent.TIME: Sayings(
        whole=(r"(?:its |thats )?too (?:early|late)(?: for me)?",),
        within=(
            r"(?:write|message|remind|text|ping|prompt|wake) me (?:at|earlier|later|in the|every|before|after)",
            r"(?:change|different|another|move|set|new) (?:the |my |to a |your )?(?:time|hour|reminder(?: time)?|prompt)",
            r"(?:write|remind|message|text)(?: to)? (?:earlier|later)",
        ),
    ),
    Intent.LATER: Sayings(
        whole=(
            r"(?:(?:maybe|ill do it|remind me|ask me|i will do it|do it|i will|ill study|ill start) )*(?:later|tonight|this evening|in an hour|after (?:work|dinner|lunch|school))(?: today| please| maybe)*",
            r"not (?:now|yet)|in a (?:minute|bit|while|moment)|soon|give me a (?:minute|moment|sec(?:ond)?|while)|busy right now",
        ),
    ),
    Intent.NOT_TODAY: Sayings(
        whole=(
            r"(?:not|skip|skipping|nothing|no(?: study(?:ing)?)?|none) (?:it |for )?(?:today|tonight|this evening)",
            r"(?:i )?(?:missed|skipped|forgot)(?: (?:today|yesterday|it|to study|a day|one|again|my|the|session|about it))*",
            r"(?:i need |i want |taking |can i have )?a? ?day off|i was lazy(?: today| yesterday)?|(?:ill|i will) skip(?: it)?(?: today)?",
        ),
        within=(rf"{_NOT} {_DO}", r"(?:nothing|no study(?:ing)?|not a thing) (?:today|yesterday)"),
    ),
    Intent.PROGRESS: Sayings(
        within=(
            r"how far|how many (?:hours|minutes|days|weeks)|how much (?:have i|did i|time|is left)|my (?:progress|stats|statistics|numbers|hours)",
            r"where am i|(?:which|what) week(?: am i| is it)?|how am i doing|am i on (?:track|time|schedule)|behind schedule|when (?:will|do) i finish",
        ),
    ),
    Intent.STREAK: Sayings(within=(r"streak|in a row|freezes?",)),
    Intent.WHAT_NOW: Sayings(
        whole=(
            r"(?:next|start|begin|go|ready)(?: one| task| topic| now| today| studying| learning| please)*|todays? (?:task|plan|work|topic|lesson)s?",
            r"(?:(?:ok|okay|so|hi|hey) )*lets (?:go|start|begin|do (?:it|this)|study|get started|learn)(?: now| today)?",
        ),
        within=(
            r"what(?:s| is| do i| should i| shall i| can i| am i| are we)?(?: \w+){0,2} (?:now|next|today|do|learn|study|doing|supposed|up next)",
            r"what(?:s| is)? (?:for |on |the plan for |the task for )?today|(?:which|what) topic|(?:im|i am) ready|ready to (?:go|start|learn|study)",
            r"give me (?:a |some |my )?(?:task|something|work|exercise|topic)|where do (?:i|we) (?:start|begin)|how do i (?:start|begin)",
            r"(?:want|time|going|like) to (?:study|learn|start)|(?:i have|got|have) (?:some |a bit of |a little )?(?:free )?time|something (?:small|easy|short|quick)|motivate me",
        ),
    ),
    Intent.WHO: Sayings(
        within=(
            r"(?:who|what) are you|(?:are you|you are|youre|is this) (?:a |an )?(?:bot|robot|ai|human|real|chatgpt|person|machine|program)",
            r"(?:whats|what is) (?:this|waymark|your name|that all about)|who is this|who made you",
        ),
    ),
    Intent.HELP: Sayings(
        whole=(r"(?:show (?:me )?)?(?:the |all )?(?:commands?|menu|options|instructions)",),
        within=(
            r"how (?:does|do) (?:this|it|you|i use|i log|i change)|what (?:can|could) (?:you|i)|help|how to (?:use|log|change)|what else",
        ),
    ),
    Intent.THANKS: Sayings(
        whole=(
            rf"{_VERY}(?:great|cool|nice|awesome|perfect|wow|super|good bot|well done|amazing|excellent|brilliant|lovely|yay|woohoo|haha|lol|good job|finally)(?: \w+){{0,3}}",
        ),
        within=(
            r"thanks|thank you|thx|ty|cheers|much appreciated|merci|danke|gracias|you rock|love (?:you|it|this)|you are (?:great|the best)|youre (?:great|the best)",
        ),
    ),
    Intent.BYE: Sayings(
        whole=(
            r"(?:ok |okay |well )?(?:good ?night|bye(?: bye)?|goodbye|see (?:you|ya)|cu|ciao|night|later then|gn|off to bed|going to bed|thats (?:it|all)|enough|im off|im done|talk (?:to you )?(?:later|tomorrow))(?: \w+){0,3}",
            r"until tomorrow|till tomorrow|done for (?:today|now|tonight|the day)",
        ),
    ),
    Intent.HELLO: Sayings(
        whole=(
            rf"{_GREETING}(?: (?:there|waymark|bot|coach|again|everyone|all|you|how are you|today|my friend|friend))*",
        ),
    ),
    Intent.YES: Sayings(
        whole=(
            r"(?:yes|yep|yeah|yup|sure|ok|okay|k|alright|all right|fine|of course|please do|do it|y|go ahead|sounds good|deal|agreed|right|correct|exactly)(?: please| thanks| then| do it)*",
        ),
    ),
    Intent.NO: Sayings(
        whole=(
            r"(?:no|nope|nah|n|not really|never ?mind|forget it|cancel|dont)(?: thanks| thank you| please)*",
        ),
    ),
}

_DID: Final = (
    "studied did done worked practi[sc]ed coded programmed read learned learnt spent finished completed logged trained "
    "watched wrote built solved revised reviewed fixed managed covered deployed shipped pushed started"
)

PLAIN_WORDS: Final = PlainWords(
    intents=_INTENTS,
    studied=(
        *_DID.split(),
        r"put in|got in|went through|(?:was|been) (?:studying|working|reading|learning|coding|practi[sc]ing)",
    ),
    ahead=(
        r"will|ill|would|want|wanna|going to|gonna|plan(?:ning)? to|should|shall|could|can|need|have to|must|try to",
        r"might|may|tomorrow|if|unless|hope to|let me|lets|how|why|what|when|which|havent|do i|did you|have you",
    ),
    never=(r"not|didnt|hadnt|never|no|nothing|without|cant|cannot|couldnt|wont|wasnt|barely",),
    before=(
        r"so|ok|okay|well|hey|hi|hello|and|just|i|ive|im|we|already|also|have|had|today|now|finally|another|only|about",
        *_DID.split()[:14],
        r"put in|got in|went through|was|been|studying|working|reading|learning|coding|practi[sc]ing",
        r"with|on|of|at|for|in|a|some|little|bit|session|study|log|add|my|the|to|yes|this|from",
    ),
    behind=(r"today|so far|now|already|for|on|of|done|studied|study|studying|in|it|please",),
)
