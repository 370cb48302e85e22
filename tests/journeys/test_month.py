"""A whole practice month: one by mail alone, one by page, one over an ocean and two clocks."""

from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from tests.faults.figures import Figure
from tests.journeys import month
from tests.journeys.correspondence import reply
from tests.journeys.driven import DrivenSite, driven_site
from tests.journeys.month import BERLIN, LINES, LOG, NEW_YORK, TALK, Correspondent, at
from tests.journeys.month_world import ADA
from tests.journeys.searching import SEARCHED, nothing_leaked
from tests.journeys.walking import walker

BEFORE = ["Fri 09 Oct 14:00", "Mon 12 Oct 09:00", "Wed 14 Oct 09:00", "Fri 16 Oct 14:00"]
BEFORE += ["Mon 19 Oct 09:00", "Wed 21 Oct 09:00"]
AFTER = ["Fri 23 Oct 14:00", "Mon 26 Oct 09:00", "Wed 28 Oct 09:00", "Fri 30 Oct 14:00"]
AFTER += ["Mon 02 Nov 09:00", "Wed 04 Nov 09:00", "Fri 06 Nov 14:00", "Mon 09 Nov 09:00"]


def test_a_month_by_mail_by_page_and_over_an_ocean(
    browser: Browser, tmp_path: Path, record_property: Figure
) -> None:
    with driven_site(tmp_path, at("09-28", "10:00")) as site, ExitStack() as windows:
        world = site.do("begin")
        group, emails, sessions = world["path"], world["emails"], world["sessions"]
        one, two = (
            f"{group}sessions/{sessions[it]}/date/" for it in ("session_one", "session_two")
        )
        ada, grace, emmy, lise = (Correspondent(site, email) for email in emails.values())
        at_page = windows.enter_context(walker(browser, site, grace.email))
        phone = windows.enter_context(walker(browser, site, ada.email, width=month.WIDTH))
        travels = windows.enter_context(walker(browser, site, emmy.email, width=360, dark=True))

        site.do("work")
        month.find_a_date(ada, emmy, at_page, one)
        month.look_at_a_link(phone, ada)
        site.until(at("10-02", "10:05"))
        month.receive_the_invitation(ada)
        site.until(at("10-06", "09:00"))
        site.do("hold", kind="session_one")
        site.until(at("10-09", "15:00"))
        month.first_week(ada, at_page, group)
        site.until(at("10-14", "10:00"))
        month.second_week(ada, emmy)
        site.until(at("10-16", "15:00"))
        month.nothing_in_it(ada)
        site.until(at("10-21", "11:00"))
        month.third_week(ada, at_page, group)
        month.plan_for_a_meeting(at_page, group)
        site.until(at("10-21", "12:00"))
        month.move(travels)
        site.until(at("10-23", "15:00"))
        site.pipe(reply(ada.newest(LOG).mail, "\n".join(LINES["Apple Mail"]), "Apple Mail"))
        site.until(at("10-27", "10:50"))
        assert grace.newest(month.NUDGE).on_the_clock_of(BERLIN) == "Tue 27 Oct 10:50"
        site.until(at("10-28", "15:00"))
        month.fourth_week(ada, emmy)
        site.until(at("10-29", "09:00"))
        assert ada.newest(TALK).on_the_clock_of(BERLIN) == "Thu 29 Oct 09:00"
        ada.answer(TALK, "We talked", "Gmail")
        site.until(at("10-30", "15:00"))
        ada.answer(LOG, "\n".join(LINES["Thunderbird"]), "Thunderbird")
        site.until(at("11-06", "15:00"))
        ada.answer(LOG, "\n".join(LINES["Gmail in German"]), "Gmail in German")
        site.until(at("11-09", "16:00"))

        assert lise.reminded(BERLIN) == [*BEFORE, *AFTER]
        assert emmy.reminded(BERLIN)[: len(BEFORE)] == BEFORE
        assert emmy.reminded(NEW_YORK)[len(BEFORE) :] == AFTER
        _what_ada_wrote_is_kept(site)
        month.look_at_the_mails(phone, ada)
        month.what_the_buddy_sees(at_page, group, two)
        month.what_the_group_sees(travels, group)
        record_property(SEARCHED, nothing_leaked(site, month.SAID))
        assert site.server.box.mails == {}  # nor does it lie in the mailbox


def _what_ada_wrote_is_kept(site: DrivenSite) -> None:
    kept = site.do("kept_by", who=ADA)
    said = list(LINES.values())
    assert kept["signed in"] is False
    assert kept["plan"] == "ask who wants to lead it"
    assert kept["answers"] == [month.ANSWER]
    assert kept["talks"] == {"2": f"{ADA}: {month.NOTE}", "3": "", "4": ""}
    assert kept["log"] == [
        [1, *said[0][:3], 3, 40, "buddy"],
        [2, *said[1], 0, None, "buddy"],
        [3, *said[2], "", 0, None, "buddy"],
        [4, *said[3][:3], 0, 70, "buddy"],
        [5, *said[4][:3], 2, None, "buddy"],
    ]
