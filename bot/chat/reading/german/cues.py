"""German words that hint at what is meant (promise 8.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading.vocabulary import Intent

CUES: Final[Mapping[Intent, str]] = {
    Intent.SICK: "bauchschmerzen halsschmerzen kopfweh bauchweh antibiotika nebenhöhlen allergie krämpfe gehirnerschütterung infekt infektion virus schwindelig schwindel übelkeit kater verstaucht fieber husten schnupfen corona covid migräne krankenhaus arzt ärztin schmerzen verletzt gebrochen grippe impfung",
    Intent.SAD: "weinen geweint beerdigung trauer einsam unglücklich trennung scheidung elend",
    Intent.HOLIDAY: "ski segeln surfen kreuzfahrt ausflug flughafen strand camping zelten flug wandern urlaub ferien wlan festival ausland berge meer verreist hotel zug reise",
    Intent.TIRED: "gehirn energie schlaf schlafen müde erschöpft bett nickerchen kopf",
    Intent.BUSY: "überstunden abgabe prüfung prüfungen klausur klausuren besprechung besprechungen meeting meetings hochzeit gäste chef chefin schicht stress termin termine arbeit büro besuch kinder umzug kita",
    Intent.GIVE_UP: "versager versagerin dumm doof blöd nutzlos sinnlos hoffnungslos aufgeben unmöglich schlimmer verrückt",
    Intent.MISTAKE: "fehler vertippt ups hoppla falsch rückgängig versehen",
    Intent.CHANGE: "leichter langsamer schneller tempo langsam langweilig anfänger schwerer einfacher zeitzone lernplan roadmap einstellungen sprache",
    Intent.STOP: "abmelden abbestellen nervig spam nervt nervst",
    Intent.WHAT_NOW: "irgendwas etwas kapitel menü aufgabe übung langweilig kurz idee ideen vorschlag heute motivation",
    Intent.STUCK: "python pip git github code programmieren schleife schleifen loop liste listen list dict dictionary funktion funktionen klasse klassen debuggen installieren fehlermeldung bug terminal vscode pycharm windows linux mac import modul variable variablen string pytest decorator dekorator generator venv pandas sql flask django docker api regex datei syntax",
    Intent.PROGRESS: "fortschritt statistik fertig prozent",
    Intent.HELP: "hilfe kostet preis premium gratis kostenlos bezahlen geld befehl befehle menü funktioniert funktion",
    Intent.WHO: "witz name bot roboter mensch ki alt",
    Intent.THANKS: "super toll klasse cool beste genial perfekt spass prima",
    Intent.NOT_TODAY: "nichts faul fernsehen netflix sport party",
    Intent.LATER: "später morgen gleich bald nachher montag dienstag mittwoch donnerstag freitag samstag sonntag wochenende",
}
"""Words that hint at an intent where nothing else was understood, the surest first."""
