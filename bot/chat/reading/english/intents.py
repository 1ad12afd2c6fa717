"""What people may want who say something in English (promise 8.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading.vocabulary import Intent, Sayings

_VERY: Final = r"(?:(?:so|too|really|very|a bit|quite|pretty|just|dead|super|still|totally|feeling|completely|kind of) )*"
_I_FEEL: Final = (
    rf"(?:im|i am|i feel|i still feel|feel|feeling|been|got|getting|was|being|fell) {_VERY}"
)
_A: Final = r"(?:(?:a|an|the|my|our|some|bad|nasty|terrible) )*"
_NOT: Final = r"(?:dont|do not|doesnt|does not|didnt|did not|cant|cannot|couldnt|could not|wont|isnt|havent|have not|not going to|unable to|wasnt able to)"
_NOW: Final = r"(?: (?:now|today|tonight|please|again|for now|for today|here|this week|at all))*"
_DO: Final = r"(?:make it|study|do (?:it|anything|any|much|a thing)|learn|work|come|manage|find time|get (?:anything|much) done)"

_GREETING: Final = r"(?:hi+|hello+|hey+|hiya|yo|moin|servus|ciao|bonjour|gm|heya|hullo|welcome|howdy|hallo|hola|salut|greetings|good (?:morning|day|evening|afternoon)|morning|evening|whats up|sup|how are you(?: doing)?|hows it going|anyone there|are you there|you there|test|testing|ping)"

_PLEASE: Final = r"(?:(?:please|ok|okay|hi|hey|so|and|now|lets|let us|can you|could you|can i|can we|i want|i would like|id like|i need|i will|ill|im going|time|ready|you|me|to|do|have|for) )*"
_TIMER: Final = r"(?:(?:focus|study|work|countdown|pomodoro|\d+ ?(?:min|mins|minutes?|m)|\w+ (?:minutes?|hours?|hour)|another|new|next|quick|short|long) )*(?:timer|pomodoro(?: time)?|pomo|stopwatch|countdown|focus (?:time|session|block|mode|timer)|focus)"
_LENGTH: Final = r"(?: (?:for|of|about|with|at|to|in))?(?: (?:the|next|a|an|half|and|one|two|three|quarter|five|ten|fifteen|twenty|thirty|forty|fifty|sixty|ninety|\d+|hours?|h|hr|minutes?|mins?|m|min|\d+(?:min|mins|m|h)))*"

INTENTS: Final[Mapping[Intent, Sayings]] = {
    Intent.TIMER: Sayings(
        whole=(
            rf"{_PLEASE}(?:(?:start|set|begin|run|make|use|give|try|open|turn on|set up|put on) )?(?:me )?(?:(?:a|an|the|my|one|another|some) )?{_TIMER}(?: (?:on|up|now|please|again|today))*{_LENGTH}(?: (?:please|now|thanks|today|again))*",
            rf"{_PLEASE}(?:stop|cancel|end|pause|resume|continue|finish|show|check|kill|abort|unpause|how long is|how much is|whats) (?:left (?:of|on) )?(?:the |my |this )?(?:{_TIMER})(?: (?:off|now|please|again|still|left|running))*",
            rf"{_PLEASE}(?:start|run) the clock{_LENGTH}|{_PLEASE}(?:time|clock) me{_LENGTH}|(?:how (?:long|much(?: time)?|many minutes)|whats)(?: is| are)? left (?:of|on) (?:the |my )?(?:{_TIMER})",
            rf"{_PLEASE}(?:focus|concentrate)(?: now| please)*{_LENGTH}(?: please| now)*",
        ),
    ),
    Intent.STOP: Sayings(
        whole=(
            rf"(?:please )?(?:can you |i want to )?(?:stop|unsubscribe|quit|exit|mute|cancel)(?: it| this| that| everything| the bot| all this)?{_NOW}",
            r"(?:please )?(?:can you |could you )*(?:leave me (?:alone|in peace|be)|go away)(?: \w+){0,4}|enough of this|(?:turn|switch) (?:it |this |you |yourself )?off(?: please| for now| now)*|(?:can you |please )*(?:be quiet|shut up|silence|mute)(?: \w+){0,5}|(?:(?:turn|switch) )?(?:the |all |your )?(?:reminders|messages|prompts|notifications|pings) off(?: please| now)?|(?:turn|switch) off (?:the |all |your )?(?:reminders|messages|prompts|notifications)",
        ),
        within=(
            r"(?:stop|dont|do not|quit) (?:writing|messaging|texting|bothering|spamming|sending|pinging|send|write|message|text)(?! (?:me |to me )?(?:before|after|at|so early|so late|early|late|in the))(?: to)? ?(?:me|messages|anything|this)?",
            r"(?:switch|turn) (?:the |my |your |all )?(?:reminders|messages|prompts|notifications|pings) off|(?:had it|fed up) with (?:you|your|this|the|all)|enough (?:messages|pings|reminders|texts|prompts)|no more (?:messages|prompts|reminders|texts)|stop (?:the|these|those|your|all) (?:messages|prompts|reminders|texts|spam|notifications|pings)",
            r"(?:message|text|write|ping|remind|bother)(?: to)? me (?:way |far |much )*(?:too|so) (?:often|much)|(?:too many|so many) (?:messages|reminders|prompts)|(?:dont|do not) want (?:this|you|messages|reminders)(?! (?:\w+ )?(?:before|after|at|so|on|in the|early|late)\b)",
        ),
    ),
    Intent.PAUSE: Sayings(
        within=(
            r"(?:weeks?|days|month) off|(?:break|pause) (?:until|till|til|for) \w+|freeze (?:everything|it|me|my plan|the plan|this)|(?:let me|need to|want to|must) rest|rest (?:for|until|till)|(?:take|taking) a (?:short |long |little )?break|(?:please|can you|could you|lets) pause|pause please|pause (?:me|it|my|the|until|till|til|for|from|this|everything)|on pause",
        ),
        whole=(
            r"(?:(?:can|could|may|how (?:do|can|to)|i (?:want|need|would like) to|id like to|please|lets|i|you|we) )*(?:take |have |make )?(?:a |the )?(?:pause|freeze|break)(?: (?:it|this|everything|the plan|my plan|me|please|now|here|for a (?:bit|while|few days)|(?:for|of) (?:\w+ )?(?:days?|weeks?|month)|(?:until|till) \w+))*",
            r"(?:please )?(?:put |place )?(?:it|this|everything|all|my plan|things)? ?on (?:hold|ice)(?: \w+){0,4}",
        ),
    ),
    Intent.SICK: Sayings(
        whole=(rf"(?:sick|ill|unwell){_NOW}",),
        within=(
            r"(?:was|is|are|still|so|very|really|all|both) (?:sick|ill)",
            rf"{_I_FEEL}(?:sick|ill|unwell|poorly|under the weather|not (?:well|good|great))",
            rf"(?:kids?|son|daughter|wife|husband|partner|mother|father|baby)(?: is| are)? {_VERY}(?:sick|ill|in hospital)",
            rf"(?:have|got|caught|down with|with) {_A}(?:flu|cold|fever|covid|migraine|headache|stomach bug|food poisoning)",
            r"(?:in|at) (?:the )?hospital|not feeling (?:well|good|great)|(?:dont|do not) feel (?:well|good)",
            r"(?:my )?(?:head|back|stomach|throat|tooth|belly|eyes?) (?:is |are )?(?:hurts?|aches?|killing|sore)|(?:headache|migraine|fever|flu|covid|toothache|surgery|dentist|doctor)\b|throwing up|(?:threw|put|pulled|hurt|broke|twisted|sprained|injured|strained) (?:out )?my \w+|(?:cant|cannot) (?:sit|walk|move|stand up|see straight)|sick (?:today|again|in bed|since|until|till|til|leave|day|for|note)|(?:off|called in|calling in|on) sick|in bed with|(?:caught|have|got) something",
        ),
    ),
    Intent.SAD: Sayings(
        within=(
            r"(?:homesick|died|passed away|funeral|broke up|divorced?|heartbroken|lost my (?:job|dad|mum|mom|father|mother|dog|cat|friend|grandma|grandpa)|put (?:our|my|the) \w+ (?:down|to sleep)|got fired|laid off)",
            rf"{_I_FEEL}(?:sad|depressed|down|low|awful|lonely|anxious|miserable|terrible|bad|horrible|not ok(?:ay)?)(?! with| at)|(?:everything|life|today|this day|this week) (?:just )?(?:sucks|is (?:shit|awful|too much))|(?:bad|horrible|awful|terrible|rough|shitty|crap|crappy) (?:day|week|mood|time)|feel like crying|cried",
        ),
    ),
    Intent.TIRED: Sayings(
        whole=(
            rf"z+|{_VERY}(?:tired|exhausted|sleepy|long day|wiped|knackered|drained|beat|dead|fried){_NOW}(?: \w+){{0,2}}",
        ),
        within=(
            rf"{_I_FEEL}(?:tired|exhausted|knackered|sleepy|worn out|burnt out|burned out|drained|wiped|beat)",
            rf"(?:{_VERY}|too )(?:tired|exhausted) (?:to|for)",
            r"no energy|(?:need|want) (?:a |some )?(?:break|rest|pause|time off)|long day|(?:cant|cannot) (?:focus|concentrate)|slept (?:badly|only|like|too)|(?:bad|short) night|(?:hardly|barely|didnt|not) (?:sleep|slept)|only \d+ hours of sleep|slept \d+ hours|brain (?:is )?(?:\w+ )?(?:fried|mush|dead|tired|off|jelly)|burn ?out|burn(?:ed|t) out|(?:falling|fell) asleep|(?:im|i am) (?:so |totally |completely )?done(?: for)?(?: today| now| tonight)?$|need (?:some )?sleep|(?:up|awake) since|exhausted|knackered|shattered|zonked|wiped out|so tired|(?:cant keep my|my) eyes (?:are )?(?:open|closing|falling|shut)|hours? shift|long shift",
        ),
    ),
    Intent.HOLIDAY: Sayings(
        whole=(
            r"(?:in|on|at) (?:a |an |the )?\w+ (?:from|until|till|til|for) .*|(?:holidays?|vacation|travelling|traveling)(?: time)?",
        ),
        within=(
            rf"(?:on|going on|off on|have|taking|leaving for|go on) {_A}(?:holidays?|vacation|leave|trip|honeymoon)",
            r"(?:going|im|i am|be|we are|were) (?:away|travelling|traveling|on the road|out of town|abroad)",
            r"(?<!been )(?<!was )(?<!were )away (?:for|until|till|from|on|over|next|this)|(?:visiting|with) (?:my )?(?:family|parents|grandparents|friends) (?:for|until|till|this|in|over)",
            r"(?:im|i am|we are|were|ill be|i will be|be|go|going|flying|fly|travel) (?:in|to) (?:the )?(?!the\b|next\b)\w+ (?:until|till|for|this|next|tomorrow|on|over)|(?:ill|i will|be) (?:be )?back (?:on|in|next|after)|(?:was|were|is|got|getting) (?:born|married|engaged)|had a baby|newborn|new baby|(?:we are|were|im|i am) (?:at|in|on) (?!(?:the )?(?:work|office|school|uni|hospital|gym|doctors?|meeting|train|bus))(?:the |a |my |our )?(?:\w+ ){1,3}(?:until|till|til)\b|offline (?:till|until|til|for)|(?:on|at) (?:a |an |the )?(?:\w+ )?(?:retreat|cruise|tour|conference|camp)|vacation|holidays? (?:until|till|for|from|next|this|in|now|starts?)|honeymoon|(?:im|i am|we are|ill be) off to (?!bed|sleep|work|school|the (?:gym|shop|shops|store|office))(?:the )?\w+|(?:off|heading|gone|going away) to (?:the |my )?\w+(?: \w+)? (?:until|till|til|for|on|from|in|this|next|tomorrow)|(?:wont|dont|will not|do not) have (?:my |a |any )?(?:laptop|computer|internet|wifi|pc|mac)|no (?:laptop|computer|internet|wifi)|without (?:a |my )?(?:laptop|computer|internet)",
        ),
    ),
    Intent.BACK: Sayings(
        whole=(
            r"(?:(?:hi|hey|hello|ok|and|so|guess who) )*(?:im|i am|is)? ?back(?: again| now| here| at it| in business)*",
            r"(?:(?:hi|hey|hello|ok|and|so) )*(?:im|i am) back(?: \w+){0,8}",
            r"long time no see|its been a while|sorry (?:i was away|i (?:disappeared|vanished)|for (?:disappearing|vanishing|being away|(?:the|my) (?:silence|absence|break)))|(?:(?:im|i am) )?here again",
            r"(?:lets |can we |can i )?(?:start|begin|go on|continue|resume)(?: over)?(?: again)?|ready (?:again|to go on|to continue|to start again)",
        ),
        within=(
            r"(?:here i am|its me|me) again|what did i miss|recovered|survived|did you miss me|(?:im|i am|feel|feeling) (?:well|better|healthy|fit|home)(?: again| now)?",
            r"(?:im|i am|we are|finally|just got|got|just) (?:back|home)\b|pick(?:ing)? (?:it |this |things )?up where|back (?:at it|in business|in the game|on track|to it|from|again|home|to study(?:ing)?)|return(?:ed|ing)? (?:from|home)|(?:lets|want to|ready to|can i|can we|ill) (?:continue|resume|restart|start (?:again|over)|begin again|go on)|start again|starting over",
            r"after (?:a|my|the|this|such a) (?:\w+ )?(?:break|pause|holidays?|vacation|trip|illness|time)|(?:was|been|were) (?:away|gone|absent|offline)(?! for a (?:walk|run))|(?:holidays?|vacation|trip|break|exams?|finals)(?: is| are| was| were)? (?:over|done|finished|behind me)|(?:holiday|vacation|trip|break|exams?) (?:is|are) over|where (?:were|did|was) (?:we|i)(?: stop| leave off)?",
        ),
    ),
    Intent.BUSY: Sayings(
        whole=(rf"{_VERY}busy{_NOW}",),
        within=(
            r"(?:no|little|hardly any|not enough|not much) time|(?:dont|do not) have (?:any |the |much )?time|(?:too|so|really|very|im|i am|super) busy|swamped|snowed under",
            r"(?:crazy|busy|hectic|insane) (?:day|week|month|time)|work is (?:crazy|mad|busy|insane)",
            r"(?:have|got|before|with) (?:my |an |some |the )?(?:exams?|deadlines?)|moving (?:house|flat|out|in)\b|(?:working|work|worked) (?:late|overtime|all day|double|nights?|weekends?)|new job|exams?|deadlines?|guests|wedding|(?:in laws|inlaws|parents|family|relatives|visitors) (?:are |is |were |was )?(?:over|here|staying|coming|in town)|(?:work|job|school|life|uni|boss|kids?) (?:is|was|has been|are|were|got|keeps?|keep) (?:\w+ ){0,2}(?:hell|crazy|a lot|intense|mad|stressful|insane|hectic|busy|me up|too much|long|tough|hard)|stress(?:ed|ful)?|overtime|night shifts?|double shift|stuck at (?:work|the office)|meetings all day",
        ),
    ),
    Intent.MISTAKE: Sayings(
        whole=(
            r"oops|mistake|undo|wrong|(?:\w+ ){0,2}not \d+(?: (?:min|mins|minutes))?(?: but| its| it was| it is| rather)? \d+(?: (?:min|mins|minutes))?",
        ),
        within=(
            r"take (?:off|out|away|back) (?:the |that |my )?(?:last|entry|it)|double (?:logged|entry|tapped|clicked)|(?:was|were|is|belongs|meant) (?:\w+ ){0,2}\w+day not (?:for )?(?:to|yester|\w+)day|(?:was|is) (?:only )?\d+ not \d+|not \d+ but \d+|(?:pressed|hit|clicked|tapped|sent|logged|typed) (?:\w+ ){0,3}(?:twice|wrong|double|again)|(?:that|it|this|which) (?:was|is) (?:a )?(?:wrong|mistake|typo|not right|incorrect)|(?:logged|entered|typed|put|wrote|pressed|hit|tapped) (?:in )?(?:\w+ )?(?:too (?:much|many|little|few)|wrong|twice|double)|(?:should|meant) (?:be|have been|to (?:log|say|write|type|press))|i meant|not what i meant|(?:delete|remove|undo|cancel|revert) (?:my |the )?(?:last|entry|log)|wrong (?:button|one|day|number|entry|amount|thing|date)|by (?:mistake|accident)|(?:made|was) a mistake|accidentally",
            r"(?:didnt|did not) mean|(?:take|took) (?:it|that) back|(?:undo|delete|remove|scrap|drop|cancel|revert|erase) (?:(?:\w+ )?(?:\w+s )?(?:log|entry)\b|it|that|this|(?:the |my )?(?:last|latest|previous) (?:one|entry|log|thing)|the last)|(?:pressed?|logged|tapped) (?:it )?twice",
        ),
    ),
    Intent.GIVE_UP: Sayings(
        whole=(rf"{_VERY}(?:bored|boring|pointless|hopeless){_NOW}",),
        within=(
            r"giv(?:e|ing) (?:it |this )?up|(?:is|are) killing me|(?:not|isnt|is not|aint) (?:really )?(?:my thing|my cup|for me)|(?:keep|always|just) forget(?:ting)?|forget everything|ive had enough|gave up|(?:want|going) to quit|(?:cant|cannot) do this|(?:too|this is|its) (?:hard|difficult|much|complicated)(?: for me)?|so (?:hard|difficult|complicated)|hopeless|not for me|too (?:old|late) (?:for|to)|(?:not|never) (?:going to )?work for me|not working for me|(?:im|i am) not made for|(?:does this|is it|is this) (?:even )?(?:worth|make any sense|make sense)|every(?:one|body) (?:else )?is (?:\w+ )?(?:better|faster|smarter|ahead)",
            r"(?:im|i am) (?:so )?(?:terrible|awful|bad|hopeless|useless) at|(?:im|i am|feel) (?:too |so )?(?:stupid|dumb|overwhelmed|discouraged|behind|lost in all this)|not (?:smart|good) enough",
            r"(?:lost|no|lack of) motivation|unmotivated|demotivated|discouraged|overwhelmed|hate (?!to\b)\w+|what(?:s| is) the point|never (?:get|learn|make) (?:it|this)|think(?:ing)? (?:about|of) (?:quitting|stopping)|no progress|cant keep up|not smart|imposter|waste of time",
        ),
    ),
    Intent.STUCK: Sayings(
        whole=(rf"(?:im |i am |i feel )?{_VERY}(?:stuck|confused|lost){_NOW}",),
        within=(
            r"stuck|conflicts?|greek to me|(?:makes?|making) my head|head (?:is )?spin\w*|what even (?:is|are)|wtf (?:is|are)|what (?:does|do) (?!you|i|we|it|this|that|the bot)\w+ (?:do|mean)|(?:my|the) (?:\w+ )?(?:loop|function|program|test|query|import|script) (?:never|doesnt|wont|keeps|always)",
            rf"{_NOT} (?:understand|get (?:it|this|that|how|why|the)|figure|work out|follow|grasp)",
            r"(?:doesnt|does not|wont|isnt|not) work(?:ing)?|(?:wont|cant|cannot|doesnt|does not|couldnt|fails? to|failed to|unable to) (?:\w+ )?(?:install|run|start|import|compile|open|solve|find|fix|load|understand|get|connect|reach|access|push|pull|login|log in|deploy|build)\b",
            r"(?:lost|struggling|problems?|trouble|issues?|difficulties|hard time) (?:in|at|on|with|about|again)|no (?:clue|idea)|(?:a|the|this|some|stupid|weird|nasty|same) (?:\w+ )?(?:bug|traceback|exception)|crash(?:es|ed|ing)?|(?:tests?|code|program|script|build|import|install) (?:keeps? |still )?(?:fail|break|hang)\w*|rejected|permission denied|not found|failed|broken|traceback|syntax ?error|\w+error|throws|(?:dont|do not|didnt|cant) (?:really )?(?:get|understand|see)\b|explain|whats wrong with|why (?:does|is|doesnt|isnt|wont)|hard to (?:understand|follow|grasp)|over my head",
            r"confus(?:ed|ing)|makes no sense|lost here|(?:need help|help me) (?:with|understand)|(?:an?|this|same|some|strange|weird|the) (?:\w+ )?error|keep getting|struggling (?:with|to)|no idea (?:how|what|why)",
        ),
    ),
    Intent.WEEK_DONE: Sayings(
        whole=(
            r"(?:end|finish|close|complete) (?:the|this|my) week(?: please| now)?|(?:the |this |my )?week (?:\w+ )?(?:is )?(?:in the bag|behind me|all done|done|finished|complete|over|ready)",
            r"(?:(?:take me|bring me|go|move|skip|jump|on|move on|continue)(?: on)? (?:to )?)?(?:the )?next week(?: please)?|move on|lets move on|weeks (?:done|finished|over|complete)(?: \w+){0,3}",
        ),
        within=(
            r"week (?:\w+ )?(?:is |was )?(?:wrapped|all done|done|finished|complete|in the bag|ticked)|wrapped up week|(?:done|finished|through|ready|complete|completed)(?: with| for)? (?:the|this|my|that)? ?week(?: \d+)?",
            r"(?:done|finished|through|completed?|ticked)(?: with)? (?:all(?! this$)|everything|every)(?: of)?(?: (?:the|my))?(?: topics?| tasks?)?(?: (?:of |for )?(?:this|the) week)?|(?:all|everything|every topic)(?: is)? (?:ticked|done|finished|checked)|(?:ready|lets go|move on|go) (?:for|to) (?:the )?next week|(?:all|everything) (?:is )?(?:done|finished|ticked) (?:for )?this week",
        ),
    ),
    Intent.TIME: Sayings(
        whole=(
            r"(?:\w+ ){0,4}(?:is |comes? |are )?(?:way |much |a bit |far )?too (?:early|late)(?: for me| in the \w+)?",
        ),
        within=(
            r"(?:dont|do not|never|only) (?:write|message|text|ping|remind)(?: to)?(?: me)? (?:before|after|at|so early|so late|early|late|in the)",
            r"remind(?: to)? me (?:again|twice|once|more|less|only)|(?:later|earlier) start|start (?:later|earlier)|(?:no|dont want|do not want) (?:any )?(?:messages|reminders|prompts|pings) (?:before|after|at|so|in the|early|late)",
            r"(?:write|message|remind|text|ping|prompt|wake)(?: to)? me (?:at|earlier|later|in the|every|before|after)",
            r"(?:move|shift|change|set|push) (?:it|that|them|the \w+) to (?:the |\d+|\w+day|noon|lunch)|(?:change|different|another|move|set|new) (?:the |my |to a |your )?(?:time|hour|reminder(?: time)?|prompt)",
            r"(?:write|remind|message|text)(?: to)?(?: me)? (?:earlier|later|in the (?:morning|evening|afternoon)|at (?:night|\d+))|(?:mornings?|evenings?|nights?|afternoons?|lunch ?time|\d+ ?(?:am|pm)) (?:suits?|works?|is|are|would|dont|doesnt|do not|does not|fits?)|(?:works?|suits|better) (?:for me )?(?:at|in the) (?:\d+|morning|evening|night|afternoon)|(?:send|write) (?:me )?(?:the |my |your )?(?:prompts?|messages?|reminders?) (?:at|in|before|after)|\d+(?: \d\d)?(?: ?(?:am|pm))? (?:would be|is|works|suits|fits) (?:\w+ )?(?:better|good|fine|best|for me|me)|make it (?:at )?\d+|(?:earlier|later) in the (?:day|morning|evening)|when (?:do|will) you (?:write|message|text|send|ping|remind)|reminders? (?:at|in|earlier|later|before|after)|(?:at what|what|which) time (?:do|will) you",
        ),
    ),
    Intent.LATER: Sayings(
        whole=(
            r"(?:(?:maybe|ill do it|remind me|ask me|i will do it|do it|i will|ill study|ill start) )*(?:later|tonight|this evening|in an hour|after (?:work|dinner|lunch|school))(?: today| please| maybe)*",
            r"after(?: \w+){1,7}|in (?:an?|half an|\d+|one|two|a few|some) (?:hours?|min|minutes?|days?)(?: \w+){0,2}",
            r"(?!.* now$)(?:ill|i will|will|gonna|going to|im going to|i plan to|planning to|want to|ill probably|hope to) (?:\w+ ){0,3}?(?:study|do|start|learn|log|code|practi[cs]e|read|work|continue|finish|catch up|try|get|squeeze|manage)(?: \w+){0,6}",
            r"(?:maybe |ok |then )*tomorrow(?: then| maybe| again| morning| evening| for sure| i promise)*|(?:maybe )?(?:not right now|in the evening|on the (?:weekend|train)|at (?:lunch|night|noon)|before bed|when (?:im|i am) home|after (?:\w+ ){0,2}(?:work|dinner|lunch|school|class|gym|bed ?time))",
            r"(?:maybe |perhaps )*later(?: \w+){0,3}",
            r"(?:i )?(?:dont|do not|rather not|wont) (?:want to )?(?:answer|say|talk about)(?: \w+){0,3}|next (?:question|one)|pass|no answer|ask me (?:later|tomorrow|another time|again)(?: \w+){0,2}",
            r"not (?:now|yet)|in a (?:minute|bit|while|moment)|soon|give me a (?:minute|moment|sec(?:ond)?|while)|busy right now",
        ),
    ),
    Intent.STREAK: Sayings(
        within=(
            r"did you (?:log|save|get|record|count|note)|(?:did|does|do|will) (?:yesterday|today|\w+days?|it|that|this|weekends?) (?:\w+ )?count|streak|in a row|freezes?|if i (?:miss|skip|forget)|did i (?:study|do|log|miss|skip)|have i (?:studied|logged|missed)",
        )
    ),
    Intent.NOT_TODAY: Sayings(
        whole=(
            r"(?:not|skip|skipping|nothing|no(?: study(?:ing)?)?|none) (?:it |for )?(?:today|tonight|this evening)",
            r"(?:i )?(?:missed|skipped|forgot)(?: (?:today|yesterday|it|to study|a day|one|again|my|the|session|about it))*",
            r"(?:i need |i want |taking |can i have )?a? ?day off|i was lazy(?: today| yesterday)?|(?:ill|i will) skip(?: it)?(?: today)?",
        ),
        within=(
            rf"{_NOT} {_DO}",
            r"(?:forgot|missed|skipped|skip) (?:to study |it |the day |a day |again )*(?:yesterday|today|again|tonight)|(?<!s )day off|not in the mood|slept in|overslept|not feeling (?:it|like it|up to it|motivated|inspired)|(?:dont|do not|didnt) feel like|procrastinat\w+|(?:was|been|im|i am) (?:so |too |just )?lazy|had no chance|(?:didnt|did not|never) (?:got?|get) (?:to it|around|round)|(?:wasted|lost) the (?:day|evening)|watched (?:netflix|tv|series|youtube)|not a (?:minute|thing|line)|zero (?:today|yesterday|minutes)",
            r"(?:nothing|no study(?:ing)?|not a thing) (?:today|yesterday)|guilty|ashamed|(?:feel|im|i am) bad (?:for|about|that)",
        ),
    ),
    Intent.PROGRESS: Sayings(
        within=(
            r"how far|how close|what i (?:did|have done|studied|logged)|total (?:hours|time|minutes)|(?:hours|minutes|time) so far|how many (?:hours|minutes|days|weeks)|how much (?:have i|did i|time|is left)|my (?:progress|stats|statistics|numbers|hours)",
            r"where am i|(?:which|what) week(?: am i| is it)?|how (?:am i|im|i am) doing|am i on (?:track|time|schedule)|(?:behind|ahead of) schedule|when (?:will|do|am|can|would) i (?:be )?(?:finish|finished|done|ready)|how (?:long|much longer) (?:until|till|will|does|is|to)(?! (?:an?|one|each|todays?|tonights?) (?:evening|day|session|lesson|task|topic))|what(?:s| is) left|what have i done|(?:am i|im) (?:too )?(?:slow|fast|late|behind)\b",
        ),
    ),
    Intent.WHAT_NOW: Sayings(
        whole=(
            r"(?:what|and|so) (?:now|next|today)|surprise me|(?:quick|short|small|easy) (?:one|task|thing)(?: please)?|whats? (?:the plan|up next|on(?: today)?|on for \w+|new|first)",
            r"(?:next|start|begin|go|ready)(?: one| task| topic| now| today| studying| learning| please)*|todays? (?:task|plan|work|topic|lesson)s?",
            r"(?:(?:ok|okay|so|hi|hey) )*lets (?:go|start|begin|do (?:it|this)|study|get started|learn)(?: now| today)?",
        ),
        within=(
            r"what(?! (?:can|do) you)(?:s| is| do i| should i| shall i| can i| am i| are we)?(?: \w+){0,2} (?:now|next|today|do|learn|study|doing|supposed|up next)",
            r"whats? (?:is )?due\b|(?:my|the|todays?) lesson|what(?:s| is)? (?:for |on |the plan for |the task for )?today|(?:which|what) topic|(?:im|i am) ready|ready to (?:go|start|learn|study)",
            r"give me (?:a |some |my )?(?:task|something|work|exercise|topic)|how long (?:does|is|do|will) (?:an?|one|each|todays?|tonights?) (?:evening|day|session|lesson|task|topic)|where (?:do|should|can|shall) (?:i|we) (?:\w+ )?(?:start|begin)|how do i (?:start|begin)|where (?:to|should i) (?:start|begin)",
            r"(?:want|like) to do (?:\d+|ten|five|some|a few|a little|a bit|something)|(?:want|time|going|like) to (?:study|learn|start)|(?:i have|got|have) (?:some |a bit of |a little )?(?:free )?time|something (?:small|easy|short|quick|else|light)|motivate me|(?<!not )feel(?:ing)? (?:really |so |pretty )?(?:great|good|motivated|energi[sz]ed|pumped|fresh|productive)(?: today| now| tonight)?$|(?:want|like|trying|hope|hoping) to (?:become|be|get|land|find) (?:a|an|my|into)\b|what (?:do|should|can|will) (?:i|we) (?:need to |have to )?build|(?:i )?(?:only |just )?(?:have|got) (?:only |just |about |like )?(?:\d+|an?|half an|ten|five|fifteen|twenty|thirty|a few|two|one) ?(?:min|mins|minutes?|m|h|hours?)\b|(?:im|i am) bored|lets (?:learn|do|study|go|start|get)(?! (?:the |a |my )?(?:weekly|week|check|project))",
        ),
    ),
    Intent.WHO: Sayings(
        within=(
            r"(?:told me|heard|read) about (?:you|this|waymark)|recommended (?:you|this)|all this about|(?:who|what) (?:are you|am i (?:talking|writing|speaking) (?:to|with))|what (?:can|do) you do|(?:are you|you are|youre|is this) (?:a |an )?(?:real )?(?:bot|robot|ai|human|real|chatgpt|person|machine|program)",
            r"(?:whats|what is) (?:this|waymark|your name|that all about)|who is this|who (?:made|built|wrote|runs|created) (?:you|this|it|waymark)|(?:do|can) you (?:think|understand|feel|read)|are you (?:still )?(?:alive|there|human|free|awake|around)|(?:do|must) i (?:have to )?pay|(?:what|how much) (?:does|do) (?:it|this|that|you|waymark) cost|how much is (?:it|this)$|(?:is|are) (?:this|it|you) free",
        ),
    ),
    Intent.CHANGE: Sayings(
        whole=(
            rf"{_VERY}(?:fast|slow|easy)(?: for me)?|(?:the |my )?(?:settings|options|preferences)",
        ),
        within=(
            r"check ?in (?:be |to |come |day )?(?:on|at|to) (?:\w+day|\d+)|(?:less|fewer|more) to do\b|less (?:per|a|each) (?:day|evening|week)|(?:want|like|prefer|can i|can we|could i|could we|may i)(?: to)? (?:switch|swap|change)\b(?! off)",
            r"(?:switch|change|go) (?:down |up )?to \w+ (?:days|hours|evenings|nights)|(?:want|like|prefer) (?:to do )?the \w+ (?:one|roadmap|path|track)|(?:swap|switch|change|move) to (?:the |a |another |that )?(?:\w+ )?(?:one|roadmap|course|path|track)|(?:change|switch|edit|adjust|set|different|another|other|new|pick|choose|update) (?:my |the |a |to a |to another |your |which )?(?:\w+ )?(?:roadmap|course|days?|pace|zone|timezone|settings|plan|speed|schedule|language|name|city|country|rhythm|path)",
            r"(?:fewer|(?<!\d )more|less|other|only) (?:study )?(?:days|hours|time|minutes|topics|work)(?: (?:a|per|each|every))?|(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?) (?:dont|doesnt|do not|does not|no longer|wont|never|cant|are|is) (?:\w+ )?(?:work|suit|good|possible|fit|bad|free|off|happen|busy)|(?:study|learn|work) on (?:the )?(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?) (?:too|as well|instead|only)|(?:too|as) many (?:topics|hours|days)|only (?:have |do |study |manage |work |free )?(?:on |at )?(?:the )?(?:weekends|weekdays|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)|(?:too|goes|going|its|is) (?:\w+ )?(?:fast|slow) ?(?:for me)?|(?:easier|harder|lighter|faster|slower) (?:plan|pace|roadmap|weeks?|topics?|tasks?)",
        ),
    ),
    Intent.PROUD: Sayings(
        whole=(
            rf"(?:{_VERY}(?:proud|happy|excited|relieved)(?: \w+){{0,3}})|(?:i )?(?:did it|made it|got it|nailed it|cracked it)(?: \w+){{0,2}}",
        ),
        within=(
            r"(?:it|that|this|code|everything|program|script|app) (?:finally )?(?:works|worked|runs)\b|finally (?:works|understood|understand|get|got|clicked)|i (?:finally |now )?(?:understand|get) (?:it|this|that|\w+) (?:now|finally)|(?:got|landed|found) (?:a|the|my|an) (?:\w+ )?(?:job|offer|interview|internship)|passed (?:the|my|an) |(?:going|goes|went) (?:really |so |very |pretty )?(?:well|great|smoothly)\b|(?:loving|enjoying|liking) (?:it|this|every)|having fun|(?:pr|pull request|code|patch) (?:got |was |is |has been )?(?:merged|accepted|approved)|tests (?:are |all |now )*(?:green|pass(?:ed|ing)?)\b|(?:is|went|its) live\b|got (?:the |a |my )?certificate|it clicked|makes sense now|new record|best (?:day|week)|proud of",
        ),
    ),
    Intent.HELP: Sayings(
        whole=(
            r"(?:show (?:me )?)?(?:the |all )?(?:commands?|menu|options|instructions)",
            r"(?:\w+ ){0,3}help(?: \w+){0,2}",
        ),
        within=(
            r"how (?:can|could|do|should|would) (?:i|we|one) (?:use|log|change)|how (?:does|do) (?:this|it|you)|what (?:can|could) (?:you|i)|how (?:can|could) you help|(?<!learned )(?<!learnt )how to (?:use|log|change)|(?:does|do|will|can) (?:this|it|you) (?:work|run) (?:on|with|in)|what else",
        ),
    ),
    Intent.BYE: Sayings(
        whole=(
            r"(?:ok |okay |well )?(?:good ?night|bye(?: bye)?|goodbye|see (?:you|ya)|cu|ciao|night|later then|gn|off to bed|going to bed|sleep (?:well|tight)|sweet dreams|nighty night|have a (?:good|nice|great) \w+|thats (?:it|all)|enough|im off|im done|talk (?:to you )?(?:later|tomorrow))(?: \w+){0,3}",
            r"until tomorrow|till tomorrow|done for (?:today|now|tonight|the day)",
        ),
    ),
    Intent.HELLO: Sayings(
        whole=(
            rf"{_GREETING}(?: (?:there|waymark|bot|coach|again|everyone|all|you|how are you|today|my friend|friend|mate|buddy|to you))*",
        ),
    ),
    Intent.UNSURE: Sayings(
        whole=(
            r"(?:i )?(?:dont know|do not know|cant (?:remember|say|tell)|cannot (?:remember|say|tell)|forgot|have no idea|not sure|no idea|no clue|who knows|hard to say|whatever|meh|hm+|no comment)(?: (?:yet|really|how long|exactly|anymore|sorry))*",
        ),
    ),
    Intent.YES: Sayings(
        whole=(
            r"(?:yes|yep|yeah|yup|sure|ok|okay|k|alright|all right|fine|of course|please do|do it|y|go ahead|sounds good|deal|agreed|right|(?:thats|that is|looks|all) (?:right|correct|good|fine)|correct|exactly|mhm|uh huh|absolutely|definitely|sure thing|why not|gladly)(?: please| thanks| then| do it| go| lets go)*",
        ),
    ),
    Intent.NO: Sayings(
        whole=(
            r"(?:no|nope|nah|n|not really|never ?mind|forget it|cancel|dont|no way|rather not|better not|(?:im )?not interested)(?: thanks| thank you| please| not interested| not now)*",
        ),
    ),
    Intent.THANKS: Sayings(
        whole=(
            rf"{_VERY}(?:great|good|good to know|cool|nice|awesome|perfect|wow|super|good bot|well done|amazing|excellent|brilliant|lovely|yay|woohoo|haha|lol|good job|interesting|got it|i see|understood|noted|makes sense)(?: \w+){{0,3}}",
        ),
        within=(
            r"thanks|thank you|thx|ty|ta|cheers|much appreciated|merci|danke|gracias|you rock|you are (?:a |the |so |very |really )*(?:star|legend|gem|hero|best|great|helpful|nice|kind|awesome|sweet|angel|cool|good|lovely)|youre (?:a |the |so |very |really )*(?:star|legend|gem|hero|best|helpful|nice|kind|awesome|sweet|angel|cool)|love (?:you|it|this)|you are (?:great|the best)|youre (?:great|the best)",
        ),
    ),
}
