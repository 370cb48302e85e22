"""Session One from the first page to the last: six browsers, no two alike."""

from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from playwright.sync_api import Browser

from tests.faults.figures import Figure
from tests.journeys import session_one
from tests.journeys.searching import SEARCHED, nothing_leaked
from tests.journeys.serving import Site
from tests.journeys.session_one import Table
from tests.journeys.sitting import sitter
from tests.meetings.cutting import cable_to

LATE = 17  # minutes after the time the group had agreed on


def test_six_people_hold_session_one(browser: Browser, site: Site, record_property: Figure) -> None:
    with ExitStack() as windows:
        session = site.inside("tests.journeys.world", "session_one", str(LATE))
        table = _sit_down(windows, browser, site, session)
        session_one.enter(table, session["path"])
        session_one.welcome(table)
        session_one.what_did_not_work(table, session["path"])
        session_one.root_causes(table)
        session_one.weigh(table)
        session_one.plan(table)
        session_one.what_to_bring(table)
        session_one.takeaways(table)
        session_one.afterwards(table)
        record_property(SEARCHED, nothing_leaked(site))


def _sit_down(windows: ExitStack, browser: Browser, site: Site, session: dict[str, Any]) -> Table:
    cable = windows.enter_context(cable_to(int(site.address.rpartition(":")[2])))
    far = replace(site, address=cable.origin)

    def sit(name: str, where: Site = site, **more: Any) -> Any:  # noqa: ANN401 - as a walker has it
        return windows.enter_context(sitter(browser, where, session, name, **more))

    return Table(
        host=sit("Amara Okafor"),
        phone=sit("Bruno Keller", width=360, language="de"),
        keys=sit("Chiara Russo", keyboard=True),
        far=sit("Daniel Weber", far, width=390, dark=True),
        late=sit("Elif Demir", width=820),
        sixth=sit("Farah Haddad", width=1440),
        cable=cable,
    )
