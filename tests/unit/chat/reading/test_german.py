"""German as people write it: study, days, times, settings, and what they want (promises 8.1, 8.2)."""

import re
from datetime import date, time

import pytest

from bot.chat.reading.amounts import read_minutes
from bot.chat.reading.clocks import time_in
from bot.chat.reading.days import DayOfMonth, DaysBack, LastWeekday, When, read_day, read_when
from bot.chat.reading.intents import meaning_of
from bot.chat.reading.languages import plain_words
from bot.chat.reading.spans import DaySpan, read_span_text
from bot.chat.reading.values import in_writing
from bot.chat.reading.vocabulary import Intent
from bot.chat.translate import languages
from bot.domain.preferences import READ
from bot.errors import CoachError

SAID = {
    Intent.TIMER: "starte einen Timer für 25 Minuten|Fokus 40 Minuten bitte|Timer stoppen",
    Intent.SICK: "bin krank|mein Sohn hat Fieber|seit gestern flach mit Magen-Darm|Rücken tut weh, kann nicht sitzen|fühl mich heute echt mies",
    Intent.SAD: "mein Hund ist gestorben|mieser Tag heute",
    Intent.TIRED: "brauche dringend Schlaf|bin nach der Schicht total platt|hab kaum geschlafen, das Baby|bin so muede",
    Intent.HOLIDAY: "fliege morgen nach Oslo|ab morgen zwei Wochen Italien ohne Laptop|sind bis zum 20. bei den Schwiegereltern|bin am Montag wieder da|wieder zurück am 20.|komme übermorgen zurück",
    Intent.BUSY: "heute keine Zeit|Deadline am Freitag, land unter|wir ziehen diese Woche um|viel zu tun auf Arbeit",
    Intent.GIVE_UP: "ich schaff das nie|wozu mache ich das überhaupt|keine Motivation mehr|zu schwer für mich",
    Intent.STOP: "bitte keine Erinnerungen mehr|lass mich in Ruhe|lass mich eine Woche in Ruhe|lass mich bitte bis Freitag in Ruhe|hör auf mir zu schreiben",
    Intent.PAUSE: "kann ich zwei Wochen Pause machen?|pause bis montag|ich brauche 30 Minuten Pause",
    Intent.BACK: "bin wieder da!|ich bin zurück aus dem Urlaub|sorry, war lange weg|bin seit Montag zurück|bin ja endlich wieder zurück",
    Intent.STUCK: "was ist ein Decorator?|kapier Rekursion einfach nicht|ich komme nicht weiter|mein Skript stürzt in Zeile 4 ab|flask startet nicht auf Port 5000",
    Intent.WEEK_DONE: "Woche 3 ist durch|alles abgehakt|nächste Woche bitte",
    Intent.MISTAKE: "ups, vertippt|das sollten 30 sein nicht 300|aus Versehen doppelt gedrückt",
    Intent.WHAT_NOW: "was steht heute an|hab nur 10 Minuten|gib mir was Kleines|was soll ich heute machen?",
    Intent.TIME: "8 Uhr ist mir zu früh|erinner mich bitte um halb acht|kannst du abends schreiben?",
    Intent.LATER: "später|morgen lern ich zwei Stunden|nicht jetzt, vielleicht heute Abend|ich will morgen 2 Stunden lernen",
    Intent.NOT_TODAY: "kein bock|hab's heute nicht geschafft|die 30 Minuten hab ich nicht geschafft|hab gestern vergessen zu lernen",
    Intent.PROGRESS: "wie weit bin ich?|wie viele Stunden habe ich schon?|in welcher Woche bin ich",
    Intent.STREAK: "ist meine Serie weg?",
    Intent.HELP: "wie funktioniert das hier|wie benutze ich das",
    Intent.WHO: "bist du ein Bot?|was kostet das eigentlich",
    Intent.CHANGE: "anderer Lernplan|zu langsam für mich",
    Intent.PLACE: "bin nach Wien umgezogen|ich wohne jetzt in Zürich",
    Intent.PROUD: "es läuft endlich!|Tests sind grün|endlich verstanden wie Generatoren gehen!",
    Intent.THANKS: "tausend Dank|super",
    Intent.BYE: "schlaf gut|bis morgen",
    Intent.HELLO: "moin|Guten Abend!",
    Intent.UNSURE: "keine Ahnung|weiß nicht",
    Intent.YES: "ja|passt|klaro",
    Intent.NO: "nee|ne lass mal",
    Intent.ERASE: "lösch meine Daten|lösch alles|bitte alles löschen",
    Intent.EXPORT: "schick mir meine Daten",
    Intent.REVIEW: "frag mich ab",
    Intent.OTHER_WEEK: "ich bin in Woche 5",
    Intent.OFFLINE: "mein Laptop ist kaputt|das Internet ist ausgefallen|Stromausfall seit heute Mittag|Rechner in Reparatur",
    Intent.GROUP: "gibt es Lerngruppen?|kann ich mit Freunden lernen?|kann mein Bruder mitmachen?",
    Intent.KNOWN: "das kenne ich schon alles|ich kann schon Python|nichts Neues für mich dabei",
    Intent.BEGINNER: "ich bin blutiger Anfänger|hab noch nie programmiert|ist Python schwer zu lernen?",
    Intent.LITTLE: "reichen 10 Minuten am Tag?|ist es ok, wenn ich nur zehn Minuten lerne?",
}
"""Sentences, made up as people write them."""

