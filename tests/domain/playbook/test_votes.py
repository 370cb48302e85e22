"""Choosing with a few votes: blind, limited, one for each thing, counted per pile."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Reason, outcomes, replay, visible_to_all
from collegium.domain.playbook.effects import Written
from tests.domain.playbook.rooms import ADA, BEN, CLEO, CREW, DEV, FAY, GUS, Room, gym, open_gym

PLACES = {"ideas": ("best_ideas", "alternative"), "tried": ("best_cards", "card")}


def choosing(source: str = "ideas", number: int = 4) -> tuple[Room, list[str]]:
    """A room that chooses between so many entries of an earlier step."""
    room = open_gym(step=source)
    choose, slot = PLACES[source]
    entries = [room.write(CREW[n % 6], slot, f"{slot} {n}") for n in range(number)]
    room.go_to(choose)
    return room, entries


def vote(room: Room, member: str, about: str) -> str:
    return room.write(member, "vote", about=about)


def counted(room: Room, member: str = GUS) -> dict[str, int]:
    return {one.entry.id: one.votes for one in room.seen_by(member).chosen}


def test_everybody_chooses_between_the_entries_of_the_step_named() -> None:
    room, ideas = choosing()
    assert [one.id for one in room.seen_by(FAY).choices] == ideas
    assert [one.id for one in visible_to_all(room.state).choices] == ideas
    assert room.seen_by("eve").choices == ()


def test_votes_are_counted_most_first() -> None:
    room, (a, b, c, d) = choosing()
    for member, idea in ((ADA, b), (BEN, b), (CLEO, c), (CLEO, b), (DEV, c)):
        vote(room, member, idea)
    room.play(ADA, K.REVEAL)
    assert list(counted(room).items()) == [(b, 3), (c, 2), (a, 0), (d, 0)]


def test_each_has_a_few_votes_and_one_for_each_thing() -> None:
    room, (a, b, c, _) = choosing()
    first = vote(room, BEN, a)
    vote(room, BEN, b)
    assert room.reason(BEN, K.CONTRIBUTE, slot="vote", about=c) is Reason.TOO_MANY_VOTES
    vote(room, BEN, a)
    assert [one.about for one in room.seen_by(BEN).mine] == [a, b]
    assert room.seen_by(BEN).mine[0].id == first
    vote(room, CLEO, c)


def test_a_vote_is_taken_back_and_given_to_something_else() -> None:
    room, (a, b, c, _) = choosing()
    first = vote(room, BEN, a)
    vote(room, BEN, b)
    assert room.reason(CLEO, K.WITHDRAW, contribution=first) is Reason.UNKNOWN
    room.play(BEN, K.WITHDRAW, contribution=first)
    vote(room, BEN, c)
    room.play(ADA, K.REVEAL)
    assert counted(room) == {a: 0, b: 1, c: 1, room.seen_by(ADA).choices[3].id: 0}


def test_after_the_reveal_votes_stand() -> None:
    room, (a, b, *_) = choosing()
    first = vote(room, BEN, a)
    room.play(ADA, K.REVEAL)
    assert room.reason(BEN, K.WITHDRAW, contribution=first) is Reason.CLOSED
    assert room.reason(BEN, K.CONTRIBUTE, slot="vote", about=b) is Reason.CLOSED
    assert room.reason(CLEO, K.CONTRIBUTE, slot="vote", about=b) is Reason.CLOSED


def test_no_vote_shows_before_the_reveal_nor_whose_it_was_ever() -> None:
    room, (a, *_) = choosing()
    effects = room.play(BEN, K.CONTRIBUTE, slot="vote", about=a)
    assert effects == (Written(room.events[-1].key, BEN, hidden=True),)
    assert counted(room) == {}
    assert room.seen_by(CLEO).theirs == ()
    assert room.seen_by(CLEO).written == (BEN,)
    room.play(ADA, K.REVEAL)
    for step in ("best_ideas", "best_cards"):
        room.go_to(step)
        seen = [*room.seen_by(CLEO).theirs, *room.seen_by(CLEO).earlier]
        assert "vote" not in {one.slot for one in seen}
        wall = visible_to_all(room.state)
        assert "vote" not in {one.slot for one in (*wall.mine, *wall.theirs, *wall.earlier)}
    assert "vote" in {one.slot for one in room.seen_by(BEN).earlier}


def test_one_votes_only_for_what_is_there_to_choose() -> None:
    room, _ = choosing()
    for nothing in ("gone", "", None, 7, ["x"]):
        refusal = room.refusal(BEN, K.CONTRIBUTE, slot="vote", about=nothing)
        assert (refusal.reason, refusal.field) == (Reason.UNKNOWN, "about")


def test_scores_and_cards_of_other_steps_are_no_choices() -> None:
    room = open_gym(step="tried")
    card = room.write(BEN, "card", "a card")
    room.go_to("ideas")
    idea = room.write(BEN, "alternative", "an idea")
    score = room.score(CLEO, idea)
    room.go_to("best_ideas")
    for other in (card, score):
        for member in (BEN, CLEO):
            assert room.reason(member, K.CONTRIBUTE, slot="vote", about=other) is Reason.UNKNOWN
    assert [one.id for one in room.seen_by(CLEO).choices] == [idea]


def piled() -> tuple[Room, list[str]]:
    room = open_gym(step="tried")
    cards = [room.write(CREW[n], "card", f"card {n}") for n in range(4)]
    room.play(ADA, K.REVEAL)
    room.play(BEN, K.GROUP, contribution=cards[1], onto=cards[0])
    room.play(BEN, K.GROUP, contribution=cards[2], onto=cards[0])
    room.play(BEN, K.NAME_PILE, contribution=cards[0], words={"text": "Asking"})
    room.go_to("best_cards")
    return room, cards


def test_a_pile_is_one_choice_under_its_name() -> None:
    room, (a, *_, d) = piled()
    assert [one.id for one in room.seen_by(FAY).choices] == [a, d]
    vote(room, FAY, a)
    room.play(ADA, K.REVEAL)
    assert [(one.name, one.votes) for one in room.seen_by(GUS).chosen] == [
        ("Asking", 1),
        ("card 3", 0),
    ]


def test_one_vote_counts_once_in_a_pile_whichever_card_is_meant() -> None:
    room, (a, b, c, d) = piled()
    for card in (a, b, c):
        vote(room, FAY, card)
    vote(room, GUS, c)
    assert len(room.seen_by(FAY).mine) == 1
    vote(room, FAY, d)
    room.play(ADA, K.REVEAL)
    assert counted(room) == {a: 2, d: 1}


def test_votes_follow_cards_that_are_sorted_later() -> None:
    room, (a, b, c, d) = choosing("tried")
    for member, card in ((FAY, a), (GUS, b), (BEN, d)):
        vote(room, member, card)
    for _ in range(4):
        room.play(ADA, K.BACK)
        if room.state.step.key == "tried":
            break
    room.play(ADA, K.GROUP, contribution=a, onto=b)
    room.play(ADA, K.GROUP, contribution=b, onto=c)
    room.go_to("best_cards")
    room.play(ADA, K.REVEAL)
    assert counted(room) == {c: 2, d: 1}


def test_who_sees_two_votes_fall_together_has_one_for_that_pile() -> None:
    room, (a, b, _, d) = choosing("tried")
    first, _ = vote(room, FAY, a), vote(room, FAY, b)
    while room.state.step.key != "tried":
        room.play(ADA, K.BACK)
    room.play(ADA, K.GROUP, contribution=a, onto=b)
    room.go_to("best_cards")
    vote(room, FAY, d)
    room.play(ADA, K.REVEAL)
    assert counted(room)[b] == 1
    assert room.seen_by(FAY).earlier or first


def test_what_is_withdrawn_takes_its_votes_along() -> None:
    room, (a, b, *_) = choosing("tried", 2)
    vote(room, FAY, a)
    while room.state.step.key != "tried":
        room.play(ADA, K.BACK)
    room.play(ADA, K.WITHDRAW, contribution=a)
    room.go_to("best_cards")
    room.play(ADA, K.REVEAL)
    assert counted(room) == {b: 0}


def test_the_votes_of_a_pile_stay_with_it_when_its_top_is_withdrawn() -> None:
    room, (a, b, _, d) = piled()
    vote(room, FAY, a)
    vote(room, GUS, b)
    while room.state.step.key != "tried":
        room.play(ADA, K.BACK)
    room.play(ADA, K.WITHDRAW, contribution=a)
    room.go_to("best_cards")
    room.play(ADA, K.REVEAL)
    assert counted(room) == {b: 2, d: 0}


def test_a_session_leaves_what_was_voted_for_and_not_by_whom() -> None:
    room, (a, *_, d) = piled()
    vote(room, FAY, a)
    assert outcomes(room.state).choices == ()
    room.play(ADA, K.REVEAL)
    left = outcomes(room.state).choices
    assert [(one.key, one.text, one.votes) for one in left] == [(a, "Asking", 1)]
    assert FAY not in repr(left)
    assert d not in {one.key for one in left}


@given(st.lists(st.tuples(st.sampled_from(CREW), st.integers(0, 3), st.booleans()), max_size=30))
def test_nobody_ever_has_more_than_their_votes(tries: list[tuple[str, int, bool]]) -> None:
    room, ideas = choosing()
    expected: dict[str, list[str]] = {member: [] for member in CREW}
    for member, pick, takes_back in tries:
        mine = {one.about: one.id for one in room.seen_by(member).mine}
        idea = ideas[pick]
        if takes_back and idea in mine:
            room.play(member, K.WITHDRAW, contribution=mine[idea])
            expected[member].remove(idea)
        elif idea in mine or len(mine) < 2:
            vote(room, member, idea)
            expected[member] += [] if idea in mine else [idea]
        else:
            tried = {"slot": "vote", "about": idea}
            assert room.reason(member, K.CONTRIBUTE, **tried) is Reason.TOO_MANY_VOTES
    room.play(ADA, K.REVEAL)
    votes = Counter(idea for given_to in expected.values() for idea in given_to)
    assert counted(room) == {idea: votes[idea] for idea in ideas}
    assert replay(gym(), room.events) == room.state
