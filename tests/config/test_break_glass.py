"""Opening a group's words takes two persons, tells everybody first, and leaves no other trace."""

import json
import logging
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from collegium.audit.models import Entry
from collegium.audit.queries import verified
from collegium.audit.verbs import Verb
from collegium.config.break_glass import Refused, Wish, break_glass, breaking
from collegium.domain.audit import Sound
from collegium.groups.models import Agreement, Group, Member
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.mailing.worker import work_once
from collegium.people.models import Organisation, Person, RoleName
from collegium.practice.models import LogEntry
from collegium.vault import keyring, master, parcels, recovery
from collegium.vault.sealing import VaultError
from tests.architecture.canaries import everything_stored
from tests.builders import (
    LONG_AGO,
    a_group,
    a_person,
    a_programme,
    an_organisation,
    four_people,
    with_role,
)

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
WORDS = "What Quillon said about the merger"
PRIVATE = "I have not slept since the merger"
REASON = "Order of the court of Northwind of 9 March, file 12/26"
PASSPHRASE = "correct horse battery"


@dataclass
class Two:
    """Two people at a terminal who read their mail and type what it says."""

    phrase: str = PASSPHRASE
    mistyped: dict[str, list[str]] = field(default_factory=dict)  # a name: what is typed first

    def code(self, person: Person) -> str:
        wrong = self.mistyped.get(person.name)
        if wrong:
            return wrong.pop(0)
        sent = [one for one in mail.outbox if person.email in one.to[0]]
        found = re.search(r"^ +(\d{8})$", str(sent[-1].body), re.MULTILINE)
        assert found
        return found[1]

    def passphrase(self) -> str:
        return self.phrase


@pytest.fixture
def group() -> Group:
    ours = an_organisation()
    group = a_group(a_programme(ours), *four_people(ours))
    Member.objects.create(
        group=group, person=a_person(ours, "Fritz Former"), joined_at=LONG_AGO, left_at=NOW
    )
    author = group.members.get(person__name="Ada Byron")
    Agreement.objects.create(group=group, proposed_by=author, text=WORDS, created_at=NOW)
    LogEntry.objects.create(
        group=group,
        cycle=group.cycles.get(),
        member=author,
        week=1,
        did=PRIVATE,
        created_at=NOW,
        changed_at=NOW,
    )
    return group


@pytest.fixture
def wish(group: Group, tmp_path: Path) -> Wish:
    for name in ("Ad Min", "Bea Bund"):
        with_role(a_person(group.organisation, name), RoleName.ADMINISTRATOR)
    return Wish(
        group=group.pk,
        reason=REASON,
        by=(address_of(group.organisation, "Ad Min"), address_of(group.organisation, "Bea Bund")),
        halves=recovery.halves(master.master_keys()[0]),
        to=tmp_path / "words",
    )


def address_of(organisation: Organisation, name: str) -> str:
    return organisation.persons.get(name=name).email


def nothing_happened(wish: Wish) -> bool:
    told = Mail.objects.filter(kind=MailKind.OPENED)
    entries = Entry.objects.filter(verb=Verb.BREAK_GLASS)
    return not (told.exists() or entries.exists() or wish.to.exists())


