"""What comes in by mail does what it says, once; what is forged, odd or hostile does nothing."""

from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from pytest_django import Settings

from collegium.groups.models import Group, GroupState, Member
from collegium.groups.rooms import Room
from collegium.mailing.actions.receive import Fate, receive
from collegium.mailing.models import FailingAddress, Mail, MailKind, MailState, Reply
from collegium.mailing.reply_address import (
    ReplyAddressError,
    pattern_of,
    reply_address,
    tokens_in,
)
from collegium.mailing.tokens import REPLY_LASTS, reply_token
from collegium.mailing.worker import work_once
from collegium.people.models import Person
from collegium.practice.models import Audience, CheckIn, LogEntry, TipAnswer
from collegium.practice.queries.log import log_of
from tests.mailing.conftest import Office
from tests.mailing.incoming import FRIDAY, a_bounce, a_reminder, a_reply, reminded
from tests.mailing.replies import ANSWER, HTML, LINES
from tests.mailing.worlds import DAY
from tests.practice.worlds import an_entry, practising


@pytest.fixture(autouse=True)
def _replies_taken(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "reply@northwind.example"


def take(mail: EmailMessage | bytes, now: datetime = FRIDAY) -> Fate:
    """Receive a mail."""
    return receive(mail if isinstance(mail, bytes) else mail.as_bytes(), now=now)


def entries(room: Room) -> list[tuple[str, str, str, str]]:
    """What stands in a member's log, the oldest first."""
    mine = log_of(room, room.group.cycles.get()).mine
    return [(one.did, one.happened, one.learned, one.audience) for one in reversed(mine)]


def test_three_lines_become_an_entry_that_the_buddy_reads() -> None:
    room, mail = reminded()
    assert take(a_reply(mail)) is Fate.KEPT
    assert entries(room) == [(*LINES, Audience.BUDDY)]
    entry = LogEntry.objects.get()
    assert (entry.week, entry.created_at, entry.attempts, entry.sure) == (1, FRIDAY, 0, None)
    assert Mail.objects.count() == 1  # nobody is told that it worked


def test_whoever_chose_other_readers_last_time_chooses_them_again() -> None:
    room, mail = reminded()
    an_entry(room, Audience.GROUP)
    take(a_reply(mail))
    assert entries(room)[-1] == (*LINES, Audience.GROUP)


def test_numbers_on_lines_of_their_own_are_kept() -> None:
    _room, mail = reminded()
    take(a_reply(mail, f"{ANSWER}\n3 times\n70 %"))
    entry = LogEntry.objects.get()
    assert (entry.attempts, entry.sure) == (3, 70)


def test_the_same_mail_twice_counts_once_and_another_adds_an_entry() -> None:
    room, mail = reminded()
    assert take(a_reply(mail)) is Fate.KEPT
    assert take(a_reply(mail), FRIDAY + DAY) is Fate.REPEATED
    assert take(a_reply(mail, "I tried again.", number=2), FRIDAY + DAY) is Fate.KEPT
    assert len(entries(room)) == 2
    assert entries(room)[1][0] == "I tried again."


def test_a_withdrawn_entry_does_not_come_back_with_its_mail() -> None:
    room, mail = reminded()
    take(a_reply(mail))
    LogEntry.objects.all().delete()
    assert take(a_reply(mail)) is Fate.REPEATED
    assert entries(room) == []


def test_a_question_is_answered_in_a_sentence() -> None:
    room, mail = reminded(MailKind.TIP)
    assert take(a_reply(mail, "Ask before I answer.", number=1)) is Fate.KEPT
    answer = TipAnswer.objects.get()
    assert room.read(answer, "text") == "Ask before I answer."
    take(a_reply(mail, "Ask twice.", number=2), FRIDAY + 9 * DAY)  # the next question is up
    assert room.read(TipAnswer.objects.get(), "text") == "Ask twice."


def test_buddies_say_that_they_talked() -> None:
    room, mail = reminded(MailKind.CHECK_IN)
    assert take(a_reply(mail, "We talked. Emmy asks first.")) is Fate.KEPT
    talk = CheckIn.objects.get()
    assert (talk.week, talk.confirmed_by) == (1, room.member)
    assert room.read(talk, "note") == "Ada Byron: Emmy asks first."


def test_not_yet_is_understood_and_changes_nothing() -> None:
    _room, mail = reminded(MailKind.CHECK_IN)
    assert take(a_reply(mail, "Not yet")) is Fate.KEPT
    assert not CheckIn.objects.exists()
    assert Mail.objects.count() == 1


def test_arabic_goes_all_the_way() -> None:
    room, mail = reminded()
    quoted = "\n\nفي ١٣ مارس ٢٠٢٦، الساعة ٢:٠٠ م، كتب Collegium:\n> مرحبا"
    take(a_reply(mail, "تركت إيمي تقود الاجتماع.\nوجدت ترتيبا أفضل.\n٧٠٪", quoted=quoted))
    assert entries(room)[0][:2] == ("تركت إيمي تقود الاجتماع.", "وجدت ترتيبا أفضل.")
    assert LogEntry.objects.get().sure == 70


def test_html_alone_goes_all_the_way() -> None:
    room, mail = reminded()
    reply = a_reply(mail)
    reply.set_content(HTML["gmail"].format(*LINES), subtype="html")
    assert take(reply) is Fate.KEPT
    assert entries(room)[0][:3] == LINES


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_bytes_in_an_encoding_that_nobody_declared(encoding: str) -> None:
    room, mail = reminded()
    head = f"To: {reply_address(mail, now=FRIDAY)}\nFrom: {mail.person.email}\n\n".encode()
    assert take(head + "Über die Größe gesprochen.".encode(encoding)) is Fate.KEPT
    assert entries(room)[0][0] == "Über die Größe gesprochen."


def test_a_mail_of_ten_megabytes_keeps_its_words() -> None:
    room, mail = reminded()
    reply = a_reply(mail)
    reply.add_attachment(b"\xff" * 7_500_000, maintype="image", subtype="png", filename="p.png")
    raw = reply.as_bytes()
    assert len(raw) > 10_000_000
    assert take(raw) is Fate.KEPT
    assert entries(room)[0][:3] == LINES


def test_ten_megabytes_of_words_come_back() -> None:
    room, mail = reminded()
    assert take(a_reply(mail, "word " * 2_000_000, quoted="")) is Fate.UNCLEAR
    assert entries(room) == []


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("", {}),
        ("Thanks!\n\n---------- Forwarded message ---------\nFrom: x@y.example", {}),
        ("Look at this", {"Subject": "Fwd: Three lines for your log"}),
        ("70 %", {}),
    ],
)
def test_what_cannot_be_understood_comes_back_once_a_day(
    text: str, headers: dict[str, str], office: Office
) -> None:
    room, mail = reminded()
    assert take(a_reply(mail, text, headers=headers)) is Fate.UNCLEAR
    assert take(a_reply(mail, text, number=2, headers=headers), FRIDAY + DAY / 24) is Fate.UNCLEAR
    assert entries(room) == []
    assert Mail.objects.filter(kind=MailKind.UNCLEAR).count() == 1
    work_once(clock=lambda: FRIDAY + timedelta(minutes=1))
    [back] = [one for one in office.arrived if "could not be used" in str(one["Subject"])]
    assert back["To"] == f"Ada Byron <{room.person.email}>"
    assert back["Auto-Submitted"].startswith("auto-")
    take(a_reply(mail, text, number=3, headers=headers), FRIDAY + DAY)
    assert Mail.objects.filter(kind=MailKind.UNCLEAR).count() == 2


