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


def listed(text: str) -> list[str]:
    """Return the words of a list, longest first, so that no word hides a longer one."""
    return sorted((word.replace("_", " ") for word in text.split()), key=len, reverse=True)
