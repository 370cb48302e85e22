"""One person, for the administrator: roles and signing in."""

from io import StringIO
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from collegium.audit.models import Entry
from collegium.people import actions, adapter
from collegium.people.models import Organisation, Person, Role, RoleName
from collegium.people.signing.models import SignOn
from collegium.vault import keyring
from tests.builders import a_person, an_organisation, with_role


def held(person: Person) -> list[str]:
    return sorted(person.roles.values_list("name", flat=True))


def test_roles_are_granted_and_taken_once(
    client: Client, administrator: Person, member: Person
) -> None:
    client.force_login(administrator)
    for wish, after in (("yes", ["lead"]), ("no", [])):
        for _ in range(2):
            response = client.post(f"/people/{member.pk}/role/", {"name": "lead", "held": wish})
            assert response.headers["Location"] == f"/people/{member.pk}/"
            assert held(member) == after


def test_the_last_administrator_stays(client: Client, administrator: Person) -> None:
    client.force_login(administrator)
    wish = {"name": "administrator", "held": "no"}
    page = client.post(f"/people/{administrator.pk}/role/", wish, follow=True).content.decode()
    assert "only administrator" in page
    client.post(f"/people/{administrator.pk}/status/", {"active": "no"})
    administrator.refresh_from_db()
    assert administrator.is_active
    assert held(administrator) == ["administrator"]


def test_an_administrator_who_is_out_does_not_count(administrator: Person, member: Person) -> None:
    with_role(member, RoleName.ADMINISTRATOR)
    actions.deactivate(administrator)
    with pytest.raises(actions.LastAdministrator):
        actions.revoke(member, RoleName.ADMINISTRATOR)
    with pytest.raises(actions.LastAdministrator):
        actions.deactivate(member)


def test_deactivating_and_letting_in_again(
    client: Client, administrator: Person, member: Person
) -> None:
    theirs = Client()
    theirs.force_login(member)
    client.force_login(administrator)
    client.post(f"/people/{member.pk}/status/", {"active": "no"})
    assert theirs.get("/me/").status_code == 302
    assert b"cannot sign in" in client.get(f"/people/{member.pk}/").content
    client.post(f"/people/{member.pk}/status/", {"active": "yes"})
    member.refresh_from_db()
    assert member.is_active


def test_nonsense_and_strangers(client: Client, administrator: Person, member: Person) -> None:
    stranger = a_person(an_organisation("Elsewhere"), "Stranger")
    client.force_login(administrator)
    assert client.post(f"/people/{member.pk}/role/", {"name": "king"}).status_code == 404
    for suffix in ("", "role/", "status/"):
        path = f"/people/{stranger.pk}/{suffix}"
        answer = client.post(path, {"name": "lead"}) if suffix else client.get(path)
        assert answer.status_code == 404
    assert not Role.objects.filter(person=stranger).exists()


@pytest.mark.parametrize("suffix", ["", "role/", "status/"])
def test_only_administrators(client: Client, lead: Person, member: Person, suffix: str) -> None:
    for person in (lead, member):
        client.force_login(person)
        assert client.post(f"/people/{member.pk}/{suffix}", {"name": "lead"}).status_code == 404
    client.logout()
    assert client.post(f"/people/{member.pk}/{suffix}").headers["Location"].startswith("/sign-in/")


def test_an_organisation_begins_with_its_administrator() -> None:
    organisation = actions.create_organisation(
        "Halyard", administrator_email="Ann@Halyard.example", administrator_name="Ann"
    )
    person = organisation.persons.get()
    assert (person.email, held(person)) == ("ann@halyard.example", ["administrator"])
    assert not person.has_usable_password()
    with pytest.raises(actions.AddressTaken):
        actions.create_organisation(
            "Again", administrator_email="ann@halyard.example", administrator_name="Ann"
        )
    assert Organisation.objects.count() == 1


def test_taking_the_second_lock_off_is_told_and_recorded(
    client: Client, administrator: Person, member: Person
) -> None:
    Authenticator.objects.create(user=member, type="totp", data={"secret": "x"})
    client.force_login(administrator)
    page = f"/people/{member.pk}/"
    assert "Remove the second lock" in client.get(page).content.decode()
    with patch.object(adapter, "POST_ROOM") as post:
        client.post(f"{page}factors/")
        client.post(f"{page}factors/")
    assert [call.args[1].to for call in post.submit.call_args_list] == [[member.email]]
    assert not Authenticator.objects.filter(user=member).exists()
    assert Entry.objects.filter(verb="factors-forgotten").count() == 1
    assert "Remove the second lock" not in client.get(page).content.decode()


def test_the_command_lets_in_whoever_locked_themselves_out(administrator: Person) -> None:
    Authenticator.objects.create(user=administrator, type="totp", data={"secret": "x"})
    keyring.create(administrator.organisation_id)
    SignOn.objects.create(
        organisation=administrator.organisation,
        kind="saml",
        tested_at=timezone.now(),
        is_on=True,
        is_only=True,
    )
    call_command("unlock", administrator.email.upper(), stdout=StringIO())
    assert not Authenticator.objects.exists()
    row = SignOn.objects.get()
    assert (row.is_on, row.is_only) == (True, False)
    with pytest.raises(CommandError, match="Nobody"):
        call_command("unlock", "nobody@here.example")
