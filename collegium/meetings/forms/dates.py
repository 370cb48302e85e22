"""What members and leads say about dates and the next cycle."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Challenge, Topic
from collegium.meetings.forms.moments import LinkField, MomentForm
from collegium.meetings.queries.dates import DatePage
from collegium.ui.forms import OnceForm
from collegium.ui.moments import time_tag

OTHER = "other"


class DateForm(MomentForm):
    """A proposed time or another one, who hosts, and where to meet."""

    slot = forms.ChoiceField(label=_("When shall it be?"), widget=forms.RadioSelect)
    host = forms.ChoiceField(label=_("Host"), required=False)
    link = LinkField()
    field_order = ("slot", "day", "at", "host", "link")

    def __init__(
        self,
        page: DatePage,
        now: datetime,
        data: QueryDict | None = None,
        typed: Mapping[str, object] | None = None,
    ) -> None:
        self.page, self.now = page, now
        super().__init__(data, initial=_as_it_is(page) | dict(typed or {}))
        chosen = self.fields["slot"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - narrows the type for mypy
        chosen.choices = [*_times(page), (OTHER, _("Another time"))]
        host = self.fields["host"]
        assert isinstance(host, forms.ChoiceField)  # noqa: S101 - narrows the type for mypy
        host.choices = [("", _("Nobody yet"))] + [(str(m.pk), m.person.name) for m in page.members]
        self.say_zone(now)

    def clean(self) -> dict[str, Any]:
        """Turn the choice into an instant: `starts_at`."""
        cleaned = super().clean() or self.cleaned_data
        if "slot" in cleaned:
            cleaned["starts_at"] = self._chosen(cleaned)
        self._check(cleaned.get("starts_at"))
        host = cleaned.get("host")
        cleaned["host_id"] = UUID(host) if host else None
        return cleaned

    def _chosen(self, cleaned: dict[str, Any]) -> datetime | None:
        if cleaned["slot"] != OTHER:
            return datetime.fromisoformat(cleaned["slot"])
        return self.typed_instant(cleaned, now=self.now)

    def _check(self, starts_at: datetime | None) -> None:
        if starts_at is None or starts_at == self.page.session.starts_at:
            return
        where = "day" if self.cleaned_data["slot"] == OTHER else "slot"
        earlier, later = self.page.earlier, self.page.later
        if starts_at <= self.now:
            self.add_error(where, _("This time is over. Choose one to come."))
        elif earlier and earlier.starts_at and starts_at <= earlier.starts_at:
            self.add_error(where, _("It has to come after the session before it."))
        elif later and later.starts_at and starts_at >= later.starts_at:
            self.add_error(where, _("It has to come before the session after it."))


class NextCycleForm(OnceForm):
    """Go on with a challenge, or part."""

    RENEW, CLOSE = "renew", "close"

    decision = forms.ChoiceField(
        label=_("How does it go on?"),
        widget=forms.RadioSelect,
        choices=[
            (RENEW, _("We go on with another cycle")),
            (CLOSE, _("We end here, with thanks")),
        ],
    )
    challenge = forms.ChoiceField(label=_("The next challenge"), required=False)
    sentence = forms.CharField(
        label=_("Or write one in a sentence"),
        required=False,
        max_length=200,
        help_text=_("Everybody in your organisation can read it, so leave names out."),
    )
    topic = forms.ChoiceField(
        label=_("It is about"), choices=Topic, initial=Topic.OTHER, required=False
    )

    def __init__(
        self, challenges: Sequence[Challenge], current: UUID, data: QueryDict | None = None
    ) -> None:
        super().__init__(data, initial={"challenge": str(current)})
        field = self.fields["challenge"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type for mypy
        field.choices = [(str(one.pk), one.sentence) for one in challenges]

    def clean(self) -> dict[str, Any]:
        """Ask for a challenge where the group goes on."""
        cleaned = super().clean() or self.cleaned_data
        named = cleaned.get("sentence") or cleaned.get("challenge")
        if cleaned.get("decision") == self.RENEW and not named and not self.errors:
            self.add_error("challenge", _("Choose a challenge, or write one."))
        cleaned["topic"] = cleaned.get("topic") or Topic.OTHER
        return cleaned


def _times(page: DatePage) -> list[tuple[str, SafeString]]:
    times = [slot.starts_at for slot in page.slots]
    dated = page.session.starts_at
    if dated is not None and dated not in times:
        times.append(dated)
    return [(one.isoformat(), format_html("{}", time_tag(one))) for one in sorted(times)]


def _as_it_is(page: DatePage) -> dict[str, object]:
    session = page.session
    first = next((slot.starts_at for slot in _by_comfort(page)), None)
    starts_at = session.starts_at or first
    return {
        "slot": starts_at.isoformat() if starts_at else OTHER,
        "host": str(session.host_id or ""),
        "link": session.link,
    }


def _by_comfort(page: DatePage) -> list[Any]:
    return sorted(page.slots, key=lambda slot: (slot.inconvenience, slot.starts_at))