def test_what_comes_back_goes_to_the_roster_and_says_nothing_of_the_words(office: Office) -> None:
    _room, mail = reminded(MailKind.CHECK_IN)
    take(a_reply(mail, "canary-7f3a", headers={"From": "somebody@else.example"}))
    work_once(clock=lambda: FRIDAY)
    assert not office.of("somebody@else.example")
    assert all(b"canary-7f3a" not in one.as_bytes() for one in office.arrived)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"From": "MAILER-DAEMON@firm.example"},
        {"Subject": "Automatic reply: Three lines"},
    ],
)
def test_machines_get_no_answer(headers: dict[str, str]) -> None:
    room, mail = reminded()
    assert take(a_reply(mail, "I am away until Monday.", headers=headers)) is Fate.IGNORED
    assert take(a_reply(mail, "", number=2, headers=headers)) is Fate.IGNORED
    assert entries(room) == []
    assert Mail.objects.count() == 1


def test_our_own_mail_coming_back_starts_no_loop(office: Office) -> None:
    _room, mail = reminded()
    take(a_reply(mail, ""))
    work_once(clock=lambda: FRIDAY)
    before = Mail.objects.count()
    for ours in office.arrived:
        del ours["To"]
        ours["To"] = reply_address(mail, now=FRIDAY)
        assert take(ours) is Fate.IGNORED
    assert Mail.objects.count() == before


def test_a_forged_token_changes_nothing_and_gets_no_answer() -> None:
    room, mail = reminded()
    right = reply_token(mail, now=FRIDAY)
    for wrong in (right[:-1] + ("a" if right[-1] != "a" else "b"), "a" * 48, ""):
        assert (
            take(a_reply(mail, headers={"To": f"reply+{wrong}@northwind.example"})) is Fate.IGNORED
        )
    assert take(a_reply(mail, headers={"To": "collegium@northwind.example"})) is Fate.IGNORED
    assert entries(room) == []
    assert Mail.objects.count() == 1
    assert not Reply.objects.exists()


def test_a_token_is_found_whatever_the_case_and_wherever_it_stands() -> None:
    room, mail = reminded()
    shouted = reply_address(mail, now=FRIDAY).upper()
    raw = a_reply(mail, headers={"To": "list@firm.example", "Delivered-To": shouted}).as_bytes()
    assert take(raw) is Fate.KEPT
    other = a_reply(mail, "Again.", number=2, headers={"To": "list@firm.example"}).as_bytes()
    assert receive(other, now=FRIDAY, recipient=shouted) is Fate.KEPT
    assert len(entries(room)) == 2


