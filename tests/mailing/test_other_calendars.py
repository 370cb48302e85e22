"""What calendars of others make of our invitations: khal, and Radicale over CalDAV."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from collegium.mailing.invites import calendar_text
from collegium.meetings.calendars.apart import busy_apart
from collegium.meetings.calendars.asking import Access, NoCalendarError, Trouble, asked
from collegium.outgoing import Ways
from tests.mailing.test_invites import NOW, an_invite
from tests.meetings.radicale import NAME, PASSWORD, Radicale, a_radicale

pytestmark = pytest.mark.journey

STARTS = datetime(2026, 3, 30, 8, tzinfo=UTC)  # ten in Berlin, a day after clocks changed
LATER = STARTS + timedelta(days=1, hours=2)

KHAL = """
[calendars]
[[work]]
path = {folder}/work
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Tokyo
default_timezone = Asia/Tokyo
"""


class Khal:
    """A calendar program of somebody in Tokyo."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "work").mkdir()
        (folder / "khal.conf").write_text(KHAL.format(folder=folder))

    def take(self, text: str) -> None:
        """What a mail program hands over when somebody opens an invitation."""
        file = self.folder / "invite.ics"
        file.write_text(text, newline="")
        self._run("import", "--batch", "-a", "work", str(file))

    def shows(self) -> str:
        line = "{start} {end-time} {title} | {location} | {status}"
        return self._run("list", "--format", line, "--day-format", "", "2026-03-29", "7d").strip()

    def _run(self, *words: str) -> str:
        command = [sys.executable, "-m", "khal", "-c", str(self.folder / "khal.conf"), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


def test_khal_takes_over_an_invitation_its_change_and_its_end(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    khal.take(calendar_text(an_invite(), now=NOW))
    room = "https://meet.example/room"
    assert khal.shows() == f"2026-03-30 17:00 18:30 Session One · Group 1 | {room} | CONFIRMED"
    moved = an_invite(sequence=3, starts=LATER)
    khal.take(calendar_text(moved, now=NOW))
    assert khal.shows() == f"2026-03-31 19:00 20:30 Session One · Group 1 | {room} | CONFIRMED"
    ended = an_invite(sequence=4, starts=LATER, cancelled=True)
    khal.take(calendar_text(ended, now=NOW))
    assert khal.shows().endswith("| CANCELLED")


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[Radicale]:
    with a_radicale(tmp_path) as server:
        yield server


def busy(server: Radicale, *, password: str = PASSWORD) -> list[tuple[datetime, datetime]]:
    """When Radicale says that its member is busy, as our worker asks it."""
    access = Access("caldav", server.calendar, NAME, password)
    until = NOW + timedelta(weeks=8)
    text = asked(access, from_=NOW, until=until, ways=Ways(trusted={server.origin}))
    spans = busy_apart(text, zone="UTC", from_=NOW, until=until)
    return [tuple(datetime.fromtimestamp(at * 60, UTC) for at in span) for span in spans]  # type: ignore[misc]  # pairs


def test_radicale_keeps_an_invitation_and_tells_when_its_member_is_busy(
    radicale: Radicale,
) -> None:
    length = timedelta(minutes=90)
    invite = an_invite()
    assert busy(radicale) == []
    assert radicale.put(invite.uid, calendar_text(invite, now=NOW)) == 201
    assert busy(radicale) == [(STARTS, STARTS + length)]
    moved = an_invite(sequence=3, starts=LATER)
    assert radicale.put(invite.uid, calendar_text(moved, now=NOW)) == 204
    assert busy(radicale) == [(LATER, LATER + length)]
    ended = an_invite(sequence=4, starts=LATER, cancelled=True)
    assert radicale.put(invite.uid, calendar_text(ended, now=NOW)) == 204
    assert busy(radicale) == []
    with pytest.raises(NoCalendarError) as refused:
        busy(radicale, password="wrong")
    assert refused.value.trouble is Trouble.REFUSED
