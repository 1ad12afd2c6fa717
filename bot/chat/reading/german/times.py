"""German words for times and days."""

import re
from fractions import Fraction
from typing import Final

from bot.chat.reading.spelling import spellings, spelt
from bot.chat.reading.vocabulary import Vocabulary

_ONES: Final = "ein zwei drei vier fünf sechs sieben acht neun"
_TO_TWENTY: Final = (
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn"
)
_TENS: Final = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_DAYTIMES: Final = "morgen früh vormittag mittag nachmittag abend nacht"
_WEEKDAYS: Final = "montag dienstag mittwoch donnerstag freitag samstag sonntag"
_FEW: Final = "ein paar", "einigen", "paar", "mehreren", "wenigen"


def _numbers() -> dict[str, int]:
    """`eins` to `neunhundertneunundneunzig`, as they are spoken in one word."""
    small = {word: number for number, word in enumerate(_TO_TWENTY.split(), 1)}
    for ten, tens in enumerate(_TENS.split(), 2):
        small[tens] = 10 * ten
        for one, ones in enumerate(_ONES.split(), 1):
            small[f"{ones}und{tens}"] = 10 * ten + one
    hundreds = {"hundert": 100} | {
        f"{ones}hundert": 100 * one for one, ones in enumerate(_ONES.split(), 1)
    }
    large = {
        f"{hundred}{joint}{word}": count + number
        for hundred, count in hundreds.items()
        for word, number in {"ein": 1, **small}.items()
        for joint in ("", "und")
    }
    return {"null": 0, "zwo": 2, **small, **hundreds, **large}


def _fractions() -> dict[str, Fraction]:
    """`anderthalb`, `zweieinhalb`, `dreiviertel`."""
    halves = {
        f"{ones}einhalb": Fraction(2 * one + 1, 2) for one, ones in enumerate(_ONES.split(), 1)
    }
    halves |= {
        f"{ones}undeinhalb": half for ones, half in zip(_ONES.split(), halves.values(), strict=True)
    }
    ended = {f"anderthalb{end}": Fraction(3, 2) for end in ("", "e", "en", "er", "es")}
    return {**halves, **ended, "dreiviertel": Fraction(3, 4)}


def _split(words: str) -> frozenset[str]:
    return spellings(words.split())


def _days() -> dict[str, str]:
    found = {"heute": "today", "heut": "today", "gestern": "yesterday"}
    found |= {f"heute {part}": "today" for part in _DAYTIMES.split()}
    found |= {f"gestern {part}": "yesterday" for part in _DAYTIMES.split()}
    found |= {f"vorgestern {part}": "2" for part in _DAYTIMES.split()}
    found |= dict.fromkeys(
        ("diesen abend", "vorhin", "eben", "gerade eben", "heute schon"), "today"
    )
    found |= dict.fromkeys(("letzte nacht", "gestern spät", "gesternabend"), "yesterday")
    found |= {"vorgestern": "2", "vorvorgestern": "3"}
    found |= {f"morgen {part}": "tomorrow" for part in _DAYTIMES.split()}
    return found | {"morgen": "tomorrow", "übermorgen": "day after tomorrow"}


