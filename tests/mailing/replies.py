"""Replies as the mail programs of the world write them: the same answer, quoted in many ways."""

SENDER = "collegium@northwind.example"
REPLY = "reply+k5qw6zj2@northwind.example"
OURS = (SENDER, "northwind.example")
MARKER = "##- Please reply above this line -##"

LINES = ("I let Emmy lead the meeting.", "She found a better order.", "I talk too early.")
ANSWER = "\n".join(LINES)

LETTER = f"""{MARKER}

Hello Ada Byron,

What did you try this week, what happened, what did you learn?

Write three lines:
https://collegium.example/groups/1/log/
"""
QUOTED = "\n".join(f"> {line}".rstrip() for line in LETTER.split("\n"))


def under(attribution: str, *, quoted: str = QUOTED) -> str:
    """The answer above a quoted letter."""
    return f"{ANSWER}\n\n{attribution}\n{quoted}"


PLAIN = {
    "nothing quoted": ANSWER,
    "gmail, English": under(
        f"On Fri, Mar 13, 2026 at 2:00 PM Collegium <{SENDER}> wrote:", quoted=f"\n{QUOTED}"
    ),
    "gmail, English, wrapped": under(
        f"On Fri, Mar 13, 2026 at 2:00 PM Collegium <\n{SENDER}> wrote:"
    ),
    "gmail, German": under(f"Am Fr., 13. März 2026 um 14:00 Uhr schrieb Collegium <\n{SENDER}>:"),
    "gmail, French": under(f"Le ven. 13 mars 2026 à 14:00, Collegium <{SENDER}> a\nécrit :"),
    "gmail, Spanish": under(f"El vie, 13 mar 2026 a las 14:00, Collegium (<{SENDER}>)\nescribió:"),
    "gmail, Arabic": under(
        f"في الجمعة، 13 مارس 2026 في 2:00 م تمت كتابة ما يلي بواسطة Collegium <\n{SENDER}>:"
    ),
    "apple, English": under(f"> On 13 Mar 2026, at 14:00, Collegium <{SENDER}> wrote:\n> "),
    "apple, German": under(f"> Am 13.03.2026 um 14:00 schrieb Collegium <{SENDER}>:\n> "),
    "apple, French": under(f"> Le 13 mars 2026 à 14:00, Collegium <{SENDER}> a écrit :\n> "),
    "apple, Spanish": under(f"> El 13 mar 2026, a las 14:00, Collegium <{SENDER}> escribió:\n> "),
    "apple, Arabic": under(
        f"> في ١٣ مارس ٢٠٢٦، الساعة ٢:٠٠ م، كتب Collegium \u200f<{SENDER}>:\n> "
    ),
    "thunderbird, English": under("On 13/03/2026 14:00, Collegium wrote:"),
    "thunderbird, German": under("Am 13.03.26 um 14:00 schrieb Collegium:"),
    "thunderbird, French": under("Le 13/03/2026 à 14:00, Collegium a écrit :"),
    "thunderbird, Spanish": under("El 13/3/26 a las 14:00, Collegium escribió:"),
    "thunderbird, Italian": under("Il 13/03/2026 14:00, Collegium ha scritto:"),
    "outlook, English": (
        f"{ANSWER}\n\nFrom: Collegium <{SENDER}>\nSent: Friday, March 13, 2026 2:00 PM\n"
        f"To: Ada Byron <ada@firm.example>\nSubject: Three lines for your log\n\n{LETTER}"
    ),
    "outlook, German": (
        f"{ANSWER}\n\nVon: Collegium <{SENDER}>\nGesendet: Freitag, 13. März 2026 14:00\n"
        f"An: Ada Byron\nBetreff: Drei Zeilen\n\n{LETTER}"
    ),
    "outlook, French": (
        f"{ANSWER}\n\nDe : Collegium <{SENDER}>\nEnvoyé : vendredi 13 mars 2026 14:00\n"
        f"À : Ada Byron\nObjet : Trois lignes\n\n{LETTER}"
    ),
    "outlook, Spanish": (
        f"{ANSWER}\n\nDe: Collegium <{SENDER}>\nEnviado el: viernes, 13 de marzo de 2026 14:00\n"
        f"Para: Ada Byron\nAsunto: Tres líneas\n\n{LETTER}"
    ),
    "outlook, Arabic": (
        f"{ANSWER}\n\nمن: Collegium <{SENDER}>\nتاريخ الإرسال: الجمعة 13 مارس 2026 14:00\n"
        f"إلى: Ada Byron\nالموضوع: ثلاثة أسطر\n\n{LETTER}"
    ),
    "outlook, old": f"{ANSWER}\n\n-----Ursprüngliche Nachricht-----\nVon: Collegium\n\n{LETTER}",
    "outlook on a phone": (
        f"{ANSWER}\n\nGet Outlook for iOS<https://aka.example/o0ukef>\n"
        f"________________________________\nFrom: Collegium <{SENDER}>\nSent: Friday\n\n{LETTER}"
    ),
    "an iPhone": under(f"Sent from my iPhone\n\n> On 13 Mar 2026, Collegium <{SENDER}> wrote:"),
    "an iPhone in German": under("Von meinem iPhone gesendet\n\n> Am 13.03.2026 schrieb C:"),
    "an Android in Spanish": under("Enviado desde mi móvil\n\nEl vie., 13 mar. 2026 escribió:"),
    "a program that marks nothing": f"{ANSWER}\n\n{LETTER}",
    "a program in a language that we do not know": under(
        f"W dniu pt., 13.03.2026 o 14:00 Collegium <\n{SENDER}> napisał(a):"
    ),
    "the same without an address": under("W dniu 2026-03-13 14:00, Collegium pisze:"),
    "a signature": under("-- \nAda Byron\nHead of Sales\n\nOn 13/03/2026 14:00, Collegium wrote:"),
    "a closing": under("Best regards,\nAda\n\nOn 13/03/2026 14:00, Collegium wrote:"),
    "a German closing": under("Viele Grüße aus Köln\nAda\n\nAm 13.03.26 um 14:00 schrieb C:"),
    "a greeting": "Hello Collegium,\n\n" + under("On 13/03/2026 14:00, Collegium wrote:"),
    "at the bottom": f"On 13/03/2026 14:00, Collegium wrote:\n{QUOTED}\n\n{ANSWER}\n\n-- \nAda",
    "numbered": "1. {}\n2. {}\n3) {}".format(*LINES),
    "with labels": "What I did: {}\nWhat happened: {}\nWhat I learned: {}".format(*LINES),
    "set apart": "{}\n\n{}\n\n{}".format(*LINES),
    "Windows": under("On 13/03/2026 14:00, Collegium wrote:").replace("\n", "\r\n"),
}

