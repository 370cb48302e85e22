"""Addresses."""

from django.urls import path

from collegium.insights import views

app_name = "insights"

urlpatterns = [
    path("insights/", views.programmes, name="programmes"),
    path("insights/<uuid:programme_id>/", views.programme, name="programme"),
    path("insights/<uuid:programme_id>/table.csv", views.table, name="table"),
]
