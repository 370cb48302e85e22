"""Addresses."""

from django.urls import path

from collegium.insights import views

app_name = "insights"

urlpatterns = [
    path("insights/", views.programmes, name="programmes"),
    path("insights/<uuid:programme_id>/", views.programme, name="programme"),
    path("insights/<uuid:programme_id>/table.csv", views.table, name="table"),
    path("insights/<uuid:programme_id>/figures.xlsx", views.workbook, name="workbook"),
    path("insights/all/", views.everything, name="everything"),
    path("insights/all/table.csv", views.everything_table, name="everything_table"),
    path("insights/all/figures.xlsx", views.everything_workbook, name="everything_workbook"),
    path("insights/threshold/", views.threshold, name="threshold"),
    path("insights/teams/", views.teams, name="teams"),
    path("insights/teams/mine/", views.own_team, name="own_team"),
    path("insights/teams/bring/", views.bring, name="bring"),
    path("insights/teams/bring/<uuid:file_id>/columns/", views.columns, name="columns"),
    path("insights/teams/bring/<uuid:file_id>/", views.new_outcomes, name="new_outcomes"),
]
