"""Pairs kept apart or together: typed by name, or out of a list, for people near and far."""

from itertools import pairwise
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from collegium.groups import actions
from collegium.groups.forms.pair_list import read_pairs
from collegium.groups.models import PairKind, Programme, ProgrammeState
from collegium.groups.queries import composition_problem
from collegium.groups.queries.pairs import SHOWN, SUGGESTED
from collegium.people.models import Person
from tests.builders import a_lead, a_person, an_organisation
from tests.groups.worlds import in_preparation, participants_of, people, take_part

ADA, BOB = uuid4(), uuid4()
KNOWN = {"ada@here.example": ADA, "bob@here.example": BOB}
PAIR = tuple(sorted((ADA, BOB)))


@pytest.fixture
def programme(client: Client) -> Programme:
    programme = in_preparation(an_organisation(), 4)
    client.force_login(a_lead(programme.organisation))
    return programme


def post(client: Client, programme: Programme, **told: object) -> HttpResponse:
    answer = client.post(reverse("groups:pairs", args=[programme.pk]), told)
    assert isinstance(answer, HttpResponse)
    return answer


def page(client: Client, programme: Programme, **asked: str) -> str:
    return client.get(reverse("groups:pairs", args=[programme.pk]), asked).content.decode()


def test_a_pair_is_asked_for_replaced_and_taken_back(client: Client, programme: Programme) -> None:
    one, two, *_ = participants_of(programme)
    told = {"first": one.email, "second": two.name, "kind": "apart"}
    for _ in range(2):
        assert post(client, programme, **told).status_code == 302
    post(client, programme, first=two.email.upper(), second=one.name.lower(), kind="together")
    rule = programme.pair_rules.get()
    assert rule.kind == PairKind.TOGETHER
    assert post(client, programme, **told | {"second": one.email}).status_code == 422
    for _ in range(2):
        client.post(reverse("groups:forget_pair", args=[programme.pk, rule.pk]))
    assert not programme.pair_rules.exists()


def test_a_name_that_several_have_is_asked_about(client: Client, programme: Programme) -> None:
    twins = [
        a_person(programme.organisation, "Kim Lee", email=f"kim{at}@here.example") for at in (1, 2)
    ]
    other = participants_of(programme)[0]
    answer = post(client, programme, first="kim", second=other.name, kind="apart")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Who is “kim”?" in text
    assert f'value="{other.name}"' in text
    chosen = ["kim", twins[1].email]  # the typed name, and the one that was picked below it
    assert post(client, programme, first=chosen, second=other.name, kind="apart").status_code == 302
    rule = programme.pair_rules.get()
    assert twins[1] in (rule.first, rule.second)


def test_a_part_of_a_name_or_a_copied_address_will_do(client: Client, programme: Programme) -> None:
    one, two, *_ = participants_of(programme)
    copied = f"{two.name} <{two.email}>"
    assert (
        post(client, programme, first=one.name[-4:], second=copied, kind="apart").status_code == 302
    )
    assert programme.pair_rules.count() == 1


@pytest.mark.parametrize("typed", ["Nobody Such", "  ", "x" * 300, "a\0b"])
def test_who_is_unknown_can_be_typed_again(
    client: Client, programme: Programme, typed: str
) -> None:
    one = participants_of(programme)[0]
    stranger = a_person(an_organisation("Elsewhere"), "Stran Ger")
    gone = a_person(programme.organisation, "Gone Ex", is_active=False)
    for text in (typed, stranger.email, gone.name):
        answer = post(client, programme, first=one.name, second=text, kind="apart")
        assert answer.status_code == 422
        assert f'value="{one.name}"' in answer.content.decode()


def test_people_who_do_not_take_part_yet_count_once_they_do(
    client: Client, programme: Programme
) -> None:
    one = participants_of(programme)[0]
    later = a_person(programme.organisation, "Late Comer")
    post(client, programme, first=one.email, second=later.email, kind="apart")
    assert "Counts once both take part." in page(client, programme)
    take_part(programme, later)
    assert "Counts once both take part." not in page(client, programme)
    assert len(composition_problem(programme).rules.apart) == 1
    actions.remove_participants(programme, [later.pk])
    assert programme.pair_rules.count() == 1


def rows(*pairs: tuple[Person, Person]) -> str:
    return "\n".join(f"{one.email};{other.email}" for one, other in pairs)


