"""The page about who opens what, held against the access table: neither is made from the other."""

import inspect
from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from collegium.config.access import TABLE
from collegium.mailing.access import MAILS
from collegium.meetings.access import MESSAGES
from collegium.people.access import Who, who
from tests.architecture import statements
from tests.architecture.addresses import Address, addresses
from tests.architecture.statements import Statement

NEW = Address("groups:new", frozenset(), "/library/new/")
# One line of the table each, wrong in its own way.
PLANTED = {
    "people:sign_on": who(Who.PERSON),  # whoever is signed in, where administrators act
    "people:factors": who(Who.PERSON),
    "people:role": who(Who.PERSON),
    "groups:record": who(Who.PERSON),
    "people:status": who(Who.ADMINISTRATOR, Who.LEAD),  # a role too many
    "rights:erase": who(Who.LEAD),  # another role
    "groups:board": who(Who.LEAD, Who.FACILITATOR),
    "practice:thread": who(Who.PERSON),  # no seat in the group
    "meetings:session": who(Who.GROUP_MEMBER, Who.LEAD),  # a role opens a group
    "practice:edit_post": who(Who.GROUP_MEMBER),  # others' words
    "groups:leave": who(Who.PERSON),  # somebody else's seat
    "mailing:link": who(Who.ANYONE),  # no secret
    "rights:everything": who(Who.ANYONE),  # nobody signed in
    "library:guarded": who(Who.PERSON),
    "people:roster": who(Who.ADMINISTRATOR),  # too narrow is wrong as well
    "home": frozenset[Who](),
}


def test_every_address_opens_to_whom_the_page_says() -> None:
    assert list(statements.faults(addresses(), TABLE, statements.of_addresses())) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_wrong_line_of_the_table_is_refused(name: str) -> None:
    table = {**TABLE, name: PLANTED[name]}
    [fault] = statements.faults(addresses(), table, statements.of_addresses())
    assert f"({name}) opens to" in fault


def test_a_new_address_is_refused_until_the_page_says_who_opens_it() -> None:
    table = {**TABLE, NEW.name: who(Who.PERSON)}
    [fault] = statements.faults([*addresses(), NEW], table, statements.of_addresses())
    assert "decide who may open it" in fault


def test_a_row_about_nothing_is_refused() -> None:
    said = [*statements.of_addresses(), Statement("/gone/", who(Who.LEAD))]
    [fault] = statements.faults(addresses(), TABLE, said)
    assert fault.startswith("/gone/ ")


def test_the_page_lets_nobody_in_by_the_way() -> None:
    assert list(statements.loose(statements.of_addresses())) == []


@pytest.mark.parametrize(
    "added",
    [
        Statement("/library/…", who(Who.PERSON)),
        Statement("/healthz", who(Who.PERSON)),  # a second time
        Statement("/groups/<group>/for-leads/", who(Who.LEAD)),
        Statement("/groups/<group>/for-all/", who(Who.GROUP_MEMBER, Who.PERSON)),
        Statement("/organisation/open/", who(Who.ANYONE)),
        Statement("/people/<person>/role/", who(Who.ADMINISTRATOR, Who.LEAD)),
    ],
)
def test_a_loose_row_is_refused(added: Statement) -> None:
    assert len(list(statements.loose([*statements.of_addresses(), added]))) == 1


def test_every_mail_goes_to_whom_the_page_says() -> None:
    assert {one.about: one.who for one in statements.of_mails()} == MAILS


def test_every_message_of_a_session_takes_a_seat_in_the_group() -> None:
    assert set(MESSAGES.values()) == {who(Who.GROUP_MEMBER)}


def test_what_works_in_a_room_takes_a_seat_in_the_group() -> None:
    views = _views(get_resolver().url_patterns)
    in_a_room = {
        name
        for name, view in views
        if ":" in name and "RoomRequest" in inspect.getsource(inspect.unwrap(view))
    }
    inside = {name for name, allowed in TABLE.items() if allowed & {Who.GROUP_MEMBER, Who.AUTHOR}}
    assert in_a_room == inside


def _views(
    patterns: list[URLPattern | URLResolver], app: str = ""
) -> Iterator[tuple[str, Callable[..., object]]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _views(one.url_patterns, f"{one.namespace}:" if one.namespace else app)
        else:
            yield f"{app}{one.name}", one.callback
