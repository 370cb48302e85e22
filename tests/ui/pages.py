"""A tiny site on the design system alone: no database, no other app."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

FORM = """{% extends "ui/page.html" %}{% load ui %}{% block title %}Form{% endblock %}
{% block main %}<h1>Form</h1><form method="post" action="{{ action }}" data-draft="log">
<label for="id_text">Text</label>
<textarea id="id_text" name="text"
 {% if refused %} aria-invalid="true"{% endif %}>{{ text }}</textarea>
{% submit "Save" %}</form>{% endblock %}"""
ROOM = """{% extends "ui/room.html" %}{% block title %}Room{% endblock %}
{% block room_heading %}Group A{% endblock %}{% block main %}<h1>Step one</h1>{% endblock %}"""


@dataclass(frozen=True)
class Reader:
    """Stands in for a person."""

    name: str = "Mara Okonkwo"
    email: str = "mara@example.org"
    is_authenticated: bool = True
    pk: int = 7


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """The context that a site gives to every page."""
    places = [("Today", "/form", "sun", True, 2), ("Library", "/library", "book-open", False, 0)]
    keys = ("label", "url", "icon", "current", "count")
    signed_in = {"request": {"user": Reader()}} if not request.path.startswith("/out") else {}
    return {
        **signed_in,
        "navigation": [dict(zip(keys, place, strict=True)) for place in places],
        "notices": [{"text": "Your buddy proposed a time.", "url": "/buddy"}],
        "organisation": {"name": "Northwind"},
        "links": {"home": "/form", "me": "/me", "sign_out": "/out", "demo": "/demo"},
        "demo": True,
    }


def written(request: HttpRequest, source: str, **context: object) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def form(request: HttpRequest) -> HttpResponse:
    return written(request, FORM, action="/save")


def save(_request: HttpRequest) -> HttpResponse:
    return redirect("/saved")


def saved(request: HttpRequest) -> HttpResponse:
    return written(request, FORM, action="/refuse")


def refuse(request: HttpRequest) -> HttpResponse:
    answer = written(request, FORM, refused=True, text=request.POST["text"])
    answer.status_code = 422
    return answer


def out(request: HttpRequest) -> HttpResponse:
    return written(
        request, "{% extends 'ui/bare.html' %}{% block main %}<h1>Bye</h1>{% endblock %}"
    )


def room(request: HttpRequest) -> HttpResponse:
    return written(request, ROOM)


urlpatterns = [
    path("form", form),
    path("save", save),
    path("saved", saved),
    path("refuse", refuse),
    path("out", out),
    path("room", room),
    path("ui/", include("collegium.ui.urls")),
]
