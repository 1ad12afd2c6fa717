"""What other languages call the units of time, as CLDR has it.

Whoever writes `2 Stunden` means two hours, whatever language was set. Words that are English, too,
and abbreviations of one or two letters are left out: behind a number they may be a note.
"""

from typing import Final


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


HOURS_ABROAD: Final = _split(
    """
    giờ godz godzin godzina godziny heure heures hodin hodina hodiny hodín hora horas hores
    ora ore oră saat sata sati std stunda stundas stunde stunden stundu timmar timme tund tundi
    tunti tuntia ura uur valanda valandos valandų óra ώρα ώρεσ год годин година години сат
    сата сати час часа часов שעה שעות שעתיים ساعات ساعة ساعت ساعتان घं घंटा घंटे ঘঃ ঘন্টা ชม
    ชั่วโมง 小时 時間 시간
    """
)
"""Hours."""

MINUTES_ABROAD: Final = _split(
    """
    dakika menit minut minuta minuten minuter minuti minutit minuto minutos minuts minutt
    minutter minuty minutė minutės minuut minuutti minuuttia minučių minút minúta minúty
    minūte minūtes minūšu mnt perc phút λεπτά λεπτό мин минут минута минути минуты хвилин
    хвилина хвилини דקה דקות دقائق دقيقة دقيقتان دقیقه मि मिनट মিঃ মিনিট นาที 分 分钟 분
    """
)
"""Minutes."""

OTHERS_ABROAD: Final = _split(
    """
    bln bulan dagen dana detik deň dias diena dienas dienos dienu dienų dne dneva dni dnia
    dny dní dnů dtk dygn dzień día días døgn dňa giorni giorno giây gün hafta hari hét hónap
    jour jours kuu kuud kuukausi kuukautta luni lună maand maanden mdr mese mesec meseca
    mesecev meseci meses mesi mesiac mesiaca mesiace mesiacov mesos mgg mies miesiąc
    miesiąca miesiące miesięcy minggu mjesec mjeseca mjeseci mnd mois monat monate másodperc
    mån månad månader måned måneder mês mēn mēnesis mēneši mēnešu mėn mėnesiai mėnesio
    mėnesių mėnuo měs měsíc měsíce měsíců ned nedēļa nedēļas nedēļu ngày näd nädal nädalat
    päev päeva päivä päivää saniye sav savaitė savaitės savaičių seconde seconden secondes
    secondi secondo secunde secundă segon segons segundo segundos sek sekund sekunda sekunde
    sekunden sekunder sekundes sekundi sekundit sekundy sekundė sekundės sekundžių sekunti
    sekuntia sekunžu sekúnd semaine semaines semana semanas setm setmana setmanes settimana
    settimane săpt săptămâni săptămână tage teden tedna tedni tednov tháng tjedan tjedana
    tjedna tuần tydz tydzień tyg tygodni tygodnia tygodnie týd týden týdne týdny týdnů týž
    týždeň týždne týždňa týždňov uge uger uke uker vecka veckor viikko viikkoa weken wkn
    woche wochen zile ööpäev ööpäeva δευτ δευτερόλεπτα δευτερόλεπτο εβδ εβδομάδα εβδομάδεσ
    ημέρα ημέρεσ μήν μήνασ μήνεσ дан дана ден день дней дни дня дні днів мес месец месеца
    месеци месяц месяца месяцев міс місяць місяця місяці місяців нед недели недель неделя
    недеља недеље седм седмица седмици сек секунд секунда секунде секунди секунды тиж
    тиждень тижня тижні тижнів חודש חודשיים חודשים יום יומיים ימים שבוע שבועות שבועיים שניה
    שניות أسابيع أسبوع أسبوعان أسبوعًا أشهر أيام ثانية ثانيتان ثانیه ثوان روز شهر شهران
    شهرًا ماه هفته يوم يومان يومًا दि दिन महीना महीने माह सप्ताह से सेकंड দিন মাস সপ্তাহ সেঃ
    সেকেন্ড วัน วิ วินาที สัปดาห์ เดือน か月 个月 周 天 日 秒 秒钟 週間 개월 일 주 초
    """
)
"""Seconds, days, weeks and months: no study is logged in them."""
