"""Whatever people write: no file calculates it, no header and no calendar takes it for its own."""

import csv
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import StringIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from hypothesis import assume, given
from hypothesis import strategies as st
from icalendar import Calendar

from collegium.domain.composition.result import Result
from collegium.groups.command.groups_file import groups_csv
from collegium.mailing.envelope import Envelope, mailbox
from collegium.mailing.invites import Invite, Party, calendar_text
from collegium.people.roster import Particulars
from collegium.people.roster.cells import FORMULA_STARTS, harmless
from tests.architecture import house

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
SIGNS = "=+-@\t\r\n ＝＋－＠'\"1a,;:\\/.<>&%\x00\x0b\x85\u2028é山"
HOSTILE = st.text(alphabet=SIGNS, max_size=30) | st.text(max_size=60)
BY_HAND = re.compile(r"""filename=[^\n]*\{""")
DEMO = "config/demo/"


def sources(pattern: str) -> dict[str, str]:
    """The files in which a pattern stands, with their text."""
    texts = {house.named(one): one.read_text() for one in house.files(".py", under=house.PACKAGE)}
    return {name: text for name, text in texts.items() if re.search(pattern, text)}


def test_every_table_that_leaves_is_made_harmless() -> None:
    tables = sources(r"csv\.(Dict)?[wW]riter|Workbook\(\)")
    assert len(tables) >= 4
    without = [name for name, text in tables.items() if not re.search(r"harmless|rows_of", text)]
    assert [name for name in without if DEMO not in name] == []


def test_no_name_of_a_file_is_put_together_by_hand() -> None:
    found = [name for name, text in sources("Content-Disposition").items() if BY_HAND.search(text)]
    assert found == ["collegium/mailing/envelope.py"]  # files of our own naming


@given(HOSTILE)
def test_no_cell_is_calculated(text: str) -> None:
    found = harmless(text)
    out = StringIO()
    csv.writer(out).writerow([found])
    [[cell]] = csv.reader(StringIO(out.getvalue(), newline=""))
    assert cell == found
    assert not cell.startswith(FORMULA_STARTS)
    assert not cell.lstrip().startswith(FORMULA_STARTS)
    assert not set(cell) & set("\t\r\n")


@given(st.text(alphabet="abcXYZ äß-,().", min_size=1).filter(lambda text: text[0].isalpha()))
def test_an_ordinary_name_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(HOSTILE, HOSTILE)
def test_groups_on_file_calculate_nothing(name: str, words: str) -> None:
    people = {
        one: Particulars(name, one, department=words, site=words, languages=(words,))
        for one in ("a@x.example", "b@x.example")
    }
    result = Result((tuple(people),), (), (), 0, 0, 0, 0, facilitators=(words,))
    rows = list(csv.reader(StringIO(groups_csv(result, people).decode(), newline="")))
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(FORMULA_STARTS)]


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_words_become_a_part_of_a_calendar(summary: str, place: str, name: str) -> None:
    plain = Party("Collegium", "collegium@x.example")
    invite = Invite(
        uid="session-1@collegium",
        sequence=1,
        starts=NOW,
        minutes=90,
        zone="Europe/Berlin",
        summary=summary,
        description=f"{summary}\n{place}",
        place=f"x{place}",
        page="https://x.example/s",
        organiser=plain,
        attendee=Party(name, "ada@x.example"),
    )
    text = calendar_text(invite, now=NOW)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert not set(text.replace("\r\n", "")) & set("\r\n\x00\x0b\x0c")
    [event] = Calendar.from_ical(text).walk("VEVENT")
    names = {"DTSTART", "DTEND", "UID", "SEQUENCE", "DTSTAMP", "SUMMARY", "DESCRIPTION", "URL"}
    assert set(event) == names | {"STATUS", "ORGANIZER", "ATTENDEE", "LOCATION"}
    assert event["ATTENDEE"] == "mailto:ada@x.example"


@given(HOSTILE, HOSTILE)
def test_no_words_become_a_header_of_a_mail(subject: str, name: str) -> None:
    """What cannot be said in one header is not sent at all."""
    envelope = Envelope(subject, "text", to=[mailbox(name, "ada@x.example")])
    try:
        raw = envelope.message().as_bytes()
    except ValueError:
        assume(False)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert not re.search(rb"[^\r]\n|\r[^\n]|\x00", raw)
    message = message_from_bytes(raw, _class=EmailMessage, policy=default)
    assert sorted(message.keys()) == sorted(
        ["From", "To", "Subject", "Date", "MIME-Version", "Content-Type"]
    )
    assert [one.addr_spec for one in message["To"].addresses] == ["ada@x.example"]


@given(HOSTILE)
def test_a_file_arrives_under_its_name_in_any_alphabet(name: str) -> None:
    answer = HttpResponse()
    answer["Content-Disposition"] = content_disposition_header(True, f"x{name}.csv") or ""
    header = answer["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable() or "\t" in header
    message = message_from_bytes(f"Content-Disposition: {header}\r\n\r\n".encode())
    assert message.get_filename() == f"x{name}.csv"
