"""Somebody who has nothing but mail: their programs, their clicks, a scanner that clicks too."""

import re
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from email.utils import make_msgid
from html import unescape
from urllib.error import HTTPError
from urllib.parse import urlencode

OURS = "Collegium <collegium@collegium.example>"
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


def text_of(mail: EmailMessage) -> str:
    """A mail's plain text."""
    return _part(mail, "plain")


def html_of(mail: EmailMessage) -> str:
    """A mail's HTML."""
    return _part(mail, "html")


def link_under(mail: EmailMessage, label: str) -> str:
    """The address that stands in the line after a label."""
    found = re.search(rf"^{re.escape(label)}[^\n]*\n\s*(http\S+)", text_of(mail), re.MULTILINE)
    assert found, (label, text_of(mail))
    return found[1]


def links_of(mail: EmailMessage) -> Sequence[str]:
    """Every address in a mail, in its headers, its text and its HTML."""
    everywhere = " ".join([*map(str, mail.values()), text_of(mail), html_of(mail)])
    return tuple(dict.fromkeys(unescape(one) for one in ADDRESS.findall(everywhere)))


def opened(address: str) -> str:
    """What a browser without any cookie is shown; a page that says no is shown as well."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return str(answer.read().decode())
    except HTTPError as refused:
        return refused.read().decode()


def pressed(address: str, button: str) -> str:
    """Open an address and press a button on it by its words; what comes then."""
    page = opened(address)
    found = re.search(
        rf'<button[^>]*value="([^"]*)"[^>]*>(?:\s*<[^>]*>)*\s*{re.escape(button)}', page
    )
    assert found, page
    data = urlencode({"choice": found[1]}).encode()
    with urllib.request.urlopen(address, data, timeout=20) as answer:
        return str(answer.read().decode())


def scan(mail: EmailMessage, site: str) -> int:
    """Do to a mail what programs that look for harm do: open all its links, twice; how many."""
    links = [one for one in links_of(mail) if one.startswith(site)]
    for address in links:
        urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=20).close()
        opened(address)
    return len(links)


type Body = Callable[[EmailMessage, str, EmailMessage], None]


def reply(mail: EmailMessage, text: str, program: str) -> EmailMessage:
    """An answer to a mail as a mail program writes it, with what it quotes."""
    answer = EmailMessage()
    answer["From"] = str(mail["To"])
    answer["To"] = str(mail["Reply-To"])
    answer["Subject"] = f"{'AW' if program == 'Gmail in German' else 'Re'}: {mail['Subject']}"
    answer["In-Reply-To"] = str(mail["Message-ID"])
    answer["Message-ID"] = make_msgid(domain="firm.example")
    PROGRAMS[program](answer, text, mail)
    return answer


def _gmail(answer: EmailMessage, text: str, mail: EmailMessage) -> None:
    _gmail_with(answer, text, mail, f"On Fri, Oct 9, 2026 at 2:00\u202fPM {OURS} wrote:")


def _gmail_in_german(answer: EmailMessage, text: str, mail: EmailMessage) -> None:
    _gmail_with(answer, text, mail, f"Am Fr., 6. Nov. 2026 um 14:00\xa0Uhr schrieb {OURS}:")


def _gmail_with(answer: EmailMessage, text: str, mail: EmailMessage, attribution: str) -> None:
    wrapped = attribution.replace("<", "<\n")
    answer.set_content(f"{text}\n\n{wrapped}\n\n{_quoted(text_of(mail))}\n")
    lines = "".join(f"<div>{line}</div>" for line in text.split("\n"))
    answer.add_alternative(
        f'<div dir="ltr">{lines}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{attribution.replace("<", "&lt;")}<br></div>'
        f'<blockquote class="gmail_quote">{html_of(mail)}</blockquote></div>',
        subtype="html",
    )


def _outlook(answer: EmailMessage, text: str, mail: EmailMessage) -> None:
    """Exchange hands on the HTML alone."""
    lines = "".join(f"<p class=MsoNormal>{line}<o:p></o:p></p>" for line in text.split("\n"))
    answer.set_content(
        "<html><head><style>p.MsoNormal {margin:0cm}</style></head><body><div class=WordSection1>"
        f"{lines}<p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid "
        "#E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>From:</b> Collegium<br>"
        f"<b>Sent:</b> Friday, October 16, 2026 2:00 PM<br><b>Subject:</b> {mail['Subject']}</p>"
        f"</div>{html_of(mail)}</div></body></html>",
        subtype="html",
    )


def _apple(answer: EmailMessage, text: str, mail: EmailMessage) -> None:
    quoted = _quoted(f"On 23 Oct 2026, at 14:00, {OURS} wrote:\n\n{text_of(mail)}")
    answer.set_content(f"{text}\n\nSent from my iPhone\n\n{quoted}\n")


def _thunderbird(answer: EmailMessage, text: str, mail: EmailMessage) -> None:
    signed = f"{text}\n\n-- \nAda Byron\nHead of Sales\n\n"
    answer.set_content(f"{signed}On 30/10/2026 14:00, Collegium wrote:\n{_quoted(text_of(mail))}\n")
    answer.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


PROGRAMS: Mapping[str, Body] = {
    "Gmail": _gmail,
    "Outlook": _outlook,
    "Apple Mail": _apple,
    "Thunderbird": _thunderbird,
    "Gmail in German": _gmail_in_german,
}