VOCABULARY: Final = Vocabulary(
    hours=_split("h std stdn stunde stunden stündchen st"),
    minutes=_split("m min mins minute minuten minütchen ' ’ ′"),  # noqa: RUF001 -- people type each of them
    not_minutes=_split(
        "s sek sekunde sekunden d tag tage tagen w woche wochen monat monate monaten jahr jahre prozent "
        "seite seiten kapitel pomodoro pomodoros"
    ),
    single=_split("sekunde tag woche monat jahr seite kapitel einheit"),
    numbers=spelt(_numbers()),
    fractions=spelt(_fractions()),
    lengths={
        **dict.fromkeys(("viertelstunde", "viertelstunden", "viertelstündchen"), 15),
        **dict.fromkeys(("halbstunde", "halbestunde"), 30),
        **dict.fromkeys(("dreiviertelstunde", "dreiviertelstunden"), 45),
    },
    hundred=frozenset(),
    article=_split("ein eine einen einer eines einem ne nen ner 'ne die der das"),
    full=_split("gute volle ganze knappe weitere gut ganzen guten vollen weiteren knappen"),
    half=_split("halb halbe halben halbes halber"),
    quarter=_split("viertel"),
    couple=frozenset(),
    of=frozenset(),
    and_=_split("und & + u plus"),
    about=_split(
        "etwa ungefähr ca circa zirka rund knapp fast gut so vielleicht mindestens höchstens nur noch "
        "insgesamt genau bestimmt für über um gegen maximal minimal schätzungsweise wohl ~ ≈ > ≥"
    )
    | spellings(
        {"um die", "so um die", "mehr als", "bis zu", "gute", "knappe", "mehr oder weniger"}
    ),
    or_so=spellings(
        {"oder so", "ungefähr", "etwa", "insgesamt", "lang", "gesamt", "zusammen", "circa", "ca"}
    ),
    ish=frozenset(),
    to=_split("bis oder"),
    between=spellings({"zwischen", "weniger als", "unter", "keine", "nicht mal", "nicht einmal"}),
    counted=_split(
        "seiten aufgaben übungen fragen katas kapitel videos lektionen tests commits karten karteikarten "
        "wörter beispiele funktionen abschnitte schritte mal male sitzungen runden blöcke vorlesungen "
        "einheiten themen quizze tutorials probleme zeilen einträge dinge sachen leute"
    ),
    vague=spellings({"paar", "einige", "mehrere", "viele", "wenige"}),
    whole_days=spellings(
        {"den ganzen tag", "ganzen tag", "der ganze tag", "halben tag", "einen halben tag"}
        | {
            f"{whole} {part}"
            for whole in ("den ganzen", "ganzen")
            for part in ("abend", "nachmittag")
        }
    ),
    days=spelt(_days()),
    vague_days=spellings(
        {"letzte woche", "letzten monat", "letztes wochenende", "am wochenende", "diese woche"}
        | {"das wochenende", "neulich", "die letzten tage", "in letzter zeit", "vorletzte woche"}
        | {f"vor {few} {unit}" for few in _FEW for unit in ("tagen", "wochen")}
    ),
    daytimes=_split(f"{_DAYTIMES} morgens vormittags mittags nachmittags abends nachts"),
    the=_split("der die das den dem des"),
    polite=_split("bitte danke biddö"),
    on=_split("am an zum im"),
    then=_split("dann danach"),
    leads_away=_split("von vom aus seit bis für wie als vor nach über zu zum gegen"),
    last=_split(
        "letzten letzte letzter letztem letztes vorigen vorige vergangenen vergangene diesen diese dieses"
    ),
    next=_split("nächsten nächste nächster nächstem kommenden kommende kommender"),
    same=_split(
        "gleiche gleichen gleicher selbe selben dieselbe derselben nochmal bleibe bleib bleiben"
    ),
    ago=frozenset(),
    ago_first=_split("vor"),
    returns=spellings(
        {f"{back} {on}" for back in ("zurück", "wieder", "da", "dabei") for on in ("am", "ab")}
    ),
    until=_split("bis"),
    end=_split("ende"),
    clock=_split("um ab gegen von zwischen seit vor nach bis kurz"),
    oclock=_split("uhr"),
    half_to=_split("halb"),
    past=_split("nach"),
    short_of=_split("vor"),
    clock_names={"mittag": 12, "mitternacht": 0},
    not_then=_split("zu nicht nie niemals früh spät"),
    evening=_split("abend abends nachmittag nachmittags abende"),
    day_units={
        **dict.fromkeys(_split("d t tag tage tagen"), 1),
        **dict.fromkeys(_split("w woche wochen wo"), 7),
        **dict.fromkeys(_split("monat monate monaten monats"), 30),
    },
    weekdays=spelt(
        {
            f"{day}{part}": number
            for number, day in enumerate(_WEEKDAYS.split())
            for part in ("", "s", *_DAYTIMES.split())
        }
        | {"sonnabend": 5, "mitwoch": 2}
    ),
    doubtful=_split("so do"),
    months=spelt({"jänner": 1, "feber": 2, "märz": 3, "mär": 3, "mrz": 3, "sept": 9}),
    settings=spelt(
        {
            "bis": "to",
            "und": "and",
            "um": "at",
            "uhr": "",
            "von": "",
            "am": "",
            "ab": "",
            "nur": "",
            "jeden tag": "daily",
            "alle tage": "daily",
            "täglich": "daily",
            "immer": "daily",
            "werktags": "weekdays",
            "wochentags": "weekdays",
            "unter der woche": "weekdays",
            "werktage": "weekdays",
            "wochenende": "weekend",
            "am wochenende": "weekend",
            "wochenends": "weekend",
            "an": "on",
            "ein": "on",
            "ja": "on",
            "aus": "off",
            "nein": "off",
            "keine": "off",
            "hell": "light",
            "dunkel": "dark",
            "langsam": "slow",
            "schnell": "accelerated",
            "schneller": "accelerated",
            "normal": "standard",
        }
    ),
    many=re.compile(r"[a-zäöü]{2,}(?:ungen|aben|agen|iten|ionen|eos|apitel)"),
    such=_split("mehr weitere andere kleine lange kurze neue leichte schwere große"),
    not_many=frozenset(),
)
