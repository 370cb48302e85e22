"""The guard, by what people really write."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.disclosure import Kind, Suspicion, suspects

NAMES = (
    "Müller, Zoë",
    "Anne-Marie O'Brien",
    "José da Silva",
    "王伟",
    "김민수",
    "أحمد الفارسي",
    "Jan van den Berg",
    "Søren Kjær",
    "Ада Лавлейс",
    "İpek Işık",
    "John Doe",
)
PLACES = ("Lisbon", "New York", "São Paulo", "Werk 3")
ROLES = ("Head of Logistics", "Werksleitung")


def found(text: str) -> list[tuple[Kind, str]]:
    return [
        (suspicion.kind, suspicion.text)
        for suspicion in suspects(text, names=NAMES, places=PLACES, roles=ROLES)
    ]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("I asked Zoë Müller twice.", "Zoë Müller"),
        ("I asked Müller, Zoë twice.", "Müller, Zoë"),
        ("I asked ZOE twice.", "ZOE"),
        ("I asked Frau Mueller twice.", "Mueller"),
        ("I asked zoë's team.", "zoë"),
        ("Zoes Team war müde.", "Zoes"),
        ("Then anne-marie left.", "anne-marie"),
        ("Then Marie left.", "Marie"),
        ("Then O’Brien left.", "O’Brien"),
        ("Silva said so.", "Silva"),
        ("我和王伟谈过。", "王伟"),
        ("어제 김민수는 웃었다.", "김민수"),
        ("تحدثت مع أحمد عن ذلك", "أحمد"),
        ("I saw Jan van den Berg.", "Jan van den Berg"),
        ("Soren Kjaer laughed.", "Soren Kjaer"),
        ("Я спросила АДА об этом.", "АДА"),
        ("IPEK came.", "IPEK"),
        (unicodedata.normalize("NFD", "José came."), unicodedata.normalize("NFD", "José")),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, passage: str) -> None:
    assert found(text) == [(Kind.NAME, passage)]


@pytest.mark.parametrize(
    "text",
    [
        "The van was late and so was I.",
        "What to do, and what do I say?",
        "Silvan and Marieke are not on the roster.",
        "I learned to wait one breath before I answer.",
        "We marched on; they may follow.",
        "2 of us tried it 3 times.",
        "",
        "   \n\t",
    ],
)
def test_what_gives_nobody_away_raises_no_suspicion(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("It was in new york.", Kind.PLACE, "new york"),
        ("It was in Sao Paulo.", Kind.PLACE, "Sao Paulo"),
        ("Our head of logistics knew.", Kind.ROLE, "head of logistics"),
        ("On 2026-03-04 we met.", Kind.DATE, "2026-03-04"),
        ("Am 4.3.2026 war es so.", Kind.DATE, "4.3.2026"),
        ("Am 4. März war es so.", Kind.DATE, "4. März"),
        ("On March 4th, 2026 we met.", Kind.DATE, "March 4th, 2026"),
        ("On the 4th of March we met.", Kind.DATE, "4th of March"),
        ("El 4 de marzo de 2026 hablamos.", Kind.DATE, "4 de marzo de 2026"),
        ("Le 4 février, rien.", Kind.DATE, "4 février"),
        ("في ٤ مارس ٢٠٢٦ التقينا", Kind.DATE, "٤ مارس ٢٠٢٦"),
        ("Back in September it broke.", Kind.DATE, "September"),
        ("Since 2019 it has been so.", Kind.DATE, "2019"),
        ("In Q3 2025 we lost it.", Kind.DATE, "Q3 2025"),
        ("Write to zoe.m@firm.example, please.", Kind.ADDRESS, "zoe.m@firm.example"),
        ("See https://firm.example/zoe?x=1.", Kind.ADDRESS, "https://firm.example/zoe?x=1"),
        ("It cost € 4,000 in the end.", Kind.FIGURE, "€ 4,000"),
        ("Es waren 3,5 Mio. Euro.", Kind.FIGURE, "3,5 Mio"),
        ("Sales fell 7 % after it.", Kind.FIGURE, "7 %"),
        ("I lead 43 people.", Kind.FIGURE, "43"),
        ("Call +49 30 1234-567 now.", Kind.FIGURE, "+49 30 1234-567"),
        ("We lost 1 200 000 of them.", Kind.FIGURE, "1 200 000"),
    ],
)
def test_other_traces_are_found_by_phrase_or_shape(text: str, kind: Kind, passage: str) -> None:
    assert found(text) == [(kind, passage)]


def test_a_suspicion_says_where() -> None:
    text = "With Zoë, in Lisbon."
    assert suspects(text, names=NAMES, places=PLACES, roles=ROLES) == (
        Suspicion(5, 8, Kind.NAME, "Zoë"),
        Suspicion(13, 19, Kind.PLACE, "Lisbon"),
    )


def test_the_longer_passage_wins_and_a_shared_one_is_a_name() -> None:
    found_here = suspects("Paris Hill ran it", names=["Paris Ames"], places=["Paris"], roles=[])
    assert [suspicion.kind for suspicion in found_here] == [Kind.NAME]
    found_here = suspects("Paris Hill ran it", names=["Ann Paris"], places=["Paris Hill"], roles=[])
    assert [(s.kind, s.text) for s in found_here] == [(Kind.PLACE, "Paris Hill")]


def test_passages_that_overlap_become_one() -> None:
    found_here = suspects(
        "the Head of Paris Hill", names=[], places=["Paris Hill"], roles=["Head of Paris"]
    )
    assert [suspicion.text for suspicion in found_here] == ["Head of Paris Hill"]


def test_empty_entries_on_the_roster_do_no_harm() -> None:
    assert suspects("Nobody here.", names=["", " ", "-", "X"], places=[""], roles=["…"]) == ()


texts = st.text(st.sampled_from("aZé ß'-.,@1€王김أü\u0301\n"), max_size=40) | st.text(max_size=40)


@given(texts, st.lists(texts, max_size=4), st.lists(texts, max_size=2))
def test_passages_are_in_order_apart_and_quoted_rightly(
    text: str, names: list[str], places: list[str]
) -> None:
    ended = 0
    for suspicion in suspects(text, names=names, places=places, roles=places):
        assert ended <= suspicion.start < suspicion.end
        assert text[suspicion.start : suspicion.end] == suspicion.text
        ended = suspicion.end


@given(st.sampled_from(NAMES), texts, texts, st.sampled_from([str, str.upper, str.lower]))
def test_no_full_name_slips_through(name: str, before: str, after: str, written: type[str]) -> None:
    text = f"{before} {written(name)} {after}"
    start = len(before) + 1
    assert any(
        suspicion.start <= start < suspicion.end
        for suspicion in suspects(text, names=NAMES, places=(), roles=())
    )


@pytest.mark.parametrize("unit", ["a", "1", "1 ", "@", "a.", "Zoë ", "(1-"])
def test_a_long_text_is_read_in_reasonable_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert len(suspects(text, names=NAMES, places=PLACES, roles=ROLES)) <= len(text)