@pytest.mark.parametrize("as_file", [False, True])
def test_a_list_adds_many_at_once(client: Client, programme: Programme, as_file: bool) -> None:
    one, two, three, four = participants_of(programme)
    actions.add_pair_rule(programme, PairKind.TOGETHER, two, one)
    text = "Person,Not with\n" + rows((one, two), (three, four), (two, one))
    told: dict[str, object] = {"do": "list", "list-kind": "apart", "list-listed": text}
    for _ in range(2):
        if as_file:
            content = b"\xef\xbb\xbf" + text.encode()
            told |= {"list-listed": "", "list-file": SimpleUploadedFile("pairs.csv", content)}
        assert post(client, programme, **told).status_code == 302
    kinds = programme.pair_rules.values_list("kind", flat=True)
    assert list(kinds) == [PairKind.APART, PairKind.APART]


def test_faults_are_told_row_by_row_and_nothing_is_added(
    client: Client, programme: Programme
) -> None:
    one, two, *_ = participants_of(programme)
    text = rows((one, two)) + f"\n\n{one.email}\nnobody@x.example {two.email}\n"
    content = SimpleUploadedFile("pairs.csv", text.encode())
    answer = post(client, programme, **{"do": "list", "list-kind": "apart", "list-file": content})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "2 rows cannot be read" in words
    assert "Row 3: Two addresses are needed; this row has 1." in words
    assert "Row 4: Nobody on the roster has the address nobody@x.example." in words
    assert f"{one.email};{two.email}" in words
    assert not programme.pair_rules.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "Paste a list here"),
        ({"list-listed": "x" * 600_000}, "at most"),
        (
            {"list-file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"\x00\x01" * 99)},
            "is no text",
        ),
        ({"list-file": SimpleUploadedFile("a.csv", b"a" * 600_000)}, "too large"),
    ],
)
def test_what_is_no_list_is_refused(
    client: Client, programme: Programme, told: dict[str, object], words: str
) -> None:
    answer = post(client, programme, **{"do": "list", "list-kind": "apart"} | told)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    "line",
    [
        "ada@here.example,bob@here.example",
        "ada@here.example\tBOB@here.example",
        '"Byron, Ada" <ada@here.example>; Bob (bob@here.example)',
        "ada@here.example bob@here.example",
        "  bob@here.example | ada@here.example  ",
    ],
)
def test_a_row_is_read_however_it_is_written(line: str) -> None:
    found = read_pairs(line, KNOWN)
    assert (found.pairs, found.faults) == ((PAIR,), ())


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        ("ada@here.example", [1]),
        ("ada@here.example,ada@here.example", [1]),
        ("Name,Name\nada@here.example,bob@here.example,eve@here.example", [2]),
        ("Only a heading", [1]),
        ("ada@here.example,bob@here.example\nNo address here", [2]),
    ],
)
def test_a_faulty_row_has_its_number(text: str, faulty: list[int]) -> None:
    assert [fault.row for fault in read_pairs(text, KNOWN).faults] == faulty


def test_the_page_stays_small_for_very_many(client: Client, programme: Programme) -> None:
    crowd = people(programme.organisation, SUGGESTED)
    assert "<datalist" in page(client, programme)
    take_part(programme, *crowd)
    pairs = [(one.pk, other.pk) for one, other in pairwise(crowd)]
    assert actions.add_pair_rules(programme, PairKind.APART, pairs) == SUGGESTED - 1
    text = page(client, programme)
    assert len(text) < 150_000
    assert "<datalist" not in text
    assert "<select" not in text
    assert f"{SUGGESTED - 1 - SHOWN} more pairs are not shown" in text
    found = page(client, programme, q=crowd[-1].email)
    assert found.count("Take back") == 1
    assert "No pair has this name" in page(client, programme, q="Nobody Such")


def test_once_it_runs_no_pair_is_added(client: Client, programme: Programme) -> None:
    one, two, *_ = participants_of(programme)
    Programme.objects.update(state=ProgrammeState.RUNNING)
    told = {"do": "list", "list-kind": "apart", "list-listed": rows((one, two))}
    for answer in (
        post(client, programme, **told),
        post(client, programme, first=one.email, second=two.email, kind="apart"),
    ):
        assert answer.status_code == 302
    assert not programme.pair_rules.exists()
    assert "No pair was asked for." in page(client, programme)
