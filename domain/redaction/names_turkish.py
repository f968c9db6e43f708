"""Rules for names in Turkish texts, where the title often follows the name: Mehmet Bey, Ayşe Hanım."""

from domain.redaction.marks import Why
from domain.redaction.names import NAME, NAMES
from domain.redaction.rules import Rule, rule

TURKISH_TITLE = rule(
    Why.NAME,
    rf"""(?<!\w) (?: Sayın | Doktor | Dr\.? | Prof\.? | Avukat | Muhtar | Öğretmen
        | [Kk]omşu(?:m|muz|lar\w*) | [Aa]rkadaşı(?:m|mız)
          | [Kk]ardeşi[m]? | [Aa]bim | [Aa]blam | [Oo]ğlum | [Kk]ızım | [Ee]şim | [Aa]nnem | [Bb]abam
        | [Tt]orunum | [Hh]oca(?:m|mız)
          | [Ee]v\ssahibi(?:m|miz) | [Ee]v\ssahibi | [Kk]ayınvalidem | [Dd]ayım | [Aa]mcam | [Tt]eyzem
        | [Hh]alam | [Yy]eğenim | [Kk]uzenim | [Gg]elinim | [Dd]amadım | [Dd]edem | [Nn]inem
        | [Bb]abaannem | [Aa]nneannem | [Dd]oktor\s[Bb]ey ),?
        \s+ (?: Bay\s | Bayan\s )? (?! (?: Ben | Bu | Çok | Ve | Bir | Biz | O | Almanya | Türkiye
        | Kornwestheim ) \b ) (?P<it> {NAMES} )
      | (?<!\w) (?: Bay | Bayan ) \s (?P<bay> {NAMES} )""",
)
TURKISH_AFTER = rule(
    Why.NAME,
    rf"""(?<!\w) (?! (?: Bey | Hanım | Bayan | Bu | O | Her | Bir | Bizim ) \b ) (?P<it> {NAME} (?: \s
        {NAME} )? ) \s (?: [Bb]ey | [Hh]anım | [Aa]bi | [Aa]bla
        | [Aa]mca | [Tt]eyze | [Hh]oca | [Dd]ayı
          | [Uu]sta | [Aa]ğabey | [Aa]ilesi\w* | [Ee]fendi ) (?: n?[ıiuüae]n? | (?:['’]\w+) | y[ae]
        | l[ae]r(?:['’]?\w*)? | yl[ae] | d[ae]n | d[ae] )? (?!\w)""",
)
TURKISH_CALLED = rule(
    Why.NAME,
    rf"""(?<!\w) (?i: adım | ismim | adı | ad(?:ı|im)\s?: | adında(?:ki)?\s? | isimli | adlı ) \s+ (?P<it>
        {NAMES} )
      | (?<!\w) (?P<before> {NAMES} ) \s (?: adında | isimli | adlı ) (?!\w)""",
)
TURKISH_SELF = rule(Why.NAME, rf"(?<!\w) Ben ,? \s (?P<it> {NAMES} ) (?=,)")

TURKISH: tuple[Rule, ...] = (TURKISH_TITLE, TURKISH_AFTER, TURKISH_CALLED, TURKISH_SELF)
