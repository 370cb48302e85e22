"""Addresses."""

from django.urls import path

from collegium.people import views
from collegium.people.views import factors, new_ways, sign_on, signing

app_name = "people"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/rhythm/", views.rhythm, name="rhythm"),
    path("me/signing-in/", signing.mine, name="signing_in"),
    path("me/signing-in/change/", factors.change, name="change_factors"),
    path("me/signing-in/anew/", factors.sign_in_anew, name="sign_in_anew"),
    path("me/signing-in/ask/", new_ways.ask_again, name="ask_again"),
    path("me/signing-in/is-it-you/", new_ways.answer, name="answer_way"),
    path("sign-in/is-it-you/<str:token>/", new_ways.new_way, name="new_way"),
    path("organisation/sign-on/", sign_on.sign_on, name="sign_on"),
    path("people/", views.roster, name="roster"),
    path("organisation/", views.organisation, name="organisation"),
    path("people/import/", views.bring, name="import"),
    path("people/import/<uuid:upload_id>/columns/", views.mapping, name="mapping"),
    path("people/import/<uuid:upload_id>/", views.changes, name="changes"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/role/", views.role, name="role"),
    path("people/<uuid:person_id>/status/", views.status, name="status"),
    path("people/<uuid:person_id>/factors/", views.factors_away, name="factors"),
]
