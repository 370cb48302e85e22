"""Addresses."""

from django.urls import path

from collegium.library.views import (
    asked,
    drafts,
    memory,
    own,
    own_places,
    resources,
    reviews,
    shared,
    techniques,
)

app_name = "library"

STORIES = "groups/<uuid:group_id>/stories/"
DRAFT = f"{STORIES}<uuid:draft_id>/"
RESOURCE = "library/resources/<uuid:resource_id>/"
REVIEW = "groups/<uuid:group_id>/review/<int:number>/"
MEMORY = "groups/<uuid:group_id>/memory/"

urlpatterns = [
    path("library/", shared.library, name="library"),
    path("library/search/", shared.search, name="search"),
    path("library/stories/<uuid:story_id>/", shared.story, name="story"),
    path("library/withdraw/<uuid:draft_id>/", shared.withdraw, name="withdraw"),
    path("library/asked/", asked.asked, name="asked"),
    path("library/guard/", asked.guarded, name="guarded"),
    path("library/techniques/", techniques.techniques, name="techniques"),
    path("library/techniques/<slug:slug>/", techniques.technique, name="technique"),
    path("library/resources/", resources.resources, name="resources"),
    path("library/resources/recommend/", resources.recommend, name="recommend"),
    path("library/resources/ask-me/", resources.offer, name="offer"),
    path(RESOURCE, resources.resource, name="resource"),
    path(f"{RESOURCE}edit/", resources.change_resource, name="change_resource"),
    path(f"{RESOURCE}withdraw/", resources.withdraw_resource, name="withdraw_resource"),
    path(f"{RESOURCE}outdated/", resources.outdated, name="outdated"),
    path("groups/<uuid:group_id>/suggestions/", techniques.suggestions, name="suggestions"),
    path(STORIES, drafts.drafts, name="drafts"),
    path(f"{STORIES}write/", drafts.write, name="write"),
    path(DRAFT, drafts.draft, name="draft"),
    path(f"{DRAFT}edit/", drafts.edit, name="edit"),
    path(f"{DRAFT}ask/", drafts.ask, name="ask"),
    path(f"{DRAFT}consent/", drafts.consent, name="consent"),
    path(f"{DRAFT}let-out/", drafts.let_out, name="let_out"),
    path("groups/<uuid:group_id>/review/", reviews.review, name="review"),
    path(REVIEW, reviews.look_back, name="look_back"),
    path(f"{REVIEW}results/", reviews.result, name="result"),
    path(f"{REVIEW}results/<uuid:result_id>/take-back/", reviews.take_back, name="take_back"),
    path(f"{REVIEW}plan/", reviews.next_plan, name="next_plan"),
    path(MEMORY, memory.memory, name="memory"),
    path(f"{MEMORY}look-up/", own.look_up, name="look_up"),
    path(f"{MEMORY}patterns/", memory.patterns, name="patterns"),
    path(f"{MEMORY}plans/", memory.fate, name="fate"),
    path(f"{MEMORY}mine/", memory.mine, name="mine"),
    path(f"{MEMORY}mine/take-back/", memory.taking_back, name="taking_back"),
    path(f"{MEMORY}opening/", memory.opening, name="opening"),
    path(f"{MEMORY}year-ago/", memory.year_ago, name="year_ago"),
    path("me/words/", own_places.my_words, name="my_words"),
    path("me/words/take-along/", own_places.take_along, name="take_along"),
    path("me/words/forget/", own_places.forget, name="forget"),
    path("me/words/opening/", own_places.agree, name="agree"),
]
