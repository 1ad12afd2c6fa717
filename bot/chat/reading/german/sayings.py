"""How people say things in German: study they tell of, shorthand, names of pages (promise 8.2)."""

from typing import Final

from bot.chat.reading.emoji import EMOJI
from bot.chat.reading.german.cues import CUES
from bot.chat.reading.german.errands import ERRANDS
from bot.chat.reading.german.intents import INTENTS
from bot.chat.reading.spelling import spellings, spelt
from bot.chat.reading.vocabulary import PlainWords

_DID: Final = (
    "gelernt geübt gemacht gearbeitet programmiert gecodet gecoded gelesen verbracht geschafft erledigt fertig "
    "abgeschlossen beendet geschrieben gebaut gelöst wiederholt durchgearbeitet durchgelesen angeschaut "
    "angesehen geguckt geschaut debuggt gedebuggt refaktoriert refactored getestet ausprobiert probiert "
    "umgesetzt implementiert eingebaut repariert behoben investiert reingesteckt gesessen drangesessen "
    "getüftelt gebastelt gepusht deployt veröffentlicht begonnen angefangen trainiert gepaukt gebüffelt "
    "reingehauen durchgezogen hinbekommen hingekriegt weitergemacht beschäftigt studiert geknobelt eingerichtet"
)

_MEANT: Final = {
    "bitte": "bidde biddö bitt pls plz",
    "danke": "dnke dankee thx thanks",
    "nicht": "net nich ned nit nciht",
    "nichts": "nix nüscht nischt nixx",
    "habe": "hb",
    "keine": "koa koane",
    "vielleicht": "vllt vlt villeicht vieleicht",
    "auf jeden fall": "afj aufjedenfall",
    "keine ahnung": "ka",
    "morgen": "mrgn morgn",
    "heute": "heut hoite",
    "gerade": "grad grade grd",
    "eigentlich": "eigtl eig eigendlich",
    "irgendwie": "iwie",
    "irgendwas": "iwas",
    "irgendwann": "iwann",
    "weiss nicht": "wn weissnich",
    "schon": "scho",
    "nachher": "nacher",
    "entschuldigung": "sorry sry sori tschuldigung tschuldige",
    "wochenende": "we",
    "minuten": "minutn",
    "ist": "is",
    "wieder": "wida wiedr",
    "gelernt": "gelehrnt gelerrnt",
    "ich": "i isch",
    "mir gehts": "mirgehts",
    "viel": "vil",
}
_SHORTHAND: Final = {short: word for word, each in _MEANT.items() for short in each.split()}
"""What hurried fingers write for a word."""

_SHOWN: Final = {
    **dict.fromkeys(("woche", "wochenplan", "themen", "diese woche"), "week"),
    **dict.fromkeys(("heute", "tagesplan", "aufgabe"), "today"),
    **dict.fromkeys(("fortschritt", "statistik", "zahlen", "stand"), "progress"),
    **dict.fromkeys(("plan", "zeitplan", "termine", "prognose", "kalenderdaten"), "plan"),
    **dict.fromkeys(("tagebuch", "journal", "rückblicke", "antworten", "notizen"), "journal"),
    **dict.fromkeys(("einstellungen", "optionen", "erinnerungen"), "settings"),
    **dict.fromkeys(
        ("links", "bücher", "seiten", "lesestoff", "material", "quellen", "ressourcen"), "resources"
    ),
    **dict.fromkeys(("roadmap", "roadmaps", "lernpläne", "lernplan", "kurse", "wege"), "roadmaps"),
    **dict.fromkeys(("kalender", "kalenderdatei", "ics"), "calendar"),
    **dict.fromkeys(("checkliste", "jobcheckliste"), "checklist"),
    **dict.fromkeys(("projekt", "projektauftrag"), "project"),
    **dict.fromkeys(("wochenrückblick", "rückblick", "check in", "checkin"), "checkin"),
}
"""What people call a page, and the command that shows it."""

_COMMANDS: Final = {
    **dict.fromkeys(("fertig", "erledigt", "gemacht", "gelernt"), "done"),
    "heute": "today",
    "woche": "week",
    "hilfe": "help",
    **dict.fromkeys(("stopp", "stop"), "stop"),
    "fortschritt": "progress",
    "serie": "streak",
    "einstellungen": "settings",
    "wochenrückblick": "checkin",
    "rückgängig": "undo",
    "tagebuch": "journal",
    "checkliste": "checklist",
    "kalender": "calendar",
    "fokus": "focus",
    "pausiere": "pause",
}