def test_an_expired_token_changes_nothing_and_its_person_is_told() -> None:
    room, mail = reminded()
    late = FRIDAY + REPLY_LASTS + DAY
    assert take(a_reply(mail), late) is Fate.UNCLEAR
    assert entries(room) == []
    assert Mail.objects.get(kind=MailKind.UNCLEAR).person == room.person


def test_from_another_address_it_counts_but_only_its_member_reads_it() -> None:
    rooms = practising()
    mail = a_reminder(rooms[0])
    assert take(a_reply(mail, headers={"From": rooms[2].person.email})) is Fate.KEPT
    assert entries(rooms[0]) == [(*LINES, Audience.PRIVATE)]
    assert [len(entries(room)) for room in rooms[1:]] == [0, 0, 0]


def test_a_note_from_another_address_reaches_no_buddy() -> None:
    _room, mail = reminded(MailKind.CHECK_IN)
    assert (
        take(a_reply(mail, "We talked. Call me!", headers={"From": "x@y.example"})) is Fate.UNCLEAR
    )
    assert not CheckIn.objects.exists()
    assert take(a_reply(mail, "We talked.", number=2, headers={"From": "x@y.example"})) is Fate.KEPT
    assert CheckIn.objects.exists()


def test_a_former_member_adds_nothing() -> None:
    room, mail = reminded()
    Member.objects.filter(pk=room.member.pk).update(left_at=FRIDAY)
    assert take(a_reply(mail)) is Fate.UNCLEAR
    assert not LogEntry.objects.exists()


def test_somebody_deactivated_adds_nothing_and_hears_nothing(office: Office) -> None:
    room, mail = reminded()
    Person.objects.filter(pk=room.person.pk).update(is_active=False)
    take(a_reply(mail))
    work_once(clock=lambda: FRIDAY)
    assert not LogEntry.objects.exists()
    assert not office.of(room.person.email)


def test_a_closed_group_and_an_earlier_cycle_take_nothing() -> None:
    _room, mail = reminded()
    Group.objects.update(state=GroupState.CLOSED)
    assert take(a_reply(mail)) is Fate.UNCLEAR
    Group.objects.update(state=GroupState.MEETING)
    Mail.objects.filter(pk=mail.pk).update(key=f"log/other/{mail.person_id}/week-1")
    assert take(a_reply(mail, number=2)) is Fate.UNCLEAR
    assert not LogEntry.objects.exists()


def test_a_bounce_marks_the_address_that_it_is_about() -> None:
    room, mail = reminded()
    assert take(a_bounce(mail)) is Fate.BOUNCED
    mail.refresh_from_db()
    assert (mail.state, mail.problem) == (MailState.FAILED, "bounced 5.1.1")
    assert FailingAddress.objects.get().person == room.person
    assert take(a_bounce(mail)) is Fate.IGNORED


def test_a_bounce_of_an_address_that_was_corrected_since_blames_nobody() -> None:
    _room, mail = reminded()
    assert take(a_bounce(mail, to="old@firm.example")) is Fate.BOUNCED
    assert not FailingAddress.objects.exists()


@pytest.mark.parametrize(("status", "action"), [("4.4.1", "delayed"), ("2.0.0", "delivered")])
def test_a_delay_or_a_receipt_is_no_bounce(status: str, action: str) -> None:
    _room, mail = reminded()
    assert take(a_bounce(mail, status=status, action=action)) is Fate.IGNORED
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_a_bounce_of_a_mail_that_we_never_sent_changes_nothing() -> None:
    _room, mail = reminded()
    raw = a_bounce(mail).replace(mail.message_id.encode(), b"<other@firm.example>")
    assert take(raw) is Fate.IGNORED
    assert not FailingAddress.objects.exists()


@pytest.mark.parametrize(
    ("given", "pattern"),
    [
        ("reply@c.example", "reply+*@c.example"),
        ("*@replies.c.example", "*@replies.c.example"),
        ("in-*@c.example", "in-*@c.example"),
        (" ", ""),
    ],
)
def test_the_address_for_replies(given: str, pattern: str, settings: Settings) -> None:
    assert pattern_of(given) == pattern
    settings.REPLY_ADDRESS = given
    token = "a2" * 24
    filled = pattern.replace("*", token)
    assert list(tokens_in([filled, filled.upper(), "x@y.example"])) == [token] * 2 * bool(pattern)


@pytest.mark.parametrize("given", ["reply", "@c.example", "a-very-long-name-for@c.example", "**@c"])
def test_an_address_that_holds_no_token_is_refused(given: str) -> None:
    with pytest.raises(ReplyAddressError):
        pattern_of(given)


def test_without_an_address_nothing_is_taken(settings: Settings) -> None:
    settings.REPLY_ADDRESS = ""
    _room, mail = reminded()
    assert reply_address(mail, now=FRIDAY) == ""
    token = reply_token(mail, now=FRIDAY)
    assert take(a_reply(mail, headers={"To": f"reply+{token}@northwind.example"})) is Fate.IGNORED