def test_two_persons_open_it_and_every_member_is_told(
    group: Group, wish: Wish, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    entry = break_glass(wish, talk=Two(), now=NOW)
    names = set(Person.objects.filter(pk__in=[entry.actor, entry.subject]).values_list("name"))
    assert names == {("Ad Min",), ("Bea Bund",)}
    assert (entry.group, entry.reason) == (group.pk, REASON)
    assert isinstance(verified(group.organisation_id), Sound)

    assert stat.S_IMODE(wish.to.stat().st_mode) == 0o600
    parcel = wish.to.read_bytes()
    assert WORDS.encode() not in parcel
    opened = json.loads(parcels.unpack(parcel, PASSPHRASE))
    said = {(one["kind"], one["by"]): one["words"] for one in opened["written"]}
    assert said["groups.Agreement", "Ada Byron"]["text"] == WORDS
    assert said["practice.LogEntry", "Ada Byron"]["did"] == PRIVATE
    assert opened["reason"] == REASON
    with pytest.raises(VaultError, match="passphrase"):
        parcels.unpack(parcel, "another passphrase")

    mail.outbox.clear()
    work_once(clock=lambda: NOW)
    told = [one for one in mail.outbox if "words of your group were opened" in one.subject]
    assert {one.to[0].split(" <")[0].strip('"') for one in told} == {
        *("Ada Byron", "Grace Murray", "Emmy Noether", "Lise Meitner", "Fritz Former")
    }
    for one in told:
        assert "Ad Min and Bea Bund" in one.body
        assert "/me/record/" in one.body
        assert REASON not in one.body
        assert group.name in one.body
    everywhere = everything_stored() + caplog.text.encode()
    everywhere += b"".join(one.message().as_bytes() for one in mail.outbox)
    for words in (WORDS, PRIVATE, PASSPHRASE):
        assert words.encode() not in everywhere


def test_who_was_shut_out_gets_no_mail(wish: Wish) -> None:
    ada = Person.objects.filter(name="Ada Byron")
    ada.update(is_active=False)
    break_glass(wish, talk=Two(), now=NOW)
    assert Mail.objects.filter(kind=MailKind.OPENED).count() == 5
    work_once(clock=lambda: NOW)
    states = Mail.objects.filter(kind=MailKind.OPENED).values_list("person__name", "state")
    assert dict(states)["Ada Byron"] == MailState.DROPPED
    assert dict(states)["Grace Murray"] == MailState.SENT


type Spoil = Callable[[Wish, Group], Wish]


def by(first: str, second: str) -> Spoil:
    def spoil(wish: Wish, group: Group) -> Wish:
        found = group.organisation
        return replace(wish, by=(address_of(found, first), address_of(found, second)))

    return spoil


def _another_key(wish: Wish, _group: Group) -> Wish:
    return replace(wish, halves=recovery.halves(master.new_master_key()))


def _mixed_halves(wish: Wish, _group: Group) -> Wish:
    other = recovery.halves(master.new_master_key())
    return replace(wish, halves=(wish.halves[0], other[1]))


def _key_gone(wish: Wish, group: Group) -> Wish:
    keyring.destroy(group.pk)
    return wish


def _stranger(wish: Wish, _group: Group) -> Wish:
    there = with_role(a_person(an_organisation("There"), "Al Min"), RoleName.ADMINISTRATOR)
    return replace(wish, by=(wish.by[0], there.email))


def _shut_out(wish: Wish, _group: Group) -> Wish:
    Person.objects.filter(email=wish.by[1]).update(is_active=False)
    return wish


REFUSED: list[tuple[Spoil, str]] = [
    (lambda wish, _group: replace(wish, group=uuid4()), "no group"),
    (lambda wish, _group: replace(wish, reason="because"), "word for word"),
    (lambda wish, _group: replace(wish, halves=(wish.halves[0],) * 2), "two copies of one half"),
    (_another_key, "another master key"),
    (_mixed_halves, "different master keys"),
    (_key_gone, "key of this group is gone"),
    (by("Ad Min", "Ad Min"), "two different"),
    (by("Ad Min", "Ada Byron"), "two different"),
    (_stranger, "two different"),
    (_shut_out, "two different"),
]


@pytest.mark.parametrize(("spoil", "said"), REFUSED)
def test_without_all_that_it_takes_nothing_happens(
    group: Group, wish: Wish, spoil: Spoil, said: str
) -> None:
    wish = spoil(wish, group)
    with pytest.raises(Refused, match=said):
        break_glass(wish, talk=Two(), now=NOW)
    assert nothing_happened(wish)
    assert mail.outbox == []


def test_a_file_that_is_there_stays(wish: Wish) -> None:
    wish.to.write_text("something else")
    with pytest.raises(Refused, match="there already"):
        break_glass(wish, talk=Two(), now=NOW)
    assert wish.to.read_text() == "something else"


@pytest.mark.parametrize("name", ["Ad Min", "Bea Bund"])
def test_who_does_not_know_their_code_takes_no_part(wish: Wish, name: str) -> None:
    talk = Two(mistyped={name: ["", "00000000x", "12"]})
    with pytest.raises(Refused, match="code"):
        break_glass(wish, talk=talk, now=NOW)
    assert nothing_happened(wish)


def test_nobody_agrees_with_the_code_of_the_other(wish: Wish) -> None:
    class OneMailbox(Two):
        def code(self, person: Person) -> str:
            return super().code(person if person.name == "Ad Min" else self.first(person))

        def first(self, person: Person) -> Person:
            return person.organisation.persons.get(name="Ad Min")

    with pytest.raises(Refused, match="code"):
        break_glass(wish, talk=OneMailbox(), now=NOW)
    assert nothing_happened(wish)


def test_whoever_stops_being_administrator_while_codes_are_typed_opens_nothing(wish: Wish) -> None:
    class Slow(Two):
        def code(self, person: Person) -> str:
            person.roles.all().delete()
            return super().code(person)

    with pytest.raises(Refused, match="two different"):
        break_glass(wish, talk=Slow(), now=NOW)
    assert nothing_happened(wish)


def test_killed_in_between_the_notice_stands_and_nothing_was_opened(
    group: Group, wish: Wish, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(breaking, "words_of", killed)
    with pytest.raises(KeyboardInterrupt):
        break_glass(wish, talk=Two(), now=NOW)
    assert not wish.to.exists()
    assert Entry.objects.get(verb=Verb.BREAK_GLASS).group == group.pk
    assert Mail.objects.filter(kind=MailKind.OPENED, state=MailState.WAITING).count() == 5


def test_the_command_says_in_one_line_what_is_missing(wish: Wish) -> None:
    assert wish.halves[0] not in repr(wish)
    with pytest.raises(CommandError, match="Missing: reason, by, halves, to"):
        call_command("break_glass", str(wish.group))
    assert nothing_happened(wish)
