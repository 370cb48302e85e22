"""Whether recommended links still open, tried rarely and one by one."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.library.actions.links import check_links
from collegium.library.actions.resources import Recommended, change_resource
from collegium.library.models import Resource
from collegium.outgoing import Ways
from tests.library.conftest import World, signed_in
from tests.library.test_resources import GOOD, a_resource, url
from tests.outgoing.servers import Talk, says, serving

NOW = datetime(2026, 3, 9, 9, tzinfo=UTC)
DAY = timedelta(days=1)
GONE, THERE = says("HTTP/1.1 404 Not Found"), says("HTTP/1.1 200 OK", body=b"x")


def half() -> float:
    return 0.5


def the_one(world: World, link: str) -> Resource:
    made = a_resource(world.author)
    Resource.objects.update(link=link, due_at=NOW)
    made.refresh_from_db()
    return made


def tried(talk: Talk, world: World) -> Resource:
    """A resource whose link was tried once at a server."""
    with serving(talk) as port:
        place = f"http://localhost:{port}"
        resource = the_one(world, f"{place}/page")
        assert check_links(NOW, ways=Ways(trusted={place}), chance=half) == 1
    resource.refresh_from_db()
    return resource


@pytest.mark.parametrize(
    "head",
    [
        "HTTP/1.1 200 OK",
        "HTTP/1.1 301 Moved",
        "HTTP/1.1 401 Unauthorized",
        "HTTP/1.1 403 Forbidden",
        "HTTP/1.1 429 Slow down",
    ],
)
def test_a_link_that_opens_or_asks_who_one_is_is_good_for_a_month(world: World, head: str) -> None:
    resource = tried(says(head, body=b"x"), world)
    assert resource.failures == 0
    assert resource.due_at
    assert timedelta(days=30) <= resource.due_at - NOW < timedelta(days=40)


@pytest.mark.parametrize("head", ["HTTP/1.1 404 No", "HTTP/1.1 410 Gone", "HTTP/1.1 503 Busy"])
def test_a_failure_is_tried_again_soon(world: World, head: str) -> None:
    resource = tried(says(head), world)
    assert (resource.failures, resource.is_broken) == (1, False)
    assert resource.due_at
    assert 3 * DAY <= resource.due_at - NOW < 4 * DAY


def test_a_large_page_is_a_page(world: World) -> None:
    assert tried(says("HTTP/1.1 200 OK", body=b"x" * 100_000), world).failures == 0


@pytest.fixture
def vanishing(world: World) -> Resource:
    return the_one(world, "https://nowhere.invalid/page")


def nowhere() -> Ways:
    return Ways(resolve=lambda _host, _port: ())


def test_after_three_failures_it_is_marked_and_stays(world: World, vanishing: Resource) -> None:
    reader, own = signed_in(world.outsider), signed_in(world.author)
    for turn in range(3):
        page = reader.get(url("resource", vanishing)).content.decode()
        assert "The link did not open lately" not in page
        assert check_links(NOW + 5 * turn * DAY, ways=nowhere(), chance=half) == 1
    page = reader.get(url("resource", vanishing)).content.decode()
    assert "The link did not open lately" in page
    assert "last 3 times" not in page
    assert "last 3 times" in own.get(url("resource", vanishing)).content.decode()


def test_what_opens_again_or_is_changed_is_no_longer_marked(
    world: World, vanishing: Resource
) -> None:
    Resource.objects.update(failures=5)
    said = Recommended(**GOOD, signed=False)
    change_resource(world.author, vanishing.pk, said, now=NOW)
    vanishing.refresh_from_db()
    assert (vanishing.failures, vanishing.due_at) == (0, NOW)
    Resource.objects.all().delete()
    with serving(THERE) as port:
        place = f"http://localhost:{port}"
        resource = the_one(world, place)
        Resource.objects.update(failures=5)
        check_links(NOW, ways=Ways(trusted={place}), chance=half)
    resource.refresh_from_db()
    assert resource.failures == 0


def test_what_leads_inside_is_neither_opened_nor_marked(world: World) -> None:
    with serving(GONE) as port:
        resource = the_one(world, f"https://wiki.example:{port}/page")
        inside = Ways(resolve=lambda _host, _port: ("127.0.0.1",))
        assert check_links(NOW, ways=inside, chance=half) == 1
    resource.refresh_from_db()
    assert (resource.failures, resource.due_at, resource.checked_at) == (0, None, None)


def test_nothing_due_costs_one_query(world: World) -> None:
    a_resource(world.author)
    Resource.objects.update(due_at=NOW + DAY)
    with CaptureQueriesContext(connection) as rows:
        assert check_links(NOW, ways=nowhere(), chance=half) == 0
    assert len(rows) == 1


def test_a_pass_tries_few_and_two_workers_none_twice(world: World) -> None:
    for _ in range(6):
        a_resource(world.author)
    Resource.objects.update(link="https://nowhere.invalid/", due_at=NOW)
    first = check_links(NOW, ways=nowhere(), chance=half)
    second = check_links(NOW, ways=nowhere(), chance=half)
    assert (first, second) == (4, 2)
    assert check_links(NOW, ways=nowhere(), chance=half) == 0
    assert check_links(NOW, ways=nowhere(), chance=half, stopping=lambda: True) == 0


def test_links_do_not_come_due_together(world: World) -> None:
    for _ in range(4):
        a_resource(world.author)
    Resource.objects.update(link="https://nowhere.invalid/", due_at=NOW)
    drawn = count()
    check_links(NOW, ways=nowhere(), chance=lambda: next(drawn) / 4)
    assert len(set(Resource.objects.values_list("due_at", flat=True))) == 4