HTML = {
    "gmail": (
        '<div dir="ltr"><div>{}</div><div>{}</div><div>{}</div></div><br>'
        '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Fri'
        "<br></div><blockquote>##- Please reply</blockquote></div>"
    ),
    "gmail signature": (
        '<div dir="ltr">{}<br>{}<br>{}<br><div class="gmail_signature">Ada</div></div>'
    ),
    "outlook": (
        "<html><head><style>p {{margin:0}}</style></head><body><p class=MsoNormal>{}</p>"
        "<p class=MsoNormal>{}<o:p></o:p></p><p>{}</p><div style='border:none;"
        "border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p><b>From:</b> C</p></div>"
        "<p>What did you try?</p></body></html>"
    ),
    "outlook on the web": (
        '<div class="elementToProof">{}</div><div>{}</div><div>{}</div>'
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: C</div><p>Quoted</p>'
    ),
    "apple": (
        '<body dir="auto">{}<div>{}</div><div>{}</div><div dir="ltr"><br>'
        '<blockquote type="cite">On 13 Mar 2026</blockquote></div></body>'
    ),
    "thunderbird": (
        '<p>{}<br>{}<br>{}</p><div class="moz-cite-prefix">On 13/03</div><blockquote>Q</blockquote>'
    ),
    "nothing closed": "<html><head><title>x</title><body><p>{}<p>{}<p>{}",
    "entities and spaces": "<p>\n {}\n</p>\n<p>&nbsp;{}&nbsp;</p><!-- no --><ul><li>{}</ul>",
}
