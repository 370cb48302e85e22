"""The words by which dates, figures and names are told, in the languages people write in."""

# English, German, French, Spanish, Arabic; short forms where they are in use.
MONTHS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sept sep oct nov dec
januar jänner februar feber märz mai juni juli oktober dezember mrz okt dez
janvier février mars avril juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
"""
# Everyday words, first names or short forms: they date a story only beside a number.
AMBIGUOUS_MONTHS = """
may march mars april june august mai juni juli juin julio avril abril marzo
jan feb mar apr jun jul aug sept sep oct nov dec mrz okt dez
"""
CURRENCIES = "€ $ £ ¥ eur usd gbp chf euro euros dollar dollars franken pounds"
MAGNITUDES = """
% ‰ percent prozent pour_cent por_ciento k m bn million millions millionen mio mrd
milliarde milliarden milliards billion thousand tausend
"""
# Titles and parts of names that are everyday words too; they count inside a full name only.
PARTICLES = """
van von vom zu zur zum der die das den des de del della di da do dos du le la les el al
bin ibn abu y e i dr prof mr mrs ms miss sir frau herr mme jr sr st
and und et to an in on am is so no er she he we my you
"""
# Names, places and departments that are everyday words too: they count where they are capitalised.
EVERYDAY = """
art bill carol chance dawn faith frank grace hope iris jay joy june mark may miles nick olive pat
penny ray rich rob rose sky sue victor will wolf young long brown green black white short sharp
king cook baker bell bush field fields hall hill hunt lake little moss page park price rice stone
wood woods lang lange klein gross kurz jung alt neu schwarz weiss braun roth ernst fuchs vogel
koch bauer winter sommer berg bach stein engel kaiser konig graf freitag sonntag montag
support people service quality operations production purchasing strategy legal
finance research digital projects security training health bath reading nice essen hamm
"""
WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
fridays montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags dienstags
mittwochs donnerstags freitags lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes
miércoles jueves viernes sábado domingo
"""
FEASTS = """
christmas easter ramadan hanukkah thanksgiving diwali weihnachten ostern pfingsten silvester
noël pâques navidad eid
"""
# Numbers from ten on as words: smaller ones tell nobody apart.
NUMBER_WORDS = """
ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion
billions dozen dozens zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn
dutzend dutzende million millionen milliarde milliarden
"""


def listed(text: str) -> list[str]:
    """Return the words of a list, longest first, so that no word hides a longer one."""
    return sorted((word.replace("_", " ") for word in text.split()), key=len, reverse=True)
