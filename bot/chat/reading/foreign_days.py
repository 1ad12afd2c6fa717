"""What other languages call days, as CLDR has it.

Whoever writes `25 gestern` or `25 montag` means that day, whatever language was set, and it must
not become a note. Words that say another thing in a neighbouring language are asked about.
"""

from collections.abc import Mapping
from typing import Final

_WEEKDAYS: Final = (
    """
    montag lundi lunes lunedì segunda-feira maandag poniedziałek pondělí pondelok måndag mandag
    maanantaina hétfő pazartesi senin ponedjeljak ponedeljek pirmadienis pirmdiena esmaspäev
    dilluns δευτέρα понеделник понедельник понеділок понедељак الاثنين دوشنبه सोमवार সোমবার
    วันจันทร์ 월요일 月曜日 星期一
    """,
    """
    dienstag mardi martes martedì terça-feira dinsdag wtorek úterý utorok tisdag tirsdag
    tiistaina kedd marți salı selasa utorak torek antradienis otrdiena teisipäev dimarts τρίτη
    вторник вівторок уторак الثلاثاء سه‌شنبه मंगलवार মঙ্গলবার วันอังคาร 화요일 火曜日 星期二
    """,
    """
    mittwoch mercredi miércoles mercoledì quarta-feira woensdag środa středa streda onsdag
    keskiviikkona szerda miercuri çarşamba rabu srijeda sreda trečiadienis trešdiena kolmapäev
    dimecres τετάρτη сряда среда середа الأربعاء چهارشنبه बुधवार বুধবার วันพุธ 수요일 水曜日 星期三
    """,
    """
    donnerstag jeudi jueves giovedì quinta-feira donderdag czwartek čtvrtek štvrtok torsdag
    torstaina csütörtök joi perşembe kamis četvrtak četrtek ketvirtadienis ceturtdiena neljapäev
    dijous πέμπτη четвъртък четверг четвер четвртак الخميس پنجشنبه गुरुवार বৃহস্পতিবার
    วันพฤหัสบดี 목요일 木曜日 星期四
    """,
    """
    freitag vendredi viernes venerdì sexta-feira vrijdag piątek pátek piatok fredag perjantaina
    péntek vineri cuma jumat petak petek penktadienis piektdiena reede divendres παρασκευή петък
    пятница пʼятниця петак الجمعة جمعه शुक्रवार শুক্রবার วันศุกร์ 금요일 金曜日 星期五
    """,
    """
    samstag samedi sábado sabato zaterdag sobota lördag lørdag lauantaina szombat sâmbătă
    cumartesi sabtu subota šeštadienis sestdiena laupäev dissabte σάββατο събота суббота субота
    السبت شنبه शनिवार শনিবার วันเสาร์ 토요일 土曜日 星期六
    """,
    """
    sonntag dimanche domingo domenica zondag niedziela neděle nedeľa söndag søndag sunnuntai
    vasárnap duminică pazar minggu nedjelja nedelja sekmadienis svētdiena pühapäev diumenge
    κυριακή неделя воскресенье неділя недеља الأحد یکشنبه रविवार রবিবার วันอาทิตย์ 일요일 日曜日 星期日
    """,
)
"""From Monday to Sunday."""

_TODAY: Final = """
    heute heut hoy oggi hoje vandaag dzisiaj dziś dnes idag tänään bugün danas danes šiandien šodien
    täna avui astăzi σήμερα сегодня днес сьогодні данас היום اليوم امروز आज আজ วันนี้ 오늘 今日 今天
    """
_YESTERDAY: Final = """
    gestern ayer ieri ontem gisteren wczoraj včera igår eilen tegnap dün kemarin jučer včeraj
    vakar eile ahir juče χθες χτες вчера вчора јуче אתמול أمس دیروز গতকাল เมื่อวาน 어제 昨日 昨天
    """
_BEFORE_YESTERDAY: Final = """
    vorgestern avant-hier anteayer antier anteontem eergisteren przedwczoraj předevčírem
    predvčerom förrgår toissapäivänä tegnapelőtt prekjučer позавчера позавчора 前天 一昨日 그저께
    """
_TOMORROW: Final = """
    morgen demain mañana domani amanhã jutro zítra zajtra imorgon huomenna holnap yarın besok
    sutra jutri rytoj demà mâine αύριο завтра утре сутра מחר غدا فردا พรุ่งนี้ 내일 明日 明天
    """

WEEKDAYS_ABROAD: Final[Mapping[str, int]] = {
    name: weekday for weekday, names in enumerate(_WEEKDAYS) for name in names.split()
}
"""From the full name of a weekday to 0 for Monday."""

DAYS_ABROAD: Final[Mapping[str, str]] = {
    **dict.fromkeys(_TODAY.split(), "today"),
    **dict.fromkeys(_YESTERDAY.split(), "yesterday"),
    **dict.fromkeys(_BEFORE_YESTERDAY.split(), "2"),
    **dict.fromkeys(_TOMORROW.split(), "tomorrow"),
}
"""Names of days near today, as a vocabulary has them."""

UNSURE_ABROAD: Final = frozenset({"hier", "कल", "går"})
"""What may be a day or something else."""
