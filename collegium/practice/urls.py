"""Addresses."""

from django.urls import URLPattern, path

from collegium.practice import views

app_name = "practice"

urlpatterns: list[URLPattern] = [
    path("today/", views.today, name="today"),
    path("today/snooze/", views.snooze, name="snooze"),
    path("groups/<uuid:group_id>/", views.group, name="group"),
    path("groups/<uuid:group_id>/plan/", views.plan, name="plan"),
    path("groups/<uuid:group_id>/log/", views.log, name="log"),
    path("groups/<uuid:group_id>/log/<uuid:entry_id>/", views.entry, name="entry"),
    path("groups/<uuid:group_id>/log/<uuid:entry_id>/withdraw/", views.withdraw, name="withdraw"),
    path("groups/<uuid:group_id>/check-in/", views.check_in, name="check_in"),
    path("groups/<uuid:group_id>/check-in/worksheet/", views.worksheet, name="worksheet"),
    path("groups/<uuid:group_id>/tip/", views.tip, name="tip"),
    path("groups/<uuid:group_id>/goals/", views.goals, name="goals"),
    path("groups/<uuid:group_id>/goals/ours/", views.group_goal, name="group_goal"),
    path("groups/<uuid:group_id>/goals/<uuid:goal_id>/", views.goal_step, name="goal_step"),
    path("groups/<uuid:group_id>/thread/", views.thread, name="thread"),
    path("groups/<uuid:group_id>/thread/news/", views.follow, name="follow"),
    path("groups/<uuid:group_id>/thread/seen/", views.seen, name="seen"),
    path("groups/<uuid:group_id>/thread/<uuid:post_id>/", views.post, name="post"),
    path("groups/<uuid:group_id>/thread/<uuid:post_id>/edit/", views.edit_post, name="edit_post"),
    path(
        "groups/<uuid:group_id>/thread/<uuid:post_id>/take-back/",
        views.take_back,
        name="take_back",
    ),
    path("groups/<uuid:group_id>/sponsor/", views.sponsor, name="sponsor"),
    path("groups/<uuid:group_id>/brief/", views.brief, name="brief"),
    path("groups/<uuid:group_id>/pulse/", views.pulse, name="pulse"),
    path("groups/<uuid:group_id>/progress/", views.progress, name="progress"),
    path("items/", views.item_sets, name="item_sets"),
    path("items/new/", views.bring_item_set, name="bring_item_set"),
    path("items/<slug:set_key>/ask/", views.ask_item_set, name="ask_item_set"),
    path("items/<slug:set_key>/<int:set_version>/file/", views.item_set_file, name="item_set_file"),
]
