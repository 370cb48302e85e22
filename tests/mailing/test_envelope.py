"""A mail on the wire says what was put in, to any parser."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.groups.models import Buddies
from collegium.mailing.envelope import Envelope, mailbox
from collegium.mailing.words import one_line
from collegium.mailing.worker import work_once
from collegium.meetings.models import SessionState
from tests.mailing.conftest import Office
from tests.mailing.worlds import DAY, NOW, a_date, a_group_of_four

CALENDAR = "BEGIN:VCALENDAR\r\nX:" + "y" * 2000
FRIDAY = NOW + 10 * DAY + DAY / 8  # 14:00 in Berlin, in the second week of practice


def read(envelope: Envelope) -> EmailMessage:
    """As a mail program reads it."""
    return message_from_bytes(envelope.message().as_bytes(), _class=EmailMessage, policy=default)


def body(message: EmailMessage, kind: str) -> str:
    """One of its texts."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


@given(st.text(min_size=1, max_size=200), st.text(max_size=300))
def test_any_words_arrive_as_they_were(words: str, text: str) -> None:
    subject = one_line(words)
    text = "\n".join(["first", *text.splitlines()])
    envelope = Envelope(subject, text, to=["ada@firm.example"])
    envelope.attach_alternative("<p>ü</p>", "text/html")
    message = read(envelope)
    assert " ".join(str(message["Subject"]).split()) == " ".join(subject.split())
    assert body(message, "plain").splitlines() == text.splitlines()
    assert body(message, "html").strip() == "<p>ü</p>"


@pytest.mark.parametrize(
    "name",
    ["Ada Byron", "Jürgen Müller", 'O\'Neil, "Bo" <x>', "山田 太郎", "é" * 150, "=?utf-8?q?x?="],
)
def test_any_name_arrives_as_it_was(name: str) -> None:
    message = read(Envelope("x", "x", to=[mailbox(name, "ada@bücher.example")]))
    [address] = message["To"].addresses
    shown = address.display_name.replace(" ", "")  # Python parts the halves of a long name
    assert (shown, address.addr_spec) == (name.replace(" ", ""), "ada@xn--bcher-kva.example")


def test_a_file_and_a_calendar_arrive_byte_for_byte() -> None:
    content = bytes(range(256)) * 9
    envelope = Envelope("x", "x", to=["ada@firm.example"])
    envelope.attach_alternative(CALENDAR, "text/calendar; method=REQUEST")
    envelope.attach("invite.ics", content, "application/ics")
    message = read(envelope)
    [file] = message.iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("invite.ics", content)
    [calendar] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    assert all(len(line) < 998 for line in envelope.message().as_bytes().split(b"\r\n"))


@pytest.mark.parametrize("value", ["a\nBcc: everybody@firm.example", "a\r\nb", "a\rb"])
def test_no_header_hides_another(value: str) -> None:
    with pytest.raises(ValueError, match="X-Note"):
        Envelope("x", "x", to=["ada@firm.example"], headers={"X-Note": value}).message()


def test_a_reminder_tells_mail_programs_what_it_is_and_how_to_stop_it(office: Office) -> None:
    group = a_group_of_four()
    Buddies.objects.create(cycle=group.cycles.get()).members.set(group.members.all())
    a_date(group, starts_at=NOW, state=SessionState.ENDED, ended_at=NOW)
    work_once(clock=lambda: FRIDAY)
    ready, log = sorted(
        office.of("ada.byron@"), key=lambda mail: str(mail["Subject"]).startswith("Three lines")
    )[-2:]
    assert log["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(log["List-Unsubscribe"]).startswith("<http://testserver/")
    assert log["List-Id"] == "Collegium <collegium.northwind.example>"
    assert log["Precedence"] == "bulk"
    assert log["Auto-Submitted"] == "auto-generated"
    assert ready["List-Unsubscribe"] is None
    html = body(log, "html")
    assert '<html lang="en" dir="ltr">' in html
    assert "prefers-color-scheme: dark" in html