PLAIN_WORDS: Final = PlainWords(
    intents={**ERRANDS, **INTENTS},
    cues={intent: frozenset(words.split()) for intent, words in CUES.items()},
    studied=(
        *_DID.split(),
        r"\w+ (?:pomodoros|pomos)|lernte|übte|las|arbeitete|programmierte|schrieb|baute|dran gesessen|drangeblieben|am lernen|beim lernen|in python gesteckt|war ich dran|durch\b",
    ),
    ahead=(
        r"^(?:vielleicht )?in (?:einer?|einem|\d+|zwei|ein paar)|werde|wird|will|wollte|würde|möchte|soll|sollte|könnte|kann|muss|müsste|darf|plane|geplant|vorhabe?|vor habe|versuche",
        r"vielleicht|morgen|übermorgen|falls|wenn|ob|hoffe|hoffentlich|lass|wie|warum|was|wann|welche\w*|hast du|normalerweise|meistens|jede[nrs]?|immer|später|nachher|gleich|noch zu|lernen möchte",
    ),
    never=(
        r"nicht|nichts|nix|nie|niemals|kein|keine|keinen|keiner|ohne|kaum|vergessen zu|verpasst|ausgelassen|geschwänzt|statt",
        r"(?:netflix|serien?|fern|fußball|filme?|youtube) (?:geschaut|geguckt|gesehen)|gespielt|gezockt|geschlafen|gescrollt|gekocht|geputzt|gependelt|gefahren|eingekauft|gewartet|gereist|ferngesehen",
    ),
    spent=(r"\w*ge\w{2,}(?:t|en)|\w{3,}iert",),
    had=(r"(?:ich |wir )?(?:hab|habe|haben|hätte|ist|sind)(?: \w+){0,4}",),
    not_study=(
        r"(?:\w+ ){0,3}(?:nicht|nix|nie)\b|(?:\w+ ){0,4}(?:geschlafen|gezockt|gespielt|gewartet|gefahren|telefoniert|ferngesehen|gependelt|gekocht|geputzt|gejoggt|gelaufen|gebraucht|gepennt|gestanden)\b",
        r"(?:lang |\w+ )?(?:schicht|fahrt|flug|meetings?|pendeln|verspätung|verspätet|zu spät|spät|schlaf|schlafen|autofahrt|stau|überstunden|fernsehen|netflix|übrig|noch|her|früher|pause|sport|joggen|laufen|yoga|fitness|gym|einkaufen|kochen|putzen|haushalt|garten|büro|dienst)\b|(?:lang )?arbeit\b(?! (?:an|am|mit)\b)",
        r"(?:am|pro|jeden|jede) (?:tag|abend|nacht|woche|werktag|morgen)|(?:ist|sind|war|waren) (?:zu|alles|mir|nicht|genug|viel|lang|mein)|reicht|reichen|zu (?:viel|lang|wenig|kurz)|ab jetzt|bis|bitte|lernen (?:will|möchte|muss|soll|werde|kann)",
    ),
    requests=(
        r"(?:(?:kannst|könntest|würdest) du |kann ich |ich will |ich möchte |ich muss )?(?:bitte )?(?:trag|trage|notier|notiere|logge?|schreib|schreibe|zähl|zähle|speicher|speichere|füg|vermerke?)\b(?: (?:mir|mich|das|bitte|mal|noch|doch|ein|hinzu|auf|für))*|(?:bitte )?(?:eintragen|notieren|loggen|aufschreiben|nachtragen)|vergessen (?:\w+ ){0,2}(?:einzutragen|zu loggen|zu sagen|zu notieren|aufzuschreiben|nachzutragen)",
        r"(?:nicht|kein) (?:mehr|länger) als|mehr (?:ging|war|habe ich|hab ich|wurde\w*) (?:heute |leider |es )*(?:nicht|nicht drin|nicht geschafft)?|statt (?:der |den )?(?:üblichen |sonst )?\w+",
    ),
    breaks=frozenset(
        [
            "aber",
            "und",
            "dann",
            "also",
            "weil",
            "obwohl",
            "jedoch",
            "danach",
            "+",
            "&",
            "plus",
            "doch",
        ]
    ),
    contrasts=spellings(["aber", "obwohl", "jedoch", "trotzdem", "allerdings", "dafür", "doch"]),
    before=(
        r"(?:ich )?(?:hab|habe) mich|mich|(?:ich )?(?:hab'?s?|habe|bin|war|saß)(?: ich)?|i|wir|haben|hatte|ich (?:glaube|denke|schätze)|also|so|ok|okay|na|naja|hey|hi|hallo|und|eben|gerade|grad|nur|heute|heut|gestern|jetzt|nun|endlich|noch|etwa|ungefähr|rund|circa|ca|dann|aber|doch|es|das|die|der|den|gut|knapp|fast|volle|ganze|vielleicht|immerhin|wenigstens|schon|auch|wieder|trotzdem|dafür|schnell|kurz|mal|puh|uff|sorry|juhu",
        *_DID.split()[:14],
        r"mit|an|am|bei|für|in|im|ein|eine|einen|bisschen|etwas|trag|trage|eintragen|bitte|mein|meine|dem|der|zu|zum|ja|dies|diese|von|über|auf|lernzeit|session|einheit|lernen",
    ),
    asks=(
        r"wie|was|warum|wieso|weshalb|wann|wo|wohin|woher|welche|welcher|welches|wer|wen|wem|kann|kannst|könnte|könntest|ist|sind|darf|soll|sollte|muss|hast|habe|hab|gibt|gibts|bist|wird|werde|machst|wozu|womit|worum",
    ),
    for_=("für", "noch", "weitere"),
    more=frozenset({"mehr", "extra", "dazu", "obendrauf"}),
    shorthand=_SHORTHAND,
    fillers=(
        r"sorry|entschuldigung|ok|okay|hey|hi|hallo|na|naja|also|so|äh+m*|ähm|oh|ach|hm+|bitte|lol|ha(?:ha)*|ehrlich|ehrlich gesagt|eigentlich|nur|mal|coach|waymark|bot|mann|alter|digga|du|leute|puh|uff|tja|servus|moin",
        r"übrigens|und|aber|nee|nö|ja|nein|dann|doch|halt|eben|echt|wirklich|gerade|jetzt|wieder|danke|gell|oder|ne|vielleicht|heute|gern|gerne|leider|irgendwie|ehrlich|gesagt|mist|verdammt",
    ),
    tried=frozenset({"versucht", "probiert", "leider", "wieder", "weiter", "später", "sieben"}),
    emoji=EMOJI,
    show=(
        r"zeig(?:e|st|en)?(?: du)?(?: mir)?|öffne|gib(?: mir)?|geh zu|wo (?:ist|sind|finde ich)|(?:ich )?(?:will|möchte|brauche|hätte gern)|lass mich|schau|guck|sieh|was ist|was sind|liste|lies|kann ich|kannst du(?: mir)?|schick(?: mir)?|mach",
        r"der|die|das|den|dem|mein|meine|meinen|meinem|diese|diesen|bitte|mal|alle|in|im|unsere|sehen|zum|zur|zu|ins|nach",
    ),
    shown=_SHOWN,
    commands=spelt(_COMMANDS),
    reserved=spellings(
        [
            "skip",
            "überspringen",
            "auslassen",
            "abbrechen",
            "stopp",
            "stop",
            "ende",
            "beenden",
            "raus",
        ]
    ),
    polite=("bitte|es|das|diese|diesen|die frage|jetzt|erstmal|danke",),
    behind=(
        r"(?:[a-zäöüß]*ge[a-zäöüß]{3,}(?:t|en))|heute|gestern|bisher|jetzt|schon|für|an|am|mit|von|gemacht|gelernt|geübt|verbracht|gearbeitet|gesessen|geschafft|erledigt|fertig|damit|daran|dran|drin|bitte|und|aber|dann|insgesamt|zusammen|lang|gewesen|investiert|reingesteckt|hinbekommen|durchgezogen|abend|früh|ein",
        r"sorry|(?:ich )?(?:glaube|denke|schätze|meine)(?: ich)?|lol|haha|puh|ist|war|wars|das wars|wahrscheinlich|vielleicht|oder so|besser als nichts|immerhin|wenigstens|ungelogen|vergessen (?:einzutragen|zu loggen|zu sagen|zu notieren)|eintragen|eingetragen|notieren|ich",
    ),
)
