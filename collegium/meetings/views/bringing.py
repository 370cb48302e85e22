"""A data file on its way: brought, looked at as it will be, kept or changed; and sent out again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from collegium.meetings.forms.bringing import DataFileForm
from collegium.people.http import PersonRequest


@dataclass(frozen=True, slots=True)
class Bringing[F: DataFileForm]:
    """How one kind of file is brought: its form, its pages' folder, how it looks, how it is kept.

    `look` gives the preview's context for a form that holds a good text. `keep` writes it; where
    that is refused it puts an error into the form and returns nothing.
    """

    form: type[F]
    pages: str
    look: Callable[[F], dict[str, Any]]
    keep: Callable[[PersonRequest, F], HttpResponse | None]

    def answer(self, request: PersonRequest) -> HttpResponse:
        """Ask for a file, show what it is, keep it."""
        if request.method != "POST":
            return self._ask(request, self.form(), 200)
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self._ask(request, form, 422)
        if "change" in request.POST:
            return self._ask(request, form, 200)
        if "keep" not in request.POST:
            context = {**self.look(form), "text": form.cleaned_data["text"]}
            return render(request, f"{self.pages}/preview.html", context)
        return self.keep(request, form) or self._ask(request, form, 422)

    def _ask(self, request: PersonRequest, form: F, status: int) -> HttpResponse:
        return render(request, f"{self.pages}/bring.html", {"form": form}, status=status)


def sent_out(text: str, key: str, version: int) -> HttpResponse:
    """One version as a file."""
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{key}-{version}.yaml")
    return answer
