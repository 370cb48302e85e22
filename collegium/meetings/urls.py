"""Addresses."""

from django.urls import URLPattern, path

from collegium.meetings.views import dates, live

app_name = "meetings"

urlpatterns: list[URLPattern] = [
    path("groups/<uuid:group_id>/sessions/<uuid:session_id>/", live.session, name="session"),
    path("groups/<uuid:group_id>/sessions/<uuid:session_id>/act/", live.act, name="act"),
    path("programmes/<uuid:programme_id>/publish/", dates.publish, name="publish"),
    path("programmes/<uuid:programme_id>/dates/", dates.dates, name="dates"),
    path("programmes/<uuid:programme_id>/dates/confirm/", dates.confirm_all, name="confirm_all"),
    path(
        "programmes/<uuid:programme_id>/dates/<uuid:session_id>/",
        dates.lead_date,
        name="lead_date",
    ),
    path("groups/<uuid:group_id>/sessions/<uuid:session_id>/date/", dates.date, name="date"),
    path("groups/<uuid:group_id>/next/", dates.next_cycle, name="next_cycle"),
]