DAYS = "sonntags kann ich nicht|ich hab nur am Wochenende Zeit|bitte keine Nachrichten am Sonntag|andere Lerntage bitte"
"""Days that may as well be an answer, so that nothing is sure of them."""

STUDY: dict[str, tuple[int | None, When | None, str]] = {
    "fertig": (None, None, ""),
    "ich hab 40 Minuten gemacht": (40, None, ""),
    "hab heute ne Stunde Flask gelernt": (60, "today", "Flask"),
    "gestern 1,5 h SQL geübt": (90, "yesterday", "SQL"),
    "25 gestern": (25, "yesterday", ""),
    "anderthalb Stunden mit Git verbracht": (90, None, "Git"),
    "ne Viertelstunde gelesen": (15, None, ""),
    "am Samstag hab ich 2 Std. gebaut": (120, LastWeekday(5), ""),
    "von 19 bis 20:30 Uhr gelernt": (90, None, ""),
    "von 19 bis 20 Uhr 3 Katas gelernt": (60, None, "3 Katas"),
    "2 Stunden Python, dann noch 30 min Git": (150, None, "Python, dann Git"),
    "30 min Git und dann 20 mehr": (50, None, "Git"),
    "trag bitte 45 Minuten für gestern ein": (45, "yesterday", ""),
    "vorgestern 40 Minuten OOP": (40, DaysBack(2), "OOP"),
    "hab mich gestern anderthalb Stunden mit Decorators rumgeschlagen": (
        90,
        "yesterday",
        "Decorators",
    ),
    "I studied 2 hours": (120, None, ""),
    "2 hours flask yesterday": (120, "yesterday", "flask"),
}

NO_STUDY = (
    "die 30 Minuten hab ich nicht geschafft|2 Stunden Netflix geschaut|90 Minuten joggen|"
    "hab 3 Stunden auf den Zug gewartet|nach 2 Stunden Meeting keine Kraft mehr|will heute 30 Minuten schaffen|"
    "heute noch 20 Minuten?|ich lerne jeden Tag 30 Minuten|ich muss noch 2 Stunden arbeiten|"
    "hab heute keine 20 Minuten geschafft|in 30 Minuten fange ich an|hab nur 10 Minuten"
)
"""What tells of time, and not of study that was done."""


