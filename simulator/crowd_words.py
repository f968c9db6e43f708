"""The words by which the crowd judges labels, and what it says. Small letters, whole words."""

LANGUAGE_NAMES = {
    "de": ("deutsch",),
    "de_simple": ("leichte sprache", "deutsch leichte sprache", "einfache sprache"),
    "en": ("english",),
    "tr": ("türkçe",),
    "it": ("italiano",),
    "ro": ("română",),
    "uk": ("українська",),
    "hr": ("hrvatski",),
    "ar": ("العربية", "عربي", "عربية"),
    "el": ("ελληνικά",),
    "sq": ("shqip",),
    "pl": ("polski",),
    "ru": ("русский",),
    "fr": ("français",),
    "es": ("español",),
}

AVOIDED_SIGNS = "⬅◀«‹←↩🔙⏪⏮⏸⏹🛑🗑❌✖⚙🌐🏳✏✎ℹ❓❔🏠"
FORWARD_SIGNS = "➡▶»›→⏩⏭👍✔"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SUBMIT_WORDS = _words(
    "submit send abgeben absenden abschicken einreichen senden gönder yolla إرسال ارسال أرسل invia "
    "trimite надіслати pošalji"
)
AVOIDED_WORDS = _words(
    "back zurück geri dön رجوع عودة العودة السابق indietro înapoi назад natrag pause pausieren ara "
    "duraklat إيقاف توقف استراحة pausa pauză пауза pauza delete löschen sil حذف elimina șterge "
    "видалити obriši language sprache dil لغة اللغة lingua limbă limba мова jezik stop cancel "
    "abbrechen iptal إلغاء annulla anulează скасувати odustani decline disagree ablehnen "
    "katılmıyorum reddet أرفض رفض change ändern edit bearbeiten değiştir düzenle تعديل تغيير "
    "تحرير help hilfe yardım مساعدة privacy datenschutz gizlilik الخصوصية خصوصية about über "
    "hakkında skip überspringen atla تخطي تخط تجاوز later später sonra لاحقا لاحقًا لاحقاً"
)
FORWARD_WORDS = _words(
    "next weiter ileri devam التالي متابعة استمرار المتابعة avanti continua înainte далі dalje "
    "continue fortsetzen weitermachen done fertig tamam bitti تم انتهيت fatto gata готово "
    "gotovo start starten los loslegen beginnen anfangen teilnehmen mitmachen başla başlat "
    "katıl ابدأ البدء بدء ابدأوا begin beginne sonraki başlayın agree einverstanden zustimmen stimme kabul "
    "onaylıyorum katılıyorum أوافق موافق اوافق accetto accept ok okay"
)
FILLERS = _words("ja ich bin zu jetzt yes i now evet et ver نعم الآن")
NEGATIONS = _words("nicht kein not dont don no hayır değil لا non nu не ne")
UNUSUAL_WORDS = _words(
    "keine keiner keines keins nichts angabe bilmiyorum أعرف andere anderes sonstiges weiß unter jünger "
    "no none nothing answer other prefer under younger "
    "hiçbiri hiçbir başka diğer cevap yok yanıt altında altı küçük "
    "لا شيء أخرى آخر إجابة تحت أقل دون أصغر"
)
NUMBER_WORDS = _words(
    "jahr jahre jahren jahrgang geburtsjahr alter alt zahl nummer viele year years age old "
    "number many birth yıl yaş yaşında yaşınız kaç sayı doğum سنة عمر عمرك عدد رقم كم سنوات"
)

FIRST_NAMES = {
    "de": ("Anna", "Jürgen", "Sabine", "Lukas", "Renate", "Felix", "Monika", "Paul"),
    "en": ("Grace", "Oliver", "Priya", "James", "Amara", "Liam"),
    "tr": ("Ayşe", "Mehmet", "Elif", "Mustafa", "Zeynep", "Emre"),
    "ar": ("ليلى", "أحمد", "فاطمة", "يوسف", "مريم", "خالد"),
    "it": ("Giulia", "Marco", "Chiara"),
    "ro": ("Ioana", "Andrei", "Elena"),
    "uk": ("Олена", "Тарас", "Ірина"),
    "hr": ("Ivana", "Marko", "Ana"),
}

SENTENCES = {
    "de": (
        "Die vielen Bäume am Stadtpark gefallen mir.",
        "Mehr Bänke zum Ausruhen wären schön.",
        "Der Radweg an der Bahnhofstraße ist gefährlich.",
        "Es fehlen Wohnungen, die sich Familien leisten können.",
        "Ich wünsche mir einen Treffpunkt für Jung und Alt.",
        "Abends ist es an der Unterführung zu dunkel.",
    ),
    "en": (
        "I like the market on Saturdays.",
        "We need more benches in the shade.",
        "Crossing the main street with a pram is hard.",
        "A meeting place for young and old would help.",
        "The buses should run later in the evening.",
    ),
    "tr": (
        "Parktaki ağaçlar çok güzel.",
        "Akşamları sokak lambaları yetersiz.",
        "Yaşlılar için daha çok bank olmalı.",
        "Çocuklar için oyun alanı istiyoruz.",
        "Komşularla buluşacak bir yer eksik.",
    ),
    "ar": (
        "أحب الأشجار في الحديقة.",
        "نحتاج إلى مقاعد أكثر في الظل.",
        "الشارع الرئيسي خطر على الأطفال.",
        "نريد مكانا يلتقي فيه الجيران.",
        "الإضاءة ضعيفة في المساء.",
    ),
    "it": ("Mi piace il parco.", "Mancano panchine all'ombra.", "Servono più autobus la sera."),
    "ro": ("Îmi place parcul.", "Lipsesc bănci la umbră.", "Strada e periculoasă pentru copii."),
    "uk": ("Мені подобається парк.", "Бракує лавок у затінку.", "Увечері замало світла."),
    "hr": ("Sviđa mi se park.", "Nedostaje klupa u hladu.", "Navečer je premalo svjetla."),
}
