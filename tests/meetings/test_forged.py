"""What no page of ours sends into a live session stands in the log, by marks and without words."""

from uuid import uuid4

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from collegium.meetings.consumers import Said, let_in, write_down
from collegium.people.signing.refusals import mark_of
from collegium.people.signing.sessions import kept_as
from tests.meetings.live_sessions import LiveGroup, opened


def sign_in(live: LiveGroup, number: int) -> str:
    client = Client()
    client.force_login(live.people[number])
    session: SessionBase = client.session
    return kept_as(session.session_key or "")


def test_a_forged_message_is_logged_and_a_hasty_one_is_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    live = opened()
    sitting = live.occupant(1, sign_in=sign_in(live, 1))
    lot = [Said(sitting, uuid4(), kind, {"text": "secret"}) for kind in ("next_step", "dance")]
    assert all(answer and "refused" in answer for answer in write_down(lot))
    (line,) = [one for one in caplog.messages if one.startswith("refused")]
    mark = mark_of(str(live.people[1].pk))
    assert line == f"refused: a live message (malformed) by {mark} from -"


@pytest.mark.parametrize(("cookie", "asks"), [("", 0), ("made-up-by-somebody", 1)])
def test_nothing_of_a_session_is_read_for_whoever_is_not_signed_in(cookie: str, asks: int) -> None:
    live = opened()
    with CaptureQueriesContext(connection) as queries:
        assert let_in(cookie, live.session.pk) is None
    assert len(queries) == asks
    assert all("people_signin" in one["sql"] for one in queries)
