"""Addresses."""

from django.urls import path

from collegium.rights.views import correcting, erasing, own, retention

app_name = "rights"

urlpatterns = [
    path("me/kept/", own.kept, name="kept"),
    path("me/everything/", own.everything, name="everything"),
    path("me/wrong/", correcting.wrong, name="wrong"),
    path("people/wrong/", correcting.corrections, name="corrections"),
    path("people/wrong/<uuid:correction_id>/", correcting.seen_to, name="seen_to"),
    path("me/erase/", erasing.me, name="erase_me"),
    path("organisation/keeping/", retention.retention, name="retention"),
    path("people/<uuid:person_id>/erase/", erasing.somebody, name="erase"),
]