@pytest.mark.parametrize("intent", SAID, ids=str)
def test_what_people_write(intent: Intent) -> None:
    assert sum(len(texts.split("|")) for texts in SAID.values()) >= 60
    heard = {text: meaning_of(text, "de") for text in SAID[intent].split("|")}
    assert {text: found and found.intent for text, found in heard.items()} == dict.fromkeys(
        heard, intent
    )
    assert all(found and found.sure for found in heard.values())


def test_days_that_suit_are_never_sure() -> None:
    heard = {text: meaning_of(text, "de") for text in DAYS.split("|")}
    assert {text: found and (found.intent, found.sure) for text, found in heard.items()} == (
        dict.fromkeys(heard, (Intent.DAYS, False))
    )


def test_each_language_understands_the_same_kinds() -> None:
    tables = {language: plain_words(language)[0] for language in languages()}
    assert {"de", "en"} <= tables.keys()
    kinds = {language: set(table.intents) for language, table in tables.items()}
    assert kinds == dict.fromkeys(tables, kinds["en"])
    pages = {language: set(table.shown.values()) for language, table in tables.items()}
    assert pages == dict.fromkeys(tables, pages["en"])
    said = [each for table in tables.values() for each in table.intents.values()]
    texts = [text for sayings in said for text in (*sayings.whole, *sayings.within)]
    counts = re.compile(r"[({]\d+, \d+[)}]")  # a repetition that was meant, and repeats nothing
    assert [text for text in texts if counts.search(text)] == []


@pytest.mark.parametrize("text", STUDY)
def test_study_that_is_told(text: str) -> None:
    found = meaning_of(text, "de")
    assert found
    assert found.intent is Intent.STUDIED
    assert (found.minutes, found.when, found.note) == STUDY[text]


def test_what_is_no_study_is_not_taken_for_it() -> None:
    taken = {
        text for text in NO_STUDY.split("|") if (found := meaning_of(text, "de")) and found.minutes
    }
    assert taken == set()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("anderthalb Stunden", 90),
        ("zweieinhalb Std.", 150),
        ("1 Stunde 30", 90),
        ("eine Stunde und 30 Minuten", 90),
        ("eine halbe Stunde", 30),
        ("ne Viertelstunde", 15),
        ("eine dreiviertel Stunde", 45),
        ("Dreiviertelstunde", 45),
        ("2 1/2 Stunden", 150),
        ("fünfundvierzig Minuten", 45),
        ("fuenfundvierzig min", 45),
        ("hundertzwanzig Minuten", 120),
        ("gut eine Stunde", 60),
        ("dreißig Minuten", 30),
        ("half an hour", 30),
        ("2 hours", 120),
        ("25 minutes", 25),
    ],
)
def test_lengths(text: str, minutes: int) -> None:
    assert read_minutes(text, "de") == minutes


@pytest.mark.parametrize(
    "text",
    [
        "30 bis 40 Minuten",
        "zwischen 1 und 2 Stunden",
        "ein paar Stunden",
        "den ganzen Tag",
        "3 Seiten",
        "2 Tage",
        "30 pages",
    ],
)
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(CoachError):
        read_minutes(text, "de")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("heute früh", "today"),
        ("am Montag früh", LastWeekday(0)),
        ("gestern Abend", "yesterday"),
        ("vorgestern", DaysBack(2)),
        ("vor 3 Tagen", DaysBack(3)),
        ("vor einer Woche", DaysBack(7)),
        ("letzten Montag", LastWeekday(0)),
        ("Montagabend", LastWeekday(0)),
        ("mi", LastWeekday(2)),
        ("2. März", DayOfMonth(3, 2)),
        ("am 2. März 2026", date(2026, 3, 2)),
        ("2.3.", DayOfMonth(3, 2)),
        ("02.03.2026", date(2026, 3, 2)),
        ("am 6.", DayOfMonth(0, 6)),
        ("Sonnabend", LastWeekday(5)),
        ("the day before yesterday", DaysBack(2)),
        ("last friday", LastWeekday(4)),
    ],
)
def test_days(text: str, when: When) -> None:
    assert read_when(text, "de") == when


