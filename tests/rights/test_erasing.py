"""Who is erased is gone from every column there is, and stays so whatever backup is restored."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections
from django.utils import timezone

from collegium.audit.actions import note
from collegium.audit.models import Entry
from collegium.audit.queries import verified
from collegium.audit.verbs import Verb
from collegium.config.backups.making import back_up
from collegium.config.backups.restoring import restore
from collegium.domain.audit import Sound
from collegium.domain.playbook.taking_back import GONE
from collegium.groups.models import Agreement, BoardChange, Composition, Member
from collegium.groups.queries.hands import hand_of
from collegium.insights.models import Counted, Edition, EditionCell
from collegium.library.actions import stories
from collegium.library.actions.memory import be_forgotten, take_back
from collegium.library.models import Consent, DraftState, Story, StoryDraft
from collegium.meetings.actions.own_words import SessionRunsError
from collegium.meetings.models import Outcome, Session, SessionState
from collegium.people.actions.roles import LastAdministrator
from collegium.people.models import Person, RoleName
from collegium.people.nobody import nobody_id
from collegium.practice import actions as practice
from collegium.practice.actions import Lines, Said
from collegium.practice.models import LogEntry, Post
from collegium.rights.actions import erasing
from collegium.rights.actions.burying import bury_again
from collegium.rights.actions.erasing import IsActiveError, erase, erase_absent
from collegium.rights.actions.memories import forget_words
from collegium.rights.actions.retention import keep_persons
from collegium.rights.ties import links
from collegium.vault import keyring
from collegium.vault.models import Buried, Tombstone
from collegium.vault.sealing import VaultError
from collegium.vault.whose import Tie
from tests.architecture.canaries import everything_opened, found
from tests.architecture.test_access import World, client_of
from tests.architecture.test_canaries import Aviary
from tests.architecture.test_forgetting import STAYS, _as_an_event
from tests.builders import a_person, an_organisation, with_role
from tests.library.memories import FIRST, Years, some_years

LATER = FIRST + timedelta(days=400)
REMEMBERS = {"audit_entry", "vault_tombstone", "vault_destroyed"}  # ids, on purpose


def erased(person: Person, *, by: Person | None = None) -> UUID:
    key = person.pk
    erase(person, by=by, now=timezone.now())
    return key


def stored(*but: str) -> bytes:
    """Every value of every row, without those tables."""
    pieces: list[str] = []
    for alias in ("default", "vault"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                if table not in but:
                    cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own table names
                    pieces.extend(str(value) for row in cursor.fetchall() for value in row)
    return "\n".join(pieces).encode()


def over(aviary: Aviary) -> None:
    Session.objects.filter(group=aviary.room.group).update(state=SessionState.ENDED)


def test_no_row_and_no_sealed_word_is_left() -> None:
    aviary = Aviary()
    over(aviary)
    _as_an_event(aviary)
    person, number = aviary.room.person, aviary.room.member.pk
    theirs = [
        one for one in links() if one.tie in {Tie.OWN, Tie.ABOUT} and one.rows(person.pk).exists()
    ]
    assert len(theirs) > 15
    of_places = [(one.model, f"{one.path}__in") for one in theirs if one.to_member]
    key = erased(person)
    assert [one for one in theirs if one.model._meta.app_label != "audit" and one.rows(key)] == []
    assert [
        model._meta.label
        for model, lookup in of_places
        if model._default_manager.filter(**{lookup: [number]}).exists()
    ] == []
    left = set(found(aviary.canaries, everything_opened().encode()))
    assert left <= STAYS | {"mailing.ChatChannel.address", "people.SignOn.client_secret"}
    place = Member.objects.get(pk=number)
    assert place.person_id == nobody_id(aviary.room.group.organisation_id)
    with pytest.raises(VaultError):
        keyring.key_of(key)


def test_neither_name_nor_address_nor_number_is_left_but_where_it_is_to_be() -> None:
    world = World()
    Session.objects.update(state=SessionState.CONFIRMED)
    person = world.people["member"]
    assert person
    Person.objects.filter(pk=person.pk).update(name="Zuleika Dobson", number="Z-4711")
    person.refresh_from_db()
    gone = str(person.pk)
    Composition.objects.filter(programme=world.programme).update(
        problem={
            "people": [{"id": gone, "promotion_pool": "Zuleika"}, {"id": "x"}],
            "managers": {gone: "x", "y": gone, "z": "x"},
            "met": [[gone, "x", 1.0], ["x", "y", 1.0]],
            "fixed": [[gone, "x"]],
            "rules": {"apart": [[gone, "x"]], "hosts": 0},
        },
        result={"answer": {"groups": [[gone, "x"]]}},
    )
    BoardChange.objects.update(steps=[[gone, None, gone], ["x", None, "y"]])
    email, key = person.email, erased(person)
    text = stored(*REMEMBERS)
    for trace in (b"Zuleika", email.encode(), b"Z-4711", key.hex.encode(), gone.encode()):
        assert trace not in text
    run = Composition.objects.get(programme=world.programme)
    assert run.problem["people"] == [{"id": "x"}]
    assert run.problem["managers"] == {"z": "x"}
    assert run.problem["fixed"] == [["x"]]
    assert run.problem["rules"] == {"apart": [], "hosts": 0}
    nobody = str(nobody_id(world.group.organisation_id))
    assert run.result["answer"]["groups"] == [[nobody, "x"]]
    assert BoardChange.objects.get().steps == [["x", None, "y"]]
    for actor in ("lead", "administrator", "facilitator"):
        assert client_of(world, actor).get("/").status_code in {200, 302}


def test_what_others_build_on_stays_as_a_former_members() -> None:
    years = some_years(1)
    room = years.room(0)
    post = practice.say(room, once=uuid4(), said=Said(text="asked"), asks=True, now=LATER)
    practice.reply(
        years.room(1), post.pk, once=uuid4(), said=Said(helped="a", would_try="b"), now=LATER
    )
    erased(room.person)
    beside = years.room(1)
    assert Post.objects.get(pk=post.pk).taken_back_at
    assert Post.objects.filter(parent=post).count() == 1
    said = [beside.read(one, "body") for one in Outcome.objects.filter(member=room.member)]
    assert said
    assert all(one.get("text", GONE) == GONE for one in said)


def test_published_figures_stand_and_the_record_stays_whole() -> None:
    years = some_years(1)
    person = years.people[0]
    edition = Edition.objects.create(
        organisation=person.organisation, family="x", period=FIRST.date(), people=10, groups=3
    )
    EditionCell.objects.create(edition=edition, measure="x", position=0, people=12, mean=1.0)
    Counted.objects.create(edition=edition, person=person)
    organisation = person.organisation_id
    erased(person)
    assert EditionCell.objects.get().people == 12
    assert isinstance(verified(organisation), Sound)


def test_nobody_is_erased_in_the_middle_of_a_session_or_as_the_last_administrator() -> None:
    years = some_years(1)
    person = years.people[0]
    Session.objects.filter(group=years.group).update(state=SessionState.LIVE)
    with pytest.raises(SessionRunsError):
        erase(person, by=None, now=LATER)
    assert Person.objects.get(pk=person.pk).is_active
    only = with_role(a_person(an_organisation()), RoleName.ADMINISTRATOR)
    with pytest.raises(LastAdministrator):
        erase(only, by=None, now=LATER)
    assert not Tombstone.objects.exists()


def test_a_second_time_changes_nothing_and_who_stands_for_all_is_never_erased() -> None:
    years = some_years(1)
    person, same = years.people[0], Person.objects.get(pk=years.people[0].pk)
    erased(person)
    erase(same, by=None, now=LATER)
    nobody = Person.objects.get(pk=nobody_id(years.group.organisation_id))
    erase(nobody, by=None, now=LATER)
    assert Person.objects.filter(pk=nobody.pk).exists()
    assert Tombstone.objects.filter(kind=Buried.PERSON).count() == 1


def test_words_whose_key_is_gone_do_not_keep_somebody_here() -> None:
    years = some_years(1)
    keyring.destroy(years.group.pk)
    key = erased(years.people[0])
    assert not Person.objects.filter(pk=key).exists()
    assert not LogEntry.objects.filter(member=years.group.members.get(forgotten_at__isnull=False))


@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_a_restore_of_an_older_backup_brings_nothing_back(tmp_path: Path) -> None:
    years, other = some_years(1), some_years(1)
    third = some_years(0)
    Agreement.objects.create(group=third.group, text="of a group whose time is over")
    story = let_out(other)
    entry = practice.write_entry(
        other.room(2), other.cycle(2), once=uuid4(), week=1,
        lines=Lines(did="to be withdrawn"), now=LATER,
    )  # fmt: skip
    kept = other.room(1)
    Session.objects.filter(group=years.group).update(state=SessionState.LIVE)  # as it was then
    main, keys = back_up(tmp_path / "main", tmp_path / "keys", now=timezone.now())
    Session.objects.filter(group=years.group).update(state=SessionState.ENDED)
    key, words = erased(years.people[0]), years.people[0].name
    be_forgotten(hand_of(other.room(0)), now=LATER)
    practice.withdraw_entry(other.room(2), entry.pk)
    take_back(kept, "report", Outcome.objects.get(group=other.group, kind="report").pk, now=LATER)
    forget_words(third.group, now=LATER)
    for _ in range(2):  # and again, out of the same backup
        restore(main, keys, data=tmp_path, replace=True)
        keyring.forget()
        assert not Person.objects.filter(pk=key).exists()
        assert words not in [one.person.name for one in years.group.members.all()]
        assert not Story.objects.filter(pk=story).exists()
        assert not LogEntry.objects.filter(pk=entry.pk).exists()
        text = everything_opened()
        assert "Two reports went out without me" not in in_group(other)
        assert "to be withdrawn" not in text
        assert not Agreement.objects.filter(group=third.group).exists()
        assert "The report was never mine" not in in_group(other)
        assert "Tom asks me" in in_group(other)  # what nobody took back is back
    assert not (tmp_path / "erased.json").exists()


@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_an_erasure_that_broke_off_takes_nothing_from_the_living(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = some_years(1)
    room = years.room(0)

    def broken(_person: Person) -> None:
        raise OSError("deadlock detected")

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "_forget_in_runs", broken)
        with pytest.raises(OSError, match="deadlock"):
            erase(room.person, by=room.person, now=LATER)
    assert not Tombstone.objects.exists()
    words = LogEntry.objects.filter(member=room.member).count()
    assert words
    # killed between the two databases, and the record went on
    for kind, subject in ((Buried.PERSON, room.person.pk), (Buried.PLACE, room.member.pk)):
        stone_of(kind, subject, days=3)
    note(Verb.SIGNED_IN, room.group.organisation_id, by=room.person.pk, subject=room.person.pk)
    main, keys = back_up(tmp_path / "main", tmp_path / "keys", now=timezone.now())
    restore(main, keys, data=tmp_path, replace=True)
    place = Member.objects.get(pk=room.member.pk)
    assert (place.person_id, place.left_at) == (room.person.pk, None)
    assert LogEntry.objects.filter(member=place).count() == words
    assert not Tombstone.objects.exists()


def stone_of(kind: Buried, subject: UUID, **ago: int) -> None:
    Tombstone.objects.create(kind=kind, subject=subject, at=timezone.now() - timedelta(**ago))


def test_what_a_kill_between_the_databases_left_is_put_right() -> None:
    years = some_years(1)
    alive, key = years.room(0), uuid4()
    keyring.create(key)
    for kind, subject in (
        (Buried.PERSON, alive.person.pk),
        (Buried.PLACE, alive.member.pk),
        (Buried.PERSON, key),
    ):
        stone_of(kind, subject, hours=2)
    stone_of(Buried.PERSON, years.people[1].pk, minutes=1)  # may be under way
    keyring.create(years.people[1].pk)
    keep_persons(timezone.now())
    left = set(Tombstone.objects.values_list("subject", flat=True))
    assert left == {key, years.people[1].pk}
    assert set(keyring.keys_of({key, years.people[1].pk})) == {years.people[1].pk}


def test_erasing_again_adds_nothing_to_the_record() -> None:
    years = some_years(1)
    before = Entry.objects.count()
    stone_of(Buried.PERSON, years.people[0].pk)
    stone_of(Buried.GROUP, years.group.pk)
    bury_again(timezone.now())
    assert not Person.objects.filter(pk=years.people[0].pk).exists()
    assert Entry.objects.count() == before


@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_a_restore_takes_nothing_that_was_written_since(tmp_path: Path) -> None:
    years, over_ = some_years(1), some_years(0)
    room, once = years.room(1), uuid4()

    def write() -> LogEntry:
        return practice.write_entry(
            room, years.cycle(1), once=once, week=1, lines=Lines(did="x"), now=timezone.now()
        )

    practice.withdraw_entry(room, write().pk)
    again = write()
    forget_words(over_.group, now=timezone.now())
    draft = StoryDraft.objects.create(
        group=over_.group, author=over_.room(0).member, title="since", state=DraftState.WRITING
    )
    main, keys = back_up(tmp_path / "main", tmp_path / "keys", now=timezone.now())
    restore(main, keys, data=tmp_path, replace=True)
    keyring.forget()
    assert LogEntry.objects.filter(pk=again.pk).exists()
    assert over_.room(0).read(StoryDraft.objects.get(pk=draft.pk), "title") == "since"


def test_only_who_is_off_the_roster_is_erased_as_absent() -> None:
    person = some_years(0).people[0]
    stale = Person.objects.get(pk=person.pk)
    stale.is_active = False  # as it was read before somebody let them in again
    keyring.create(person.pk)
    with pytest.raises(IsActiveError):
        erase_absent(stale, by=None, now=LATER)
    assert Person.objects.get(pk=person.pk).is_active
    assert keyring.keys_of({person.pk})


@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
@pytest.mark.skipif(connection.vendor != "postgresql", reason="elsewhere one writes at a time")
def test_nobody_waits_for_an_erasure_that_waits_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    years = some_years(1)
    story = let_out(years)
    draft, gone = Story.objects.get(pk=story).draft, years.room(1)
    Consent.objects.create(draft=draft, member=gone.member, given=True)
    held, broken, real = threading.Event(), [], stories._note

    def slow(*args: object) -> None:
        held.set()
        time.sleep(0.5)  # the draft is held, and the record is not yet
        real(*args)  # type: ignore[arg-type]  # as they come

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001 - told apart below
            broken.append(error)
        finally:
            connections.close_all()

    monkeypatch.setattr(stories, "_note", slow)
    withdrawing = threading.Thread(
        target=run, args=(lambda: stories.withdraw(years.people[0], draft.pk),)
    )
    withdrawing.start()
    assert held.wait(5)
    erase(gone.person, by=gone.person, now=timezone.now())
    withdrawing.join()
    assert broken == []


def let_out(years: Years) -> UUID:
    """A story of the first member in the library."""
    room = years.room(0)
    draft = StoryDraft.objects.create(
        group=room.group, author=room.member, title="t", state=DraftState.PUBLISHED
    )
    return Story.objects.create(
        organisation=room.group.organisation, draft=draft, kind="win", topic="other",
        language="en", title="t", appears_on=FIRST.date(),
    ).pk  # fmt: skip


def in_group(years: Years) -> str:
    """Everything that the group's sessions left, as its second member reads it."""
    rows = Outcome.objects.filter(group=years.group)
    return " ".join(str(years.room(1).read(row, "body")) for row in rows)
