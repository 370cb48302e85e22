"""Names of countries beside the English ones of the time zone database: code, then names."""

COUNTRY_NAMES = """\
DE | DEU | Germany | Deutschland | BRD
AT | AUT | Österreich
CH | CHE | Switzerland | Schweiz
LI | LIE | Liechtenstein
LU | LUX | Luxemburg
FR | FRA | Frankreich
IT | ITA | Italien
ES | ESP | Spanien
PT | PRT | Portugal
NL | NLD | Niederlande | The Netherlands | Holland
BE | BEL | Belgien
DK | DNK | Dänemark
SE | SWE | Schweden
NO | NOR | Norwegen
FI | FIN | Finnland
IS | ISL | Island
IE | IRL | Irland | Republic of Ireland
GB | GBR | UK | United Kingdom | Great Britain | England | Scotland | Wales | Northern Ireland
GB | Vereinigtes Königreich | Großbritannien
PL | POL | Polen
CZ | CZE | Czechia | Tschechien | Tschechische Republik
SK | SVK | Slowakei
HU | HUN | Ungarn
RO | ROU | Rumänien
BG | BGR | Bulgarien
GR | GRC | Griechenland
HR | HRV | Kroatien
SI | SVN | Slowenien
RS | SRB | Serbien
BA | BIH | Bosnia and Herzegovina | Bosnien und Herzegowina
AL | ALB | Albanien
MK | MKD | Nordmazedonien
EE | EST | Estland
LV | LVA | Lettland
LT | LTU | Litauen
UA | UKR | Ukraine
MD | MDA | Moldau | Moldawien
BY | BLR | Belarus
RU | RUS | Russian Federation | Russland
TR | TUR | Turkey | Türkiye | Türkei
CY | CYP | Zypern
MT | MLT | Malta
US | USA | United States of America | Vereinigte Staaten | Vereinigte Staaten von Amerika
CA | CAN | Kanada
MX | MEX | Mexiko
BR | BRA | Brasilien
AR | ARG | Argentinien
CL | CHL | Chile
CO | COL | Kolumbien
PE | PER | Peru
AU | AUS | Australien
NZ | NZL | Neuseeland
CN | CHN | People's Republic of China
HK | HKG | Hongkong
TW | TWN | Taiwan
JP | JPN | Japan
KR | KOR | South Korea | Korea | Republic of Korea | Südkorea
IN | IND | Indien
ID | IDN | Indonesien
MY | MYS | Malaysia
SG | SGP | Singapur
TH | THA | Thailand
VN | VNM | Viet Nam | Vietnam
PH | PHL | Philippinen
PK | PAK | Pakistan
BD | BGD | Bangladesch
AE | ARE | UAE | United Arab Emirates | Vereinigte Arabische Emirate
SA | SAU | Saudi-Arabien
QA | QAT | Katar
KW | KWT | Kuwait
JO | JOR | Jordanien
LB | LBN | Libanon
IL | ISR | Israel
EG | EGY | Ägypten
MA | MAR | Marokko
TN | TUN | Tunesien
DZ | DZA | Algerien
ZA | ZAF | South Africa | Südafrika
NG | NGA | Nigeria
KE | KEN | Kenia
GH | GHA | Ghana
ET | ETH | Äthiopien
"""
