"""Addresses."""

from django.urls import path

from collegium.rights.views import own

app_name = "rights"

urlpatterns = [
    path("me/kept/", own.kept, name="kept"),
    path("me/everything/", own.everything, name="everything"),
]
