"""What people call days and months in each language. What is not known here is never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.languages import Language


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's words, each in the forms that are typed.

    `months` and `weekdays` (Monday first) hold the forms of one of them in one text, parted by commas.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    today: str
    tomorrow: str
    day_after: str
    morning: str = ""  # before noon, on a clock of twelve hours
    evening: str = ""
    hour: str = ""  # what follows the hour where no minutes are typed
    at: str = ""  # what stands before a time of the day
    beside: str = ""  # words that may stand there and say nothing


WORDS: Mapping[Language, DateWords] = {
    "de": DateWords(
        months=(
            *("januar,jan,jänner,jän", "februar,feb,feber", "märz,mär,mrz,maerz", "april,apr", "mai"),
            *("juni,jun", "juli,jul", "august,aug", "september,sept,sep", "oktober,okt", "november,nov"),
            "dezember,dez",
        ),
        weekdays=(
            *("montag,mo", "dienstag,di", "mittwoch,mi", "donnerstag,do", "freitag,fr"),
            *("samstag,sonnabend,sa", "sonntag,so"),
        ),
        today="heute",
        tomorrow="morgen",
        day_after="übermorgen,uebermorgen",
        hour="uhr,h",
        at="um,ab,von",
        beside="am,den,dem,der",
    ),
    "en": DateWords(
        months=(
            *("january,jan", "february,feb", "march,mar", "april,apr", "may", "june,jun", "july,jul"),
            *("august,aug", "september,sept,sep", "october,oct", "november,nov", "december,dec"),
        ),
        weekdays=(
            *("monday,mon", "tuesday,tues,tue", "wednesday,wed", "thursday,thurs,thu", "friday,fri"),
            *("saturday,sat", "sunday,sun"),
        ),
        today="today",
        tomorrow="tomorrow",
        day_after="day after tomorrow,the day after tomorrow",
        morning="am,a.m.",
        evening="pm,p.m.",
        hour="h,o'clock",
        at="at,from",
        beside="on,the,of",
    ),
    "tr": DateWords(
        months=(
            *("ocak,oca", "şubat,şub", "mart,mar", "nisan,nis", "mayıs,may", "haziran,haz", "temmuz,tem"),
            *("ağustos,ağu", "eylül,eyl", "ekim,eki", "kasım,kas", "aralık,ara"),
        ),
        weekdays=(
            *("pazartesi,pzt,pts", "salı,sal", "çarşamba,çar,çrş", "perşembe,per,prş", "cuma,cum"),
            *("cumartesi,cmt,cts", "pazar,paz"),
        ),
        today="bugün",
        tomorrow="yarın",
        day_after="öbür gün,yarından sonra",
        morning="öö",
        evening="ös",
        at="saat",
        beside="günü",
    ),
    "ar": DateWords(
        months=(
            *("يناير,كانون الثاني", "فبراير,شباط", "مارس,آذار", "أبريل,نيسان", "مايو,أيار"),
            *("يونيو,حزيران", "يوليو,تموز", "أغسطس,آب", "سبتمبر,أيلول", "أكتوبر,تشرين الأول"),
            *("نوفمبر,تشرين الثاني", "ديسمبر,كانون الأول"),
        ),
        weekdays=(
            *("الاثنين,الإثنين,اثنين", "الثلاثاء,ثلاثاء", "الأربعاء,أربعاء", "الخميس,خميس"),
            *("الجمعة,جمعة", "السبت,سبت", "الأحد,أحد"),
        ),
        today="اليوم",
        tomorrow="غدا,غدًا",
        day_after="بعد غد,بعد غدٍ",
        morning="ص,صباحا,صباحًا,صباح",
        evening="م,مساء,مساءً",
        at="الساعة,عند",
        beside="في,يوم,تمام",
    ),
    "it": DateWords(
        months=(
            *("gennaio,gen,genn", "febbraio,feb,febb", "marzo,mar", "aprile,apr", "maggio,mag", "giugno,giu"),
            *(
                "luglio,lug",
                "agosto,ago",
                "settembre,set,sett",
                "ottobre,ott",
                "novembre,nov",
                "dicembre,dic",
            ),
        ),
        weekdays=(
            *("lunedì,lunedi,lun", "martedì,martedi,mar", "mercoledì,mercoledi,mer", "giovedì,giovedi,gio"),
            *("venerdì,venerdi,ven", "sabato,sab", "domenica,dom"),
        ),
        today="oggi",
        tomorrow="domani",
        day_after="dopodomani",
        hour="h",
        at="alle,ore,dalle,alle ore",
        beside="il,lo,l,del,di",
    ),
    "ro": DateWords(
        months=(
            *("ianuarie,ian", "februarie,feb", "martie,mar", "aprilie,apr", "mai", "iunie,iun", "iulie,iul"),
            *("august,aug", "septembrie,sept,sep", "octombrie,oct", "noiembrie,nov,noi", "decembrie,dec"),
        ),
        weekdays=(
            *("luni,lun", "marți,marţi,marti,mar", "miercuri,mie", "joi", "vineri,vin"),
            *("sâmbătă,sîmbătă,sambata,sâm,sam", "duminică,duminica,dum"),
        ),
        today="azi,astăzi,astazi",
        tomorrow="mâine,maine",
        day_after="poimâine,poimaine",
        hour="h",
        at="la,ora,de la,orele",
        beside="pe,în,in,data,de",
    ),
    "uk": DateWords(
        months=(
            *("січня,січень,січ", "лютого,лютий,лют", "березня,березень,бер", "квітня,квітень,кві,квіт"),
            *("травня,травень,тра,трав", "червня,червень,чер,черв", "липня,липень,лип"),
            *("серпня,серпень,сер,серп", "вересня,вересень,вер", "жовтня,жовтень,жов,жовт"),
            *("листопада,листопад,лис,лист", "грудня,грудень,гру,груд"),
        ),
        weekdays=(
            *("понеділок,понеділка,пн", "вівторок,вівторка,вт", "середа,середу,середи,ср"),
            *("четвер,четверга,чт", "п'ятниця,п'ятницю,п'ятниці,пт", "субота,суботу,суботи,сб"),
            "неділя,неділю,неділі,нд",
        ),
        today="сьогодні",
        tomorrow="завтра",
        day_after="післязавтра",
        hour="год,година,годині",
        at="о,об,з",
        beside="р,року,рік,в,у,на",
    ),
    "hr": DateWords(
        months=(
            *(
                "siječnja,siječanj,sij",
                "veljače,veljača,velj,vel",
                "ožujka,ožujak,ožu",
                "travnja,travanj,tra",
            ),
            *("svibnja,svibanj,svi", "lipnja,lipanj,lip", "srpnja,srpanj,srp", "kolovoza,kolovoz,kol"),
            *("rujna,rujan,ruj", "listopada,listopad,lis", "studenoga,studenog,studeni,stu"),
            "prosinca,prosinac,pro",
        ),
        weekdays=(
            *("ponedjeljak,pon", "utorak,uto", "srijeda,srijedu,sri", "četvrtak,čet", "petak,pet"),
            *("subota,subotu,sub", "nedjelja,nedjelju,ned"),
        ),
        today="danas",
        tomorrow="sutra",
        day_after="prekosutra",
        hour="sati,sat,h",
        at="u,od",
        beside="dana,god,godine",
    ),
}
