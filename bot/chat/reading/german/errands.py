"""What people ask in German to be done for them: each has its command (promise 8.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading.vocabulary import Intent, Sayings

_MY: Final = r"(?:alle |all |meine |meinen |mein |die |den |das |ganzen? |deine )*"
_DAYS: Final = r"(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?|wochenenden?|werktags|wochentags)"
_DEVICE: Final = r"(?:laptop|computer|rechner|pc|mac|macbook|handy|internet|wlan|strom|bildschirm|tastatur|netzteil|ladekabel|router|verbindung)"
_FRIENDS: Final = r"(?:freund\w*|kolleg\w*|bruder|schwester|partner|partnerin|mann|frau|mitschüler\w*|kommiliton\w*|team|anderen)"
_TO: Final = r"(?:geh|spring|wechsle|wechsel|setz mich|bring mich|stell mich|will|möchte|muss)"

ERRANDS: Final[Mapping[Intent, Sayings]] = {
    Intent.ERASE: Sayings(
        whole=(
            r"(?:bitte )?(?:lösch\w*|entfern\w*|vernicht\w*) (?:bitte )?alles(?: bitte| wieder)*|(?:bitte )?alles (?:bitte )?(?:löschen|entfernen)(?: bitte)?",
        ),
        within=(
            rf"(?:lösch\w*|entfern\w*|vernicht\w*|vergiss) (?:bitte )?{_MY}(?:daten|konto|account|profil|verlauf|alles (?:über|von) mich|mich\b|mein zeug)",
            rf"{_MY}(?:daten|konto|account|profil|verlauf|alles über mich) (?:bitte )?(?:wieder |ganz |komplett )?(?:löschen|entfernen|weg)|dsgvo|recht auf vergessen\w*|vergiss (?:mich|alles)",
        ),
    ),
    Intent.EXPORT: Sayings(
        within=(
            rf"exportier\w*|(?:daten|csv|json) ?export|{_MY}(?:daten|einträge) (?:bitte )?(?:exportieren|herunterladen|runterladen|sichern|haben|bekommen|als)|(?:gib|schick|sichere|zeig) (?:mir )?(?:bitte )?{_MY}(?:daten|einträge)|kopie (?:von )?{_MY}(?:meiner )?daten|als (?:csv|json|datei)|backup",
        ),
    ),
    Intent.REVIEW: Sayings(
        whole=(r"(?:ein |das |mach |kleines )*(?:quiz|wiederholung|fragen)(?: bitte| jetzt)*",),
        within=(
            r"(?:frag|prüf|teste|test|quizz?e?) mich (?:ab|was|etwas|bitte|mal|jetzt)?|frag mich ab|karteikarten|(?:starte?|mach|will|brauche|hätte gern) (?:ein |eine |das |die |ein paar |paar )*(?:quiz|wiederholung|fragen|abfrage)|stell mir (?:\w+ ){0,2}fragen|mich abfragen",
        ),
    ),
    Intent.OTHER_WEEK: Sayings(
        whole=(
            r"(?:bitte )?(?:eine |1 |um eine )?woche zurück(?: bitte)?|zurück (?:in|zu|zur) (?:die |der )?(?:letzten?|vorigen?|vorherigen?) woche|(?:die )?letzte woche (?:nochmal|noch einmal|wiederholen)",
        ),
        within=(
            rf"{_TO} (?:bitte |ich )?(?:zurück |direkt |gleich )?(?:in|auf|zu|zur|bei) (?:die )?woche \w+|(?:bin|wäre|sollte) (?:ich )?(?:eigentlich |schon |ja |jetzt |noch |erst )*(?:in|bei|auf) woche \w+|woche \w+ (?:nochmal|noch ?mal|noch einmal|wiederholen|von vorn)|(?:in|mit|bei) woche \w+ (?:anfangen|beginnen|starten|einsteigen|weitermachen)|falsche woche|eine woche zurück",
        ),
    ),
    Intent.PLACE: Sayings(
        within=(
            r"(?:bin|sind) (?:\w+ )?(?:nach|in) (?:\w+ ){1,3}(?:gezogen|umgezogen)|umgezogen nach|(?:ziehe|zieh|ziehen) (?:\w+ )?nach|(?:wohne|lebe|wohnen|leben) (?:ich )?(?:jetzt |nun |ab \w+ )?in|(?:neue|andere|falsche|anderen) (?:zeitzone|stadt|land)|zeitzone|(?:bin|sind) (?:ich |wir )?(?:gerade|jetzt|zurzeit|zur zeit|momentan) in (?!woche|der|dem|einem|einer|bett|therapie|elternzeit|urlaub)\w+|(?:deine |die )?uhr (?:geht falsch|stimmt nicht)|in einer anderen zeitzone",
        ),
    ),
    Intent.OWN_WORDS: Sayings(
        within=(
            r"was (?:habe|hab) ich (?:\w+ ){0,3}(?:geschrieben|gesagt|gelernt|notiert|geantwortet|gebaut|aufgeschrieben)|meine (?:alten |letzten |eigenen )?(?:antworten|worte|rückblicke|notizen)\b(?! zeigen)",
        ),
    ),
    Intent.OFFLINE: Sayings(
        within=(
            rf"{_DEVICE} (?:ist |sind |war |hat |geht |hängt |\w+ )?(?:\w+ ){{0,2}}(?:kaputt|tot|defekt|hinüber|gestohlen|geklaut|weg|aus|ausgefallen|in (?:der )?reparatur|den geist aufgegeben)\b|stromausfall|(?:kein|keinen) (?:strom|empfang)\b",
        ),
    ),
    Intent.GROUP: Sayings(
        whole=(r"(?:lern)?gruppen?|lernpartner(?:in)?",),
        within=(
            rf"lerngruppen?|lernpartner\w*|(?:mit|zusammen mit) (?:\w+ ){{0,2}}{_FRIENDS} (?:\w+ )?(?:lernen|üben|mitmachen)|(?:{_FRIENDS}|jemand|andere) (?:\w+ ){{0,2}}(?:mitmachen|mitlernen|einladen|dazuholen|beitreten)|(?:zusammen|gemeinsam) lernen|wer (?:lernt|macht) (?:hier |noch |sonst )+|wie (?:gehen|funktionieren) gruppen",
        ),
    ),
    Intent.DAYS: Sayings(
        within=(
            rf"(?:nur|erst) (?:noch )?(?:am |an |abends |die )*{_DAYS}(?: (?:zeit|frei|lernen))*$|{_DAYS} (?:geht|gehen|kann|passt|passen|habe) (?:ich )?(?:\w+ )?(?:nicht|nie|schlecht|keine|frei|besser)|(?:kann|will|möchte) (?:ich )?(?:am |an |die )?{_DAYS} (?:\w+ )?(?:nicht|nie)|(?:nicht|keine (?:nachrichten|erinnerungen)) (?:mehr )?(?:am |an )?{_DAYS}",
            r"(?:welche|andere|neue|meine) lerntage",
        ),
    ),
    Intent.KNOWN: Sayings(
        within=(
            r"(?:kenne?|kann|weiss) (?:ich )?(?:das |es |die grundlagen |python |fast |davon )*(?:schon|bereits)(?: (?:alles|das|python|meiste|fast|gut|lange))*$|(?:das|alles|davon) (?:\w+ ){0,2}(?:schon|bereits) (?:alles )?bekannt|nichts neues (?:für mich|hier|dabei)|(?:kann|habe?) (?:ich )?(?:schon|bereits) (?:\w+ )?(?:programmieren|programmiert)",
        ),
    ),
    Intent.BEGINNER: Sayings(
        within=(
            r"(?:noch )?(?:nie|niemals) (?:\w+ )?(?:programmiert|gecodet|code geschrieben)|(?:bin|als) (?:ich )?(?:\w+ ){0,3}(?:anfänger|anfängerin|neuling|einsteiger|einsteigerin)\b|(?:keine|null|kaum|wenig) (?:vorkenntnisse|erfahrung|vorwissen|programmiererfahrung)|(?:bin|ganz) (?:\w+ )?neu (?:hier|dabei)|(?:ist|wird) (?:python|das|es|programmieren) (?:\w+ )?(?:schwer|schwierig|leicht)(?: zu lernen)?(?: für mich)?$|(?:fange?|beginne) (?:ich )?bei null",
        ),
    ),
    Intent.LITTLE: Sayings(
        whole=(
            r"(?:ist|wäre) (?:es|das) (?:\w+ )?(?:ok|okay|in ordnung|schlimm|genug) wenn ich (?:\w+ ){0,4}(?:minuten|min|wenig|stunde)\b.*|(?:reichen|zählen|genügen|reicht|zählt|bringen|bringt) (?:auch |schon |nur )?(?:\w+ ){1,2}(?:minuten|min|stunden?)(?: \w+){0,4}",
        ),
    ),
}
"""Tried before the other intents."""
