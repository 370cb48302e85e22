"""Languages as rosters write them, to two-letter codes of ISO 639-1."""

import re

from collegium.people.roster.cells import plain, several

_SEPARATORS = re.compile(r"[,;|/+&\n]|\s(?:and|und)\s")
_REGION = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z]{2,4})+\Z")
_ASIDE = re.compile(r"\s*\(.*\)\s*\Z")
_CODES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy
    hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg
    li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or
    os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
    te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
CODES = frozenset(_CODES.split())
_NAMES = """
ar | Arabic | Arabisch | العربية
bg | Bulgarian | Bulgarisch
bs | Bosnian | Bosnisch
ca | Catalan | Katalanisch | Català
cs | Czech | Tschechisch | Čeština
da | Danish | Dänisch | Dansk
de | German | Deutsch | ger | deu
el | Greek | Griechisch
en | English | Englisch | eng
es | Spanish | Spanisch | Español | Castellano | spa
et | Estonian | Estnisch
fa | Persian | Persisch | Farsi
fi | Finnish | Finnisch | Suomi
fr | French | Französisch | Français | fra | fre
he | Hebrew | Hebräisch
hi | Hindi
hr | Croatian | Kroatisch | Hrvatski
hu | Hungarian | Ungarisch | Magyar
id | Indonesian | Indonesisch
it | Italian | Italienisch | Italiano | ita
ja | Japanese | Japanisch
ko | Korean | Koreanisch
lt | Lithuanian | Litauisch
lv | Latvian | Lettisch
ms | Malay | Malaiisch
nb | Bokmål
nl | Dutch | Niederländisch | Holländisch | Nederlands | nld
no | Norwegian | Norwegisch | Norsk
pl | Polish | Polnisch | Polski | pol
pt | Portuguese | Portugiesisch | Português | por
ro | Romanian | Rumänisch | Română
ru | Russian | Russisch | Русский
sk | Slovak | Slowakisch
sl | Slovenian | Slovene | Slowenisch
sq | Albanian | Albanisch
sr | Serbian | Serbisch
sv | Swedish | Schwedisch | Svenska
sw | Swahili | Suaheli
ta | Tamil
th | Thai | Thailändisch
tr | Turkish | Türkisch | Türkçe
uk | Ukrainian | Ukrainisch
ur | Urdu
vi | Vietnamese | Vietnamesisch
zh | Chinese | Chinesisch | Mandarin | 中文
"""


def languages(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes that a cell names, each once and in its order, and the words that name none."""
    codes: dict[str, None] = {}
    unknown = []
    for word in several(cell, _SEPARATORS):
        code = language(word)
        if code is None:
            unknown.append(word)
        else:
            codes[code] = None
    return tuple(codes), tuple(unknown)


def language(word: str) -> str | None:
    """The code of one language: a code, with or without region, or a name."""
    word = _ASIDE.sub("", word)
    if region := _REGION.match(word):
        word = region[1]
    return word.lower() if word.lower() in CODES else _BY_NAME.get(plain(word))


_BY_NAME = {
    plain(name): names[0].strip()
    for line in _NAMES.strip().splitlines()
    for names in [line.split("|")]
    for name in names[1:]
}
