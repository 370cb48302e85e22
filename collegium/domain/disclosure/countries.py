"""How countries, their people and what is theirs are called: beginnings of words, folded.

English and German, French and Spanish where they begin otherwise. A star: whatever follows.
"""

_ROWS = """
AE uae emirat* arabisch*
AR argentin*
AT austria* osterreich* autrich*
AU australi*
BE belg*
BG bulgar*
BR brasil* brazil* bresil*
CA canad* kanad*
CH switzerland swiss* schweiz* suisse* suiz*
CL chile* chilen*
CN china* chines* chin chino* chinois*
CO colombia* kolumbi*
CY cyprus zypern zypr* cypriot*
CZ czech* tschech* tchequ*
DE german* deutsch* allemand* allemagn* aleman*
DK denmark danish dane danes danemark danisch* danen
EE estonia* estland estnisch*
EG egypt* agypt* egipt*
ES spain spanish* spaniard* spanien spanier* spanisch* espagn* espan*
FI finland finnish* finn finns finnland finnisch* finnen
FR france french* frankreich franzos* francais* frances*
GB britain british* uk england english* scotland scottish wales welsh grossbrit* britisch*
GR greece greek* griech*
HK hongkong
HR croat* kroat*
HU hungar* ungar* hongr*
ID indones*
IE ireland irish* irland irisch* iren
IL israel*
IN india* indien indisch* inder*
IT italy italia* italien*
JO jordan*
JP japan*
KE kenya* kenia*
KR korea* korean*
KW kuwait*
LB lebanon lebanese libano* libanes*
LT lithuania* litau*
LU luxemb*
LV latvia* lettland lettisch* letten
MA morocc* marokk* maroc*
MT malta maltes*
MX mexic* mexik*
MY malaysia*
NG nigeria*
NL netherland* dutch* holland* niederland* neerland*
NO norway norwegian* norweg*
NZ zealand* neuseeland*
PE peru peruv* peruan*
PH philippin* filipin*
PK pakistan*
PL poland polish* pole poles polen polnisch* polonais* polac*
PT portug*
QA qatar* katar*
RO roman* ruman*
RS serb*
RU russia* russ russisch* russland russen
SA saudi*
SE sweden swedish* swede swedes schwed* suedois*
SG singap*
SI sloven* slowen*
SK slovak* slowak*
TH thai*
TN tunis*
TR turkey turkish turk* turkei
TW taiwan*
UA ukrain*
US usa america* amerika* americain* estadounid*
VN vietnam*
ZA sudafrika*
"""
NAMES = {row.split()[0]: tuple(row.split()[1:]) for row in _ROWS.strip().splitlines()}


def is_of(form: str, country: str) -> bool:
    """Whether a folded word names a country (its code), its people or what is theirs."""
    return any(
        form.startswith(name[:-1]) if name.endswith("*") else form == name
        for name in NAMES.get(country.upper(), ())
    )