@pytest.mark.parametrize("text", ["mit Flask", "die Übung", "so viel gelernt", "do it", "1.3"])
def test_words_that_only_look_like_a_day(text: str) -> None:
    assert read_day(text.split(), "de") is None


@pytest.mark.parametrize(
    "text", ["morgen", "übermorgen", "nächsten Montag", "gesternn", "letzte Woche", "30.2."]
)
def test_days_that_cannot_be_logged(text: str) -> None:
    with pytest.raises(CoachError):
        read_when(text, "de")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("20 Uhr", time(20)),
        ("um 8", time(8)),
        ("halb acht", time(7, 30)),
        ("viertel nach sieben", time(7, 15)),
        ("viertel vor 8", time(7, 45)),
        ("fünf nach acht", time(8, 5)),
        ("um 10 vor 8", time(7, 50)),
        ("five past eight", time(8, 5)),
        ("20 Uhr 15", time(20, 15)),
        ("um acht Uhr dreißig", time(8, 30)),
        ("acht Uhr abends", time(20)),
        ("gegen acht", time(8)),
        ("zu früh", None),
        ("half past seven", time(7, 30)),
    ],
)
def test_times_of_day(text: str, at: time | None) -> None:
    assert time_in(text, "de") == at


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("für 5 Tage", DaySpan(days=5)),
        ("eine Woche", DaySpan(days=7)),
        ("bis Freitag", DaySpan(weekday=4)),
        ("bis zum nächsten Montag", DaySpan(weekday=0)),
        ("bis zum 20.", DaySpan(day_of_month=(0, 20))),
        ("bis 1.8.", DaySpan(day_of_month=(8, 1))),
        ("bis Ende März", DaySpan(end_of=3)),
        ("bis zum 20. März", DaySpan(day_of_month=(3, 20))),
        ("bis zum 20.3.2026", DaySpan(until=date(2026, 3, 20))),
        ("bis morgen", DaySpan(in_days=1)),
        ("bis übermorgen", DaySpan(in_days=2)),
        ("until friday", DaySpan(weekday=4)),
    ],
)
def test_spans(text: str, span: DaySpan) -> None:
    assert read_span_text(text, "de") == span


@pytest.mark.parametrize(
    ("key", "told", "written"),
    [
        ("days", "mo-sa", "mon-sat"),
        ("days", "Mo, Mi und Fr", "mon,wed,fri"),
        ("days", "montags bis samstags", "mon-sat"),
        ("days", "jeden Tag", "mon-sun"),
        ("days", "Mo-Fr und So", "mon-fri,sun"),
        ("at", "20 Uhr", "20:00"),
        ("at", "halb acht", "07:30"),
        ("at", "19:30", "19:30"),
        ("quiet", "22 Uhr bis 7 Uhr", "22:00-07:00"),
        ("quiet", "23 Uhr 00 bis 6 Uhr 45", "23:00-06:45"),
        ("quiet", "aus", "off"),
        ("checkin", "so-18:00", "sun-18:00"),
        ("checkin", "sonntags um halb sieben", "sun-06:30"),
        ("saver", "an", "on"),
        ("look", "dunkel", "dark"),
        ("pace", "langsam", "slow"),
    ],
)
def test_values_of_settings(key: str, told: str, written: str) -> None:
    assert READ[key](in_writing(key, told, "de")) == READ[key](written)
    assert in_writing(key, written, "en") == written


def test_minutes_that_no_hour_has_are_refused() -> None:
    with pytest.raises(CoachError):
        READ["quiet"](in_writing("quiet", "23 Uhr 75 bis 7 Uhr", "de"))
