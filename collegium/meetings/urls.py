"""Addresses."""

from django.urls import URLPattern, path

from collegium.meetings.views import answers, calendar, dates, extra, live, playbooks

app_name = "meetings"

urlpatterns: list[URLPattern] = [
    path("groups/<uuid:group_id>/sessions/<uuid:session_id>/", live.session, name="session"),
    path("groups/<uuid:group_id>/sessions/<uuid:session_id>/act/", live.act, name="act"),
    path("groups/<uuid:group_id>/sessions/<uuid:session_id>/wall/", live.wall, name="wall"),
    path("programmes/<uuid:programme_id>/publish/", dates.publish, name="publish"),
    path("programmes/<uuid:programme_id>/dates/", dates.dates, name="dates"),
    path("programmes/<uuid:programme_id>/dates/confirm/", dates.confirm_all, name="confirm_all"),
    path(
        "programmes/<uuid:programme_id>/dates/<uuid:session_id>/",
        dates.lead_date,
        name="lead_date",
    ),
    path("groups/<uuid:group_id>/sessions/<uuid:session_id>/date/", dates.date, name="date"),
    path(
        "groups/<uuid:group_id>/sessions/<uuid:session_id>/answer/", answers.answer, name="answer"
    ),
    path(
        "groups/<uuid:group_id>/sessions/<uuid:session_id>/coming/", answers.coming, name="coming"
    ),
    path(
        "groups/<uuid:group_id>/sessions/<uuid:session_id>/times/",
        answers.other_times,
        name="other_times",
    ),
    path("me/calendar/", calendar.my_calendar, name="my_calendar"),
    path("me/calendar/forget/", calendar.forget, name="forget_calendar"),
    path("me/calendar/ask/", calendar.ask_now, name="ask_calendar"),
    path("me/calendar/address/", calendar.feed_address, name="feed_address"),
    path("calendar/<slug:token>.ics", calendar.feed, name="feed"),
    path("groups/<uuid:group_id>/next/", dates.next_cycle, name="next_cycle"),
    path("groups/<uuid:group_id>/meetings/new/", extra.extra, name="extra"),
    path(
        "groups/<uuid:group_id>/sessions/<uuid:session_id>/call-off/",
        extra.call_off,
        name="call_off",
    ),
    path(
        "groups/<uuid:group_id>/sessions/<uuid:session_id>/paper/",
        extra.session_paper,
        name="session_paper",
    ),
    path(
        "programmes/<uuid:programme_id>/playbooks/",
        playbooks.choose,
        name="choose_playbooks",
    ),
    path("playbooks/", playbooks.playbooks, name="playbooks"),
    path("playbooks/new/", playbooks.bring, name="bring"),
    path("playbooks/<slug:key>/", playbooks.playbook, name="playbook"),
    path("playbooks/<slug:key>/paper/", playbooks.paper, name="paper"),
    path("playbooks/<slug:key>/offer/", playbooks.offer, name="offer"),
    path("playbooks/<slug:key>/<int:version>/file/", playbooks.playbook_file, name="playbook_file"),
]
