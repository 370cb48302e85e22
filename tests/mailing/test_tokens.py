"""Tokens do the one thing they were issued for, and nothing when anything about them differs."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from collegium.mailing.models import Mail, MailKind
from collegium.mailing.tokens import (
    LASTS,
    REPLY_LASTS,
    REPLY_LETTERS,
    Purpose,
    TokenError,
    answered,
    issue,
    opened,
    reply_token,
)
from tests.builders import a_person, an_organisation
from tests.mailing.worlds import DAY, NOW

PERSON, GROUP = UUID(int=7), UUID(int=9)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def a_mail() -> Mail:
    person = a_person(an_organisation())
    return Mail.objects.create(
        organisation=person.organisation,
        person=person,
        kind=MailKind.LOG,
        about=uuid4(),
        key="log/1",
        due_at=NOW,
    )


@given(st.sampled_from(Purpose), st.text("abcdefghijk-0123/", max_size=60))
def test_a_token_says_what_was_put_into_it(purpose: Purpose, detail: str) -> None:
    text = issue(purpose, PERSON, GROUP, detail=detail, now=NOW)
    token = opened(text, purpose, now=NOW)
    assert (token.purpose, token.person_id, token.subject, token.detail) == (
        purpose,
        PERSON,
        GROUP,
        detail,
    )
    assert opened(text.upper(), purpose, now=NOW) == token
    assert set(text) <= set(LETTERS)


@pytest.mark.parametrize("purpose", Purpose)
def test_no_purpose_opens_anothers_token(purpose: Purpose) -> None:
    text = issue(purpose, PERSON, GROUP, now=NOW)
    others = [other for other in Purpose if other is not purpose]
    with pytest.raises(TokenError):
        opened(text, *others, now=NOW)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_token_ends(purpose: Purpose) -> None:
    text = issue(purpose, PERSON, GROUP, now=NOW)
    assert opened(text, purpose, now=NOW + LASTS[purpose])
    with pytest.raises(TokenError):
        opened(text, purpose, now=NOW + LASTS[purpose] + DAY)


@given(st.data())
def test_a_token_with_one_other_letter_is_none(data: st.DataObject) -> None:
    text = issue(Purpose.TALKED, PERSON, GROUP, detail="week-2", now=NOW)
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from(LETTERS).filter(lambda one: one != text[place]))
    forged = text[:place] + letter + text[place + 1 :]
    try:
        token = opened(forged, *Purpose, now=NOW)
    except TokenError:
        return
    assert token == opened(text, *Purpose, now=NOW)  # bits of the last letter that carry nothing


@given(st.text(max_size=200) | st.text(LETTERS, max_size=200))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(TokenError):
        opened(text, *Purpose, now=NOW)


@given(st.integers(0, 110))
def test_a_piece_of_a_token_is_none(length: int) -> None:
    text = issue(Purpose.TALKED, PERSON, GROUP, detail="a-longer-detail-of-a-week-2", now=NOW)
    with pytest.raises(TokenError):
        opened(text[:length], *Purpose, now=NOW)


def test_another_secret_makes_other_tokens_and_an_older_one_still_holds(
    settings: Settings,
) -> None:
    text = issue(Purpose.STOP, PERSON, GROUP, now=NOW)
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    with pytest.raises(TokenError):
        opened(text, Purpose.STOP, now=NOW)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert opened(text, Purpose.STOP, now=NOW)


def test_every_spelling_of_a_token_has_one_identity() -> None:
    text = issue(Purpose.SNOOZE, PERSON, GROUP, now=NOW)
    one, other = (opened(each, Purpose.SNOOZE, now=NOW) for each in (text, text.upper()))
    later = opened(issue(Purpose.SNOOZE, PERSON, GROUP, now=NOW + DAY), Purpose.SNOOZE, now=NOW)
    assert one.identity == other.identity != later.identity


def test_a_reply_token_finds_its_mail_in_any_case() -> None:
    mail = a_mail()
    text = reply_token(mail, now=NOW)
    assert len(f"reply+{text}") <= 64
    assert len(text) == REPLY_LETTERS
    assert answered(text, now=NOW).mail == answered(text.upper(), now=NOW).mail == mail
    assert not answered(text, now=NOW + REPLY_LASTS).has_expired
    assert answered(text, now=NOW + REPLY_LASTS + timedelta(days=1)).has_expired


def test_a_reply_token_dies_with_its_mail_and_serves_no_other_person() -> None:
    mail = a_mail()
    text = reply_token(mail, now=NOW)
    Mail.objects.update(person=a_person(mail.organisation, "Grace Murray"))
    with pytest.raises(TokenError):
        answered(text, now=NOW)
    mail.delete()
    with pytest.raises(TokenError):
        answered(text, now=NOW)


def test_a_reply_token_is_no_link_and_a_link_is_no_reply_token() -> None:
    mail = a_mail()
    with pytest.raises(TokenError):
        opened(reply_token(mail, now=NOW), *Purpose, now=NOW)
    with pytest.raises(TokenError):
        answered(issue(Purpose.STOP, PERSON, mail.pk, now=NOW), now=NOW)


@given(st.text(max_size=60) | st.text(LETTERS, min_size=48, max_size=48))
def test_anything_else_answers_no_mail(text: str) -> None:
    with pytest.raises(TokenError):
        answered(text, now=NOW)
