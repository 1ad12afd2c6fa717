"""What people may want who say something in German (promise 8.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading.vocabulary import Intent, Sayings

_VERY: Final = r"(?:(?:so|zu|sehr|echt|total|voll|ziemlich|etwas|ein bisschen|gerade|grad|noch|immer noch|wieder|heute|einfach|richtig|ganz|schon|leider|völlig|mega|super|etwas|bisschen|viel) )*"
_I_AM: Final = r"(?:ich bin|bin ich|bin|ich war|war|ich fühle? mich|fühle? mich|wir sind|sind|ich werde|werde|bin grad)"
_NOW: Final = r"(?: (?:heute|jetzt|gerade|bitte|wieder|mal|erstmal|erst mal|hier|diese woche|abend|leider|morgen))*"
_A: Final = r"(?:(?:ein|eine|einen|einem|einer|ne|nen|die|den|das|der|dem|mein|meine|meinen|meiner|unser|unsere|kleine|kleinen|kurze|lange) )*"
_NOT: Final = r"(?:nicht|nichts|nix|gar nicht|gar nichts|keine|kein|nie)"

_GREETING: Final = r"(?:hi+|hallo+|hey+|he|moin|moin moin|servus|grüezi|grüss (?:dich|gott|euch)|tag|guten? (?:tag|morgen|abend|mittag)|morgen|mahlzeit|na|na du|huhu|hallöchen|tach|jo|wie gehts(?: dir)?|wie geht es dir|was geht|alles klar|jemand da|bist du da|test|ping|hello)"
_PLEASE: Final = r"(?:(?:bitte|ok|okay|hi|hey|so|und|jetzt|kannst du|könntest du|kann ich|ich will|ich möchte|ich hätte gern|ich brauche|lass uns|lass|mir|mich|mal|einen|eine|ein|den|meinen|nen|für|noch) )*"
_TIMER: Final = r"(?:(?:fokus|focus|lern|pomodoro|\d+ ?(?:min|minuten?|m|h|std|stunden?)|\w+ (?:minuten|stunden?|stunde)|viertelstunde|neuen|nächsten|kurzen|langen) )*(?:timer|fokustimer|lerntimer|pomodoro|pomo|stoppuhr|countdown|wecker|fokus|fokuszeit|fokusmodus|fokus session)"
_LENGTH: Final = r"(?: (?:auf|für|von|über|mit|um|zu))?(?: (?:die|nächsten?|eine?n?|einer|halbe?|und|viertelstunde|dreiviertelstunde|fünf|zehn|fünfzehn|zwanzig|dreissig|vierzig|fünfzig|sechzig|neunzig|anderthalb|zwei|drei|\d+|stunden?|std|h|minuten?|min|m|\d+(?:min|m|h)))*"

INTENTS: Final[Mapping[Intent, Sayings]] = {
    Intent.TIMER: Sayings(
        whole=(
            rf"{_PLEASE}(?:(?:starte?|stelle?|setze?|mach|beginne?|gib|nimm|öffne|brauche|schalte?) )?(?:mir )?(?:bitte )?(?:(?:einen|eine|ein|den|die|das|meinen|noch einen|nen|neuen) )?{_TIMER}(?: (?:an|ein|bitte|jetzt|los|heute))*{_LENGTH}(?: (?:bitte|jetzt|danke|starten|stellen|an|ein|los|machen))*",
            rf"{_PLEASE}(?:stoppe?|beende?|pausiere?|halte?|brich|zeig|setze?) (?:mir )?(?:den |die |das |meinen )?{_TIMER}(?: (?:an|ab|fort|bitte|jetzt|wieder))*|(?:den |die |meinen )?{_TIMER} (?:bitte )?(?:stoppen|beenden|pausieren|anhalten|abbrechen|fortsetzen|weiter|aus|ende|läuft noch)|wie lange? (?:läuft|geht|dauert)(?: \w+){{0,2}} {_TIMER}(?: noch)?",
            rf"{_PLEASE}(?:konzentrier\w*|fokussier\w*)(?: jetzt| bitte| mich)*{_LENGTH}(?: (?:lang|bitte|jetzt|konzentrieren|fokussieren))*",
        ),
    ),
    Intent.STOP: Sayings(
        whole=(
            rf"(?:bitte )?(?:stopp|stop|aufhören|schluss|schluss jetzt|schluss damit|hör auf|hör auf damit|abmelden|abbestellen|kündigen|ruhe|sei still|halt den mund|klappe|lass es|geh weg|ende){_NOW}",
            r"(?:bitte )?(?:kannst du |könntest du )*(?:lass|lasst) mich (?:\w+ ){0,4}in (?:ruhe|frieden)(?: \w+){0,3}|(?:schalt|schalte|mach|stell) (?:bitte )?(?:dich |das |die |alles |alle |deine )*(?:nachrichten |erinnerungen |benachrichtigungen |meldungen )?(?:aus|ab|stumm)|(?:nachrichten|erinnerungen|benachrichtigungen|meldungen) (?:bitte )?(?:aus|abschalten|ausschalten|abstellen|abbestellen)|genug(?: davon| jetzt)?",
        ),
        within=(
            r"(?:schreib|schick|sende|nerv|stör|melde?|belästige?|ping)\w* (?:mir |mich |dich )?(?:bitte |doch |jetzt |endlich )*(?:nicht mehr|nichts mehr|keine (?:\w+ )?(?:mehr|nachrichten|erinnerungen)|nie wieder)|(?:will|möchte|brauche) (?:ich )?(?:deine |die |das |dich |keine |diese )*(?:nachrichten |erinnerungen )?(?:nicht mehr|mehr)\b|hör (?:bitte |endlich )?auf (?:mir |mich |damit|zu)",
            r"keine (?:nachrichten|erinnerungen|benachrichtigungen|meldungen|mails)(?: mehr)?|zu viele (?:nachrichten|erinnerungen|meldungen|benachrichtigungen)|(?:genug|schnauze voll|die nase voll) (?:von|nachrichten|erinnerungen)|du nervst|das nervt|nervt (?:mich|nur)|(?:schreibst|meldest) (?:mir |dich )?(?:viel )?zu (?:oft|viel)",
        ),
    ),
    Intent.PAUSE: Sayings(
        whole=(
            rf"(?:(?:bitte|kann ich|könnte ich|wie|ich|will|möchte|brauche|würde gern|mach|machen wir|mache|wir|mal|erstmal|jetzt) )*{_A}(?:pause|auszeit)(?: (?:bitte|machen|einlegen|nehmen|jetzt|hier|für \w+ \w+|von \w+ \w+|bis \w+(?: \w+)?|(?:eine|zwei|drei|\d+) (?:tage?|wochen?)))*",
            r"(?:bitte )?(?:alles |den plan |das |mich )?(?:pausieren|auf eis(?: legen)?|einfrieren|anhalten)(?: \w+){0,3}",
        ),
        within=(
            r"(?:pause|auszeit) (?:bis|für|von|ab)|pausier\w*|(?:brauche?|bräuchte) (?:\w+ ){0,3}pause|(?:tage|wochen?|tag|minuten) (?:pause|auszeit|frei)\b|(?:frier|setz|leg)\w* (?:\w+ ){0,3}(?:ein|aus|auf eis)\b|(?:mach|lege?|nehme?) (?:ich )?(?:\w+ ){0,3}(?:pause|auszeit)|(?:muss|will|möchte) (?:ich )?(?:mich )?(?:\w+ ){0,2}(?:ausruhen|erholen|pausieren)",
        ),
    ),
    Intent.SICK: Sayings(
        whole=(rf"{_VERY}(?:krank|erkältet|angeschlagen|unwohl){_NOW}",),
        within=(
            rf"{_I_AM} {_VERY}(?:krank|erkältet|angeschlagen|unwohl|verletzt|nicht fit|nicht gesund)",
            r"mir (?:ist|gehts|geht es) (?:heute |gerade |leider |gar |echt |so |\w+ )?(?:nicht gut|nicht so gut|schlecht|übel|schwindelig|mies|elend|dreckig)|(?:fühle?|fühl) (?:ich )?mich (?:\w+ ){0,3}(?:nicht (?:gut|wohl)|krank|schlapp|elend|mies)|geht(?:s| es) mir (?:\w+ )?(?:nicht gut|schlecht|mies)",
            r"(?:kind|kinder|kleine|kleiner|sohn|tochter|frau|mann|partner|partnerin|mutter|vater|baby|familie)(?: \w+){0,2} (?:krank|fieber|im krankenhaus|erkältet)|(?:kranke?s?|krankes) (?:kind|kinder|baby)",
            r"grippe|erkältung|fieber|covid|corona|migräne|magen ?darm\w*|lebensmittelvergiftung|krankgeschrieben|krankenhaus|beim arzt|zum arzt|zahnarzt|notaufnahme|operiert|operation\b|\w*schmerzen|(?:kopf|bauch|hals|zahn|rücken)weh|(?:kopf|rücken|bauch|hals|zahn|knie) (?:tut|schmerzt|brummt)|tut (?:mir )?(?:\w+ )?weh|husten|schnupfen|übergeben|gekotzt|kotze|gebrochen|verstaucht|verrenkt|lieg\w* (?:\w+ )?(?:flach|im bett)|hexenschuss|krank (?:heute|im bett|seit|bis|zu hause|geworden)|etwas eingefangen|was eingefangen",
        ),
    ),
    Intent.SAD: Sayings(
        within=(
            r"gestorben|verstorben|\btot\b|beerdigung|trauerfall|einschläfern|(?:habe?n? uns|hat sich|haben sich) (?:\w+ )?getrennt|verlassen worden|schluss gemacht|scheidung|liebeskummer|job verloren|arbeit verloren|gekündigt worden|wurde gekündigt|gefeuert",
            rf"{_I_AM} {_VERY}(?:traurig|deprimiert|niedergeschlagen|einsam|unglücklich|fertig mit der welt|am boden|verzweifelt|down)|(?:mieser|schlechter|schlimmer|beschissener|furchtbarer|blöder|schrecklicher|scheiss|doofer|harter) tag\b|(?:miese|schlechte|schlimme|beschissene|furchtbare|blöde) (?:woche|zeit|laune)|alles (?:ist )?(?:{_VERY})?(?:scheisse|mist|doof|blöd|zu viel|kacke|sinnlos)|heulen|geweint|weinen",
        ),
    ),
    Intent.TIRED: Sayings(
        whole=(
            rf"{_VERY}(?:müde|erschöpft|kaputt|platt|schläfrig|ausgelaugt|übermüdet|k ?o|im eimer|matsch|schlapp|alle|durch|hundemüde|todmüde|langer tag){_NOW}(?: \w+){{0,2}}",
        ),
        within=(
            rf"{_I_AM} (?:\w+ ){{0,4}}(?:müde|erschöpft|kaputt|platt|schläfrig|ausgelaugt|ausgebrannt|übermüdet|k ?o|im eimer|schlapp|hundemüde|todmüde|am ende|gerädert|groggy)",
            rf"{_VERY}(?:müde|erschöpft|kaputt|fertig) (?:um|zum|für|von|vom)|(?:total|völlig|fix und|echt|so|komplett|voll) fertig\b|keine (?:energie|kraft|konzentration)|(?:kann|könnte) (?:ich )?(?:heute |gerade |einfach |mich )*(?:nicht mehr|nicht konzentrieren|kaum konzentrieren)|(?:nicht|null|kaum|schlecht|nicht mehr) konzentrieren|langer tag|lange schicht|anstrengender tag|(?:schlecht|kaum|nicht|wenig|zu wenig|nur \w+ stunden) geschlafen|(?:schlechte|kurze|schlaflose) nacht|(?:brauche|muss|will) (?:\w+ ){{0,2}}(?:schlaf|schlafen|ruhe|ins bett|erholung)|augen (?:fallen|gehen|brennen)|(?:kopf|hirn|gehirn) (?:ist )?(?:\w+ )?(?:leer|matsch|brei|voll|zu|aus)|burn ?out|ausgebrannt|eingeschlafen|schlafe (?:\w+ )?ein|hundemüde|todmüde|zu müde",
        ),
    ),
    Intent.BACK: Sayings(
        whole=(
            r"(?:(?:hallo|hi|hey|so|ok|ich|bin|da bin ich|und|jetzt|wir|sind|endlich) )*(?:wieder (?:da|hier|zurück|dabei|fit|gesund|im lande|am start|zu ?hause|zuhause)|zurück)(?! (?:am|ab|in|nächste|bis|zur|zum|auf)\b)(?: \w+){0,6}",
            r"lange nicht gesehen|(?:ist |schon )?lange her|sorry,? (?:war weg|dass ich weg war)|(?:weiter|los|weitermachen|weiter gehts|weiter geht es|es geht weiter|lass uns weitermachen|machen wir weiter|mach weiter|ich mache weiter|ich mach weiter|neu anfangen|von vorne?(?: anfangen)?|neustart|wieder anfangen|wieder einsteigen)(?: bitte| jetzt| heute)*",
        ),
        within=(
            r"(?:da|hier) bin ich wieder|ich bins wieder|was (?:habe|hab) ich verpasst|(?:wieder|endlich) (?:gesund|fit|zurück|zu ?hause|zuhause|einsatzbereit)(?! (?:am|ab|in|nächste|bis)\b)|(?:mir )?geht(?:s| es) (?:mir )?(?:wieder )?(?:besser|gut)|genesen|auskuriert|überlebt|überstanden",
            r"(?:ich bin|bin|wir sind|sind|endlich|gerade) (?!(?:\w+ )?(?:am|ab|morgen|übermorgen|nächste\w*)\b)(?:\w+ ){0,3}(?:wieder (?:da|hier|dabei)|zurück)\b(?! (?:am|ab|in|nächste|bis)\b)|(?:will|möchte|kann|würde) (?:ich )?(?:jetzt |gern |gerne |endlich )*(?:wieder |neu )(?:anfangen|einsteigen|loslegen|lernen|starten|weitermachen)|nach (?:dem |meinem |der |meiner |einer |einem |langer |der langen )?(?:\w+ )?(?:urlaub|pause|krankheit|ferien|reise|auszeit|prüfung\w*)|(?:urlaub|pause|ferien|prüfung|prüfungen|reise|klausuren|stress) (?:ist|sind|war|waren)?(?: \w+)? ?(?:vorbei|zu ende|rum|um|geschafft|durch)|wo (?:waren|war|sind) (?:wir|ich)(?: \w+){0,2}|(?:war|waren) (?:\w+ ){0,3}(?:weg|verschwunden|abgetaucht|offline)",
        ),
    ),
    Intent.HOLIDAY: Sayings(
        whole=(
            r"(?:in|im|auf) (?:\w+ )?\w+ (?:vom|von|bis|für|ab) .*|(?:urlaub|ferien|verreist|auf reisen)(?: \w+){0,2}",
        ),
        within=(
            rf"(?:im|in den|in|habe?n?|mach\w*|fahre?n? in den|hätte) {_A}(?:urlaub|ferien|flitterwochen)|urlaub\b|\bferien\b|verreis\w*|auf (?:\w+ )?reisen?\b|auf (?:einer |der )?(?:tour|kreuzfahrt|freizeit|klassenfahrt|konferenz)|(?:bin|sind|bleibe|war) (?:\w+ ){{0,4}}(?:unterwegs|verreist|nicht da|nicht zu ?hause|offline|im ausland)\b|(?:bin|sind) (?:\w+ ){{0,4}}(?:weg)\b(?! von)",
            r"(?:fahre?|fahren|fliege|fliegen|reise|reisen|geht es|gehts|fahr|flieg) (?:\w+ ){0,4}(?:nach|in die|in den|ins|ans|an die|an den|zu) (?:\w+)|(?:weg|nicht da|unterwegs|offline) (?:bis|für|von|vom|ab|über|am)|(?:habe|hab|hätte) (?:\w+ )?(?:kein|keinen) (?:laptop|rechner|computer|internet|wlan|netz|empfang)|(?:kein|keinen) (?:laptop|rechner|computer|internet|wlan|empfang)|ohne (?:laptop|rechner|computer|internet|wlan)|(?:bei|mit) (?:den |meinen |meiner |der )?(?:eltern|familie|grosseltern|schwiegereltern|freunden) (?:bis|über|für)|am (?:meer|strand|see)\b|zelten|camping|skifahren|ski fahren|wandern (?:bis|für|in)|(?:bin|sind|bleibe|bleiben) (?:ich |wir )?(?:ab |bis |vom |von |für )(?:\w+ ){1,4}(?:bei|in|im|am|auf|weg|nicht da)|wieder (?:zurück|da) (?:am|ab|in|nächste)|(?:bin|sind|komme|kommen) (?:\w+ )?(?:am|ab|morgen|übermorgen|nächste\w*) (?:\w+ ){0,2}(?:wieder|zurück)|(?:bekommen|geboren|geheiratet)\b|heirate\b|vater geworden|mutter geworden|elternzeit",
        ),
    ),
    Intent.BUSY: Sayings(
        whole=(rf"{_VERY}(?:beschäftigt|im stress|gestresst|eingespannt){_NOW}",),
        within=(
            r"(?:keine|kaum|wenig|nicht genug|zu wenig|nicht viel|null) zeit\b|(?:habe?|hab|hatte) (?:\w+ ){0,3}(?:keine|kaum|wenig) (?:\w+ )?zeit|zeitmangel|keine minute",
            rf"{_I_AM} {_VERY}(?:beschäftigt|im stress|gestresst|eingespannt|ausgebucht|ausgelastet|busy)|(?:viel|zu viel|so viel|viel zu viel) (?:los|zu tun|um die ohren|arbeit|stress)|stress\b|stressig\w*|überstunden|land unter|die hölle|(?:arbeit|chef|chefin|job|uni|schule|kinder|kita) (?:ist|war|macht|hält|frisst)(?: \w+){{0,3}} (?:viel|stressig|wahnsinn|auf trab|heftig|anstrengend|hart)",
            r"prüfung\w*|klausur\w*|examen|deadline\w*|abgabetermin|abgabe (?:am|ist|morgen|nächste)|umzug|(?:ziehe|ziehen) (?:\w+ ){0,3}um\b|(?:frisst|schafft|stresst) mich|auf trab|hochzeit|(?:habe|haben|bekommen?) (?:\w+ )?(?:besuch|gäste)|(?:nacht|spät|früh|doppel)(?:schicht|dienst)\w*|neuer job|neue arbeit|neuen job|meetings?|(?:lange|länger|bis spät|den ganzen tag) (?:gearbeitet|arbeiten)|muss (?:\w+ )?(?:arbeiten|ins büro|auf die arbeit)|dienstreise",
        ),
    ),
    Intent.MISTAKE: Sayings(
        whole=(r"ups|hoppla|oh nein|fehler|falsch|rückgängig|rückgängig machen|verdammt|mist",),
        within=(
            r"(?:nimm|nehme?|mach|mache) (?:das |es |bitte |den |letzten |die |letzte |eintrag )*(?:zurück|rückgängig|weg)|(?:war|waren|sind) (?:nur |doch |eigentlich )?\d+ (?:min\w* )?(?:und )?nicht \d+|nicht \d+ sondern \d+|\d+ statt \d+|(?:doppelt|zweimal|falsch|zu viel|zu wenig) (?:eingetragen|geloggt|gedrückt|getippt|notiert|geklickt|eingegeben)|(?:das|es|dies) (?:war|ist) (?:\w+ )?(?:falsch|ein fehler|ein versehen|nicht richtig|verkehrt)|vertippt|verdrückt|verklickt|vertan|(?:aus versehen|versehentlich|irrtümlich)|falscher? (?:knopf|tag|eintrag|zahl|taste)|falsche (?:zahl|uhrzeit|taste)|falsches datum|(?:sollte|sollten|hätte|meinte|wollte) (?:\w+ ){0,4}(?:sein|heissen|schreiben|eintragen)|ich meinte|(?:lösch|streich|entfern)\w* (?:bitte )?(?:den |das |meinen |die )*(?:letzten? |letzte )?(?:eintrag|log|minuten)|(?:letzten? )?eintrag (?:bitte )?(?:löschen|streichen|zurück)|nicht so gemeint",
        ),
    ),
    Intent.GIVE_UP: Sayings(
        whole=(rf"{_VERY}(?:langweilig|sinnlos|hoffnungslos|gelangweilt){_NOW}",),
        within=(
            r"(?:ich |will |gebe |geb |möchte |würde )+(?:\w+ )?(?:aufgeben|auf|hinschmeissen|hinwerfen|aufhören)$|gebe? (?:ich )?(?:\w+ )?auf\b|aufgeben|hinschmeissen|hinwerfen|schmeisse? (?:\w+ )?hin|(?:das |es |alles )?ist (?:mir )?(?:viel |einfach |alles |echt )*zu (?:schwer|schwierig|kompliziert|viel|hoch)|(?:so|zu|viel zu|echt|sehr) (?:schwer|schwierig|kompliziert)\b|nichts für mich|nicht mein ding|nicht meins|zu alt (?:für|dafür|dazu)|zu (?:dumm|doof|blöd|schlecht) (?:für|dafür|dazu|um)|(?:bin|fühle mich) (?:ich )?(?:\w+ )?(?:zu |so |echt |einfach )*(?:dumm|doof|blöd|unfähig|überfordert|entmutigt|abgehängt)|(?:schaffe?|kann|lerne?|verstehe?) (?:ich )?(?:das |es |sowas )?nie(?:mals)?\b|werde? (?:ich )?(?:das |es )?nie|(?:keine|null|wenig) motivation|motivation (?:verloren|weg|fehlt|ist weg)|unmotiviert|demotiviert|entmutigt|überfordert|hasse (?:das|es|python|programmieren)|(?:was|wozu) (?:soll|bringt) (?:das|mir das)|(?:wozu|warum|wieso) (?:mache?|tue?|lerne?) ich (?:mir )?(?:das|es|eigentlich)|bringt (?:doch |mir |das |ja )*nichts|hat (?:das |doch |alles )*keinen sinn|lohnt (?:sich )?(?:das )?|sinnlos|kein fortschritt|komme? (?:ich )?nicht (?:mit|hinterher|voran|weiter voran)|alle (?:anderen )?(?:sind )?(?:besser|schneller)|zeitverschwendung|vergesse alles|bringt mich um",
        ),
    ),
    Intent.STUCK: Sayings(
        whole=(rf"{_VERY}(?:verwirrt|ratlos|aufgeschmissen|planlos){_NOW}",),
        within=(
            r"(?:komme?|häng\w*|hänge|stecke?|sitze?) (?:ich )?(?:\w+ ){0,3}(?:nicht weiter|fest|hier fest)|nicht weiter|\bfest\b|(?:häng\w*|hänge) (?:\w+ ){0,2}(?:bei|an|in)|(?:versteh|kapier|check|begreif|raff|schnall|blick)\w* (?:ich )?(?:\w+ ){0,4}(?:nicht|nix|nichts|kaum|kein|keinen)|(?:verstehe?|kapiere?|checke?) (?:ich )?(?:nicht|nix|nur bahnhof)|nicht (?:verstanden|kapiert|begriffen)|keine? (?:ahnung|idee|plan|schimmer) (?:wie|was|warum|wo)|(?:kein|keinen) (?:plan|schimmer|durchblick)",
            r"(?:was|wie|wozu) (?:ist|sind|bedeutet|bedeuten|macht|heisst|funktioniert|funktionieren|geht|gehen) (?:ein |eine |der |die |das |denn |eigentlich )*(?!heute|dran|los|es|das(?: hier)?(?: \w+)?$|du|dein|mein|meine|meinen|dir|hier|als)\w+|(?:warum|wieso|weshalb) (?:geht|ist|macht|kommt|funktioniert|läuft|wird|ändert|bekomme|kriege|klappt|gibt)|unterschied zwischen|erklär\w*",
            r"(?:geht|funktioniert|klappt|läuft|startet|kompiliert|lädt|will|tut) (?:\w+ ){0,3}(?:nicht|nix|immer noch nicht)\b|(?:fehler|fehlermeldung|bug|traceback|exception|absturz)\b(?! gemacht)|stürzt (?:\w+ ){0,4}ab|abgestürzt|\w+error\b|syntaxfehler|(?:tests?|code|programm|skript|script|build|import) (?:ist |sind |geht |läuft )?(?:\w+ )?(?:kaputt|rot|fehl\w*|schlägt fehl)|(?:probleme?|schwierigkeiten|mühe) (?:mit|bei|beim)|(?:brauche?|bräuchte) (?:\w+ )?hilfe (?:bei|mit|beim)|hilf mir (?:bei|mit|beim)|verwirrt|verwirrend|ergibt keinen sinn|blicke? (?:da |ich )?nicht durch|steige? (?:da |ich )?nicht durch|zu hoch für mich|permission denied|not found",
        ),
    ),
    Intent.WEEK_DONE: Sayings(
        whole=(
            r"(?:die |diese |meine )?woche (?:\w+ )?(?:ist )?(?:fertig|geschafft|durch|erledigt|abgeschlossen|vorbei|beendet|im kasten)|(?:bitte |auf |weiter |weiter zu |los )*(?:zur |in die |zu |die |auf zur )?nächsten? woche(?: bitte)?|weiter zur nächsten",
        ),
        within=(
            r"woche (?:\w+ )?(?:ist |war |hab ich |habe ich )?(?:jetzt |nun |schon |endlich )?(?:fertig|geschafft|durch|erledigt|abgeschlossen|abgehakt|im kasten)|(?:bin|habe|hab|sind) (?:ich )?(?:mit )?(?:der |dieser |die |diese )?woche (?:\w+ )?(?:fertig|durch|geschafft|abgeschlossen|erledigt)|mit (?:der |dieser )?woche (?:\w+ )?(?:bin|wäre) ich (?:\w+ )?(?:durch|fertig)|(?:fertig|durch) mit (?:der |dieser |allem (?:in|für|von) (?:der |dieser |diese )?)?woche|alles (?:\w+ )?(?:abgehakt|erledigt|fertig|geschafft|durch)(?! für heute)|alle (?:themen|aufgaben|punkte) (?:\w+ )?(?:abgehakt|erledigt|fertig|geschafft|durch)|(?:bereit|reif) für (?:die )?nächste woche",
        ),
    ),
    Intent.TIME: Sayings(
        whole=(
            r"(?:\w+ ){0,4}(?:ist |kommt )?(?:mir )?(?:viel |etwas |bisschen )?zu (?:früh|spät)(?: für mich| am morgen| am abend)?",
        ),
        within=(
            r"(?:schreib|melde?|erinner|schick|weck|ping|frag)\w* (?:mir |mich |dich )?(?:bitte |doch |lieber |nur |immer |erst |die nachricht )*(?:nicht )?(?:um|vor|nach|gegen|ab|früher|später|morgens|abends|mittags|nachmittags|am (?:morgen|abend|nachmittag|mittag|vormittag)|in der früh)|(?:kannst|könntest|würdest) du (?:mir |mich |dich )?(?:\w+ ){0,3}(?:um|vor|nach|gegen|früher|später|abends|morgens|mittags|am (?:morgen|abend|nachmittag|mittag)) (?:\w+ ){0,3}(?:schreiben|erinnern|melden|schicken)",
            r"(?:andere|neue) (?:uhrzeit|zeit)\b|anderen zeitpunkt|uhrzeit (?:\w+ )?ändern|(?:erinnerung|nachricht|uhrzeit) (?:\w+ )?(?:auf|um|verschieben|ändern)|(?:abends|morgens|mittags|nachmittags|\d+ uhr|um \d+) (?:passt|wäre|geht|ist) (?:es |mir |\w+ )*(?:besser|gut|am besten|lieber)|(?:halb|viertel (?:vor|nach)) \w+ (?:passt|wäre|geht|ist) (?:\w+ )*(?:besser|gut|lieber)|(?:passt|lieber|besser) (?:mir )?(?:\w+ )?(?:abends|morgens|mittags|nachmittags|um \d+|\d+ uhr|am (?:abend|morgen|nachmittag))|wann (?:schreibst|meldest|erinnerst) du|(?:früher|später) (?:am tag|am abend|schreiben|erinnern|melden)",
        ),
    ),
    Intent.LATER: Sayings(
        whole=(
            r"(?:(?:vielleicht|mach ich|mache ich|ich mache das|ich machs|frag mich|erinner mich|wohl|eher|dann|ok) )*(?:später|nachher|gleich|bald|heute abend|heute nacht|in einer stunde|nach (?:der |dem )?(?:arbeit|essen|abendessen|mittagessen|schule|uni|sport|training|feierabend))(?: (?:vielleicht|bitte|dann|heute|mach ich|mache ich|noch))*",
            r"nach(?: \w+){1,6}|wenn(?: \w+){1,8}|in (?:einer|einem|zwei|drei|ein paar|\d+) (?:stunden?|minuten?|tagen?)(?: \w+){0,2}",
            r"(?!.* jetzt$)(?:ich |wir )?(?:werde|will|wollte|möchte|muss|lerne|mache|mach|setze|setz|versuche|plane|hole|schaffe|schau|schaue|fange|fang) (?:ich |mich |es |das |noch )*(?:\w+ ){0,4}(?:morgen|später|nachher|heute abend|gleich|bald|übermorgen|am \w+|danach|nach(?:her)?)(?: \w+){0,5}",
            r"(?:heute abend|morgen|nachher|später|gleich|übermorgen) (?:mache?|lerne?|schaffe?|versuche?|werde|will|setze?) (?:ich )?(?:\w+ ?){0,6}",
            r"(?:vielleicht |ok |dann |eher |lieber |erst )*(?:morgen|übermorgen)(?: (?:dann|vielleicht|wieder|früh|abend|ganz bestimmt|versprochen|bestimmt|erst))*|(?:vielleicht )?(?:jetzt nicht|gerade nicht|noch nicht|nicht jetzt|am (?:wochenende|abend)|im zug|in der mittagspause|vor dem schlafen|wenn ich zu ?hause bin)",
            r"(?:(?:nicht jetzt|jetzt nicht|noch nicht|gerade nicht|heute nicht|vielleicht|eher|lieber|dann|später|nachher|heute abend|morgen|übermorgen|gleich|bald|erst)(?: |$))+",
            r"(?:ich )?(?:will|möchte|mag) (?:dazu |darauf |das |jetzt )*(?:nicht|nichts) (?:antworten|sagen|beantworten)(?: \w+){0,2}|nächste frage|keine antwort|frag (?:mich )?(?:später|morgen|ein andermal)(?: \w+){0,2}|gib mir (?:eine|ne|noch) (?:minute|moment|sekunde|weile)|(?:moment|einen moment|sekunde|kurz|augenblick)(?: bitte| noch)*|bin gerade beschäftigt",
        ),
    ),
    Intent.STREAK: Sayings(
        within=(
            r"streak|\bserie\b|(?:tage )?am stück|in folge|joker|(?:habe|hab) ich (?:heute |gestern |schon )+(?:gelernt|was gemacht|etwas gemacht|eingetragen)|wenn ich (?:\w+ ){0,3}(?:auslasse|aussetze|vergesse|verpasse)",
        )
    ),
    Intent.NOT_TODAY: Sayings(
        whole=(
            r"(?:heute|gestern|leider|sorry|na|nee|nein|ach|diesmal)?(?: ?(?:heute|leider|mal|lieber|wohl|gestern))* ?(?:nicht|nichts|nix|gar nichts|ohne mich|pass|passe|setze? ich aus|lass ich aus|lasse ich aus|fällt aus|wird das nichts|wirds nichts|wird nichts|geht nicht|kein lernen|nichts gemacht|nichts gelernt|nicht gelernt|nichts geschafft|nicht geschafft)(?: (?:heute|mehr|leider|sorry|abend|gestern))*",
            r"(?:ich )?(?:habe? |hab )?(?:es |das )?(?:heute |gestern |wieder |leider )*(?:verpasst|vergessen|ausgelassen|geschwänzt|verschlafen)(?: (?:heute|gestern|wieder))*|(?:ich )?(?:brauche?|nehme?|will) (?:mal )?einen tag (?:pause|frei)|(?:heute )?frei(?:er tag)?|heute ist (?:mein )?(?:ruhetag|freier tag)",
        ),
        within=(
            rf"(?:heute|gestern)(?: \w+){{0,4}} {_NOT}(?: \w+)? (?:gelernt|geschafft|gemacht|dazu gekommen|hinbekommen|gekommen|lernen|schaffen|machen)|(?:schaffe?|schaff|lerne?|mache?|mach) (?:ich )?(?:es |das |heute |leider )+(?:\w+ ){{0,2}}{_NOT}|{_NOT} (?:dazu gekommen|geschafft|gelernt|zum lernen gekommen)|nichts (?:gemacht|gelernt|geschafft|getan)|keine lust|kein(?:en)? bock|null bock|(?:zu |so |einfach |bin |war )+faul|faul (?:heute|gestern|gewesen)|schlechtes gewissen|schäme mich|aufgeschoben|prokrastinier\w*|nur (?:netflix|serien|youtube|fernsehen)|(?:netflix|serie|serien|youtube|fern) (?:geschaut|geguckt|gesehen)|vergessen zu lernen|(?:den |einen )?tag (?:vertrödelt|verschwendet|frei)",
        ),
    ),
    Intent.PROGRESS: Sayings(
        within=(
            r"wie (?:weit|lange schon|viele stunden|viele minuten|viele tage|viele wochen|viel habe ich|viel hab ich|viel zeit)|(?:stunden|minuten|zeit) (?:bisher|insgesamt|bis jetzt)|mein(?:e|en)? (?:fortschritt|statistik|zahlen|stunden|stand)\b",
            r"wo (?:stehe?|bin) ich|(?:welche|welcher|in welcher) woche|wie (?:stehe?|läuft|mache?|schlage?) (?:ich|es|mich)|bin ich (?:\w+ )?(?:im plan|zu langsam|zu schnell|gut|hinterher|im rückstand|im verzug|voraus|pünktlich)|wann (?:bin|werde|wäre) ich (?:\w+ )?(?:fertig|durch|soweit)|wie lange? (?:\w+ )?(?:noch|dauert|brauche|bis)|was (?:fehlt|bleibt) (?:noch|mir)|was (?:habe|hab) ich (?:bisher |schon |alles )+(?:gemacht|geschafft|getan)",
        ),
    ),
    Intent.WHAT_NOW: Sayings(
        whole=(
            r"(?:was|und|so|na) (?:jetzt|nun|heute|als nächstes|weiter)|und nun|überrasch mich|was kurzes|was leichtes|etwas (?:kurzes|leichtes|kleines)(?: bitte)?|was (?:steht|liegt) (?:heute |jetzt |denn |als nächstes )*(?:an|auf dem plan)(?: heute)?|was (?:gibts|gibt es|ist) (?:heute |neues |zu tun|dran )*",
            r"(?:nächste|nächstes|nächster|start|los|anfangen|bereit|beginnen)(?: (?:aufgabe|thema|bitte|jetzt|heute|gehts))*|(?:heutige|tages)(?:r|s)? ?(?:aufgabe|plan|thema|pensum|programm)|(?:ok |so |hi |na dann |gut |dann )*(?:los gehts|lass uns (?:anfangen|loslegen|lernen|starten)|legen wir los|auf gehts|fangen wir an|ich fange an|ich leg los)(?: jetzt| heute)*",
        ),
        within=(
            r"was (?:soll|kann|muss|mache?|lerne?|mach|könnte|darf|sollte) ich(?! (?:geschrieben|gelernt))(?: \w+){0,4}|was (?:steht|liegt) (?:\w+ ){0,3}an\b|was ist (?:heute |jetzt |als nächstes )*(?:dran|zu tun|mein|die aufgabe|das thema)|was (?:kommt|ist) (?:jetzt|als nächstes|heute|danach)|womit (?:soll|fange|fang|beginne|mache|kann) ich|wo (?:soll|fange|fang|beginne) ich|welche[srn]? (?:thema|aufgabe|kapitel)|gib mir (?:bitte |mal )?(?:eine |was |etwas |meine |die |ne )*(?:aufgabe|übung|kleines|leichtes|zu tun|arbeit|thema)|(?:ich )?(?:bin|wäre) (?:jetzt )?(?:bereit|soweit)\b",
            r"(?:habe?|hab|hätte|hätt) (?!.*(?:wochenende|tags?\b|mittwochs?\b|ge\w{2,}(?:t|en)$))(?:ich )?(?:jetzt |gerade |noch |heute |nur |ca |etwa |so |kurz |ein |bisschen |\w+ )*(?:minuten|min|stunde|stunden|viertelstunde|std|etwas zeit|bisschen zeit|zeit)\b(?! gelernt)|(?:ich )?(?:habe?|hab) (?:gerade |jetzt |heute |etwas |ein bisschen |noch )*zeit\b|(?:will|möchte|würde gern|könnte) (?:jetzt |gern |heute |was |etwas |ein bisschen )*(?:lernen|anfangen|loslegen|üben|starten|tun)$|was (?:kleines|leichtes|kurzes|anderes)|motivier\w* mich|mir ist langweilig|langeweile",
        ),
    ),
    Intent.WHO: Sayings(
        within=(
            r"wer (?:bist|ist) (?:du|das)|was (?:bist|kannst|machst|tust) du|bist du (?:ein |eine |echt |wirklich )*(?:bot|roboter|ki|mensch|echt|chatgpt|programm|maschine|person|da)|(?:ist das|bist du|schreibt hier) (?:hier )?(?:ein |eine )*(?:bot|roboter|ki|mensch|programm)|wie heisst du|dein name|was ist (?:das hier|waymark|das für)|wer hat dich (?:gemacht|gebaut|programmiert)|kannst du (?:denken|fühlen|verstehen|lesen)|(?:kostet|kostest) (?:das|du|es)|ist das (?:kostenlos|gratis|umsonst)",
        ),
    ),
    Intent.CHANGE: Sayings(
        whole=(
            rf"{_VERY}(?:schnell|langsam|leicht|einfach)(?: für mich)?|(?:die |meine )?einstellungen",
        ),
        within=(
            r"(?:ändere?|ändern|wechsle?|wechseln|verschiebe?n?|stell\w*|anpassen|umstellen|andere[nrs]?|neue[nrs]?) (?:\w+ ){0,4}(?:roadmap|lernplan|plan|kurs|weg|tage|tempo|lerntage|rhythmus|einstellungen|sprache|name|namen|pensum)|(?:roadmap|lernplan|plan|kurs|tempo|lerntage|tage|sprache|rhythmus|pensum) (?:\w+ ){0,3}(?:ändern|wechseln|anpassen|umstellen|verschieben)|(?:weniger|mehr|andere) (?:\w+ )?(?:tage|stunden|zeit|minuten|themen|pensum)(?: (?:pro|die|in der) woche)?|(?:geht|ist|läuft) (?:mir )?(?:\w+ ){0,2}zu (?:schnell|langsam|leicht|einfach)|zu (?:schnell|langsam) für mich|(?:leichtere[rns]?|einfachere[rns]?|langsamere[rns]?|schnellere[rns]?|schwerere[rns]?) (?:\w+ )?(?:plan|tempo|aufgaben?|themen|woche|weg)|(?:auf|in) (?:deutsch|englisch)\b|sprichst du|langsamer (?:machen|lernen)|schneller (?:machen|lernen)",
        ),
    ),
    Intent.PROUD: Sayings(
        whole=(
            rf"{_VERY}(?:stolz|glücklich|froh|erleichtert)(?: \w+){{0,3}}|(?:geschafft|juhu+|hurra|yes+|endlich geschafft|es klappt|läuft|jippie|yippie|tschakka)(?: \w+){{0,2}}",
        ),
        within=(
            r"(?:es|das|der code|alles|mein (?:programm|code|skript)|die app|endlich) (?:funktioniert|läuft|klappt|geht|tut)(?: (?:jetzt|endlich|wieder))*$|endlich (?:verstanden|kapiert|geschafft|begriffen|geht|läuft|klappt)|(?:habe?|hab) (?:ich )?(?:es|das|\w+)?(?: jetzt| nun)? ?(?:endlich |jetzt )(?:verstanden|kapiert|begriffen)|(?:habe?|hab) (?:\w+ )?(?:den|einen|die) (?:\w+ )?(?:job|stelle|praktikum|zusage)|zusage (?:bekommen|erhalten)|prüfung bestanden|bestanden|(?:pr|pull request) (?:ist |wurde )?(?:gemergt|angenommen|drin)|(?:tests|alles) (?:sind |ist )?(?:\w+ )?grün|ist (?:jetzt )?(?:live|online)|stolz auf|klick gemacht|neuer rekord|bester tag",
        ),
    ),
    Intent.HELP: Sayings(
        whole=(
            r"(?:zeig (?:mir )?)?(?:die |alle )?(?:befehle|menü|kommandos|optionen|anleitung)|(?:\w+ ){0,3}hilfe(?: \w+){0,2}|hilf mir(?: bitte| mal)?",
        ),
        within=(
            r"wie (?:funktioniert|geht|benutze|nutze|bediene|trage|ändere|logge) (?:ich )?(?:das hier|das|du|es|dich|hier|diese|ich|was|die|den|etwas)\b|was (?:kannst|könntest) du|was (?:kann|könnte) ich hier|wie kannst du (?:mir )?helfen|kannst du (?:mir )?helfen|was gibt es (?:hier )?(?:noch|alles)",
        ),
    ),
    Intent.BYE: Sayings(
        whole=(
            r"(?:ok |gut |so |na dann |also |dann )*(?:gute nacht|nacht|schlaf (?:gut|schön)|tschüss?|tschau|ciao|bye|ade|servus bis|bis (?:dann|bald|morgen|später|nachher|demnächst|nächste woche|zum nächsten mal)|machs gut|mach es gut|auf wiedersehen|schönen (?:abend|tag|feierabend|sonntag)(?: noch)?|schönes wochenende|ich geh (?:ins bett|schlafen)|ab ins bett|gehe (?:jetzt )?schlafen|feierabend|das wars|das war es|das war alles|ich bin (?:dann )?(?:raus|weg)|bin raus)(?: \w+){0,3}",
            r"(?:fertig|schluss|genug|ende|das reicht|reicht) für (?:heute|jetzt|diesen abend)|für heute (?:fertig|schluss|reichts|reicht es|genug|wars das)",
        ),
    ),
    Intent.HELLO: Sayings(
        whole=(
            rf"{_GREETING}(?: (?:du|waymark|bot|coach|zusammen|alle|mein freund|freund|da|an alle|wieder|dir|euch|{_GREETING}))*",
        ),
    ),
    Intent.UNSURE: Sayings(
        whole=(
            r"(?:ich )?(?:weiss (?:ich )?(?:es |das )?(?:nicht|nimmer)|keine ahnung|ka|kp|kein plan|vergessen|bin (?:mir )?(?:nicht|un)? ?sicher|bin unsicher|unsicher|nicht sicher|wer weiss|schwer zu sagen|egal|mir egal|hm+|tja|naja|kein kommentar|kann ich nicht sagen|mal sehen|mal schauen|erinnere mich nicht)(?: (?:mehr|genau|noch|so genau|wie lange|gerade|sorry|wirklich))*",
        ),
    ),
    Intent.YES: Sayings(
        whole=(
            r"(?:ja+|jo|jup|jap|jawohl|joa|jep|klar|klaro|na klar|sicher|aber sicher|ok|okay|oki|gut|in ordnung|alles klar|passt|genau|richtig|stimmt|korrekt|gerne?|sehr gerne?|natürlich|selbstverständlich|auf jeden fall|unbedingt|mach das|mach mal|bitte|einverstanden|abgemacht|warum nicht|von mir aus|meinetwegen|logisch|logo|yes)(?: (?:bitte|gerne?|danke|klar|dann|mach das|mach|los|doch))*",
        ),
    ),
    Intent.NO: Sayings(
        whole=(
            r"(?:nein|nee+|nö|ne|nicht wirklich|eher nicht|lieber nicht|besser nicht|schon gut|vergiss es|lass mal|lass gut sein|abbrechen|doch nicht|auf keinen fall|keinesfalls|kein interesse|kein bedarf|passt schon|nicht nötig|n)(?: (?:danke|bitte|nicht|lieber nicht|jetzt nicht|kein interesse))*",
        ),
    ),
    Intent.THANKS: Sayings(
        whole=(
            rf"{_VERY}(?:toll|gut|gut zu wissen|cool|schön|nett|super|perfekt|wow|klasse|prima|spitze|genial|wunderbar|grossartig|bravo|gut gemacht|weiter so|haha+|lol|interessant|verstanden|verstehe|alles verstanden|ah ok|ach so|achso|aha|hervorragend|top|stark|sauber|geil|hammer)(?: \w+){{0,3}}",
        ),
        within=(
            r"danke\w*|dank dir|(?:vielen|tausend|herzlichen|besten|lieben) dank|merci|thx|thanks|lieb von dir|du bist (?:ein |eine |der |die |das |so |echt |sehr |wirklich )*(?:schatz|held|engel|beste|bester|toll|super|lieb|nett|klasse|spitze|hilfreich|cool|goldig)|liebe (?:dich|das)|freut mich|hast mir (?:\w+ )?geholfen",
        ),
    ),
}
"""How people say things in German, tried from the top."""
