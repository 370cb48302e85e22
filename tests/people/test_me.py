"""My settings."""

import pytest
from django.test import Client

from collegium.people.models import Person

WISH = {
    "language": "de",
    "time_zone": "lisbon",
    "languages": "Deutsch, en, Português",
    "strengths": "listening; planning, listening",
    "wants": "",
}


def test_saving_is_kept_and_said_in_the_new_language(client: Client, member: Person) -> None:
    client.force_login(member)
    response = client.post("/me/", WISH, follow=True)
    member.refresh_from_db()
    assert member.language == "de"
    assert member.time_zone == "Europe/Lisbon"
    assert member.languages == ["de", "en", "pt"]
    assert (member.strengths, member.wants) == (["listening", "planning"], [])
    page = response.content.decode()
    assert "Gespeichert." in page
    assert "Deutsch, Englisch, Portugiesisch" in page


def test_what_the_page_shows_can_be_sent_back_in_every_language(
    client: Client, member: Person
) -> None:
    client.force_login(member)
    codes = ["en", "de", "is", "qu", "zh"]
    for language in ("en", "de"):
        Person.objects.filter(pk=member.pk).update(language=language, languages=codes)
        form = client.get("/me/").context["form"]
        client.post("/me/", {name: form[name].value() for name in form.fields})
        member.refresh_from_db()
        assert member.languages == codes


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("time_zone", "Atlantis"),
        ("time_zone", ""),
        ("languages", "Klingon"),
        ("languages", ""),
        ("language", "xx"),
        ("strengths", "x" * 81),
        ("wants", ",".join(f"wish {i}" for i in range(13))),
    ],
)
def test_mistakes_are_said_and_nothing_typed_is_lost(
    client: Client, member: Person, field: str, typed: str
) -> None:
    client.force_login(member)
    response = client.post("/me/", WISH | {field: typed})
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form[field].value() == typed
    assert b"aria-invalid" in response.content
    member.refresh_from_db()
    assert member.language == "en"


def test_strangers_sign_in_first(client: Client) -> None:
    assert client.get("/me/").headers["Location"] == "/sign-in/?next=/me/"
