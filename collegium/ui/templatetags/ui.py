"""Everything that templates may ask of the design system: `{% load ui %}`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import uuid4
from zlib import crc32

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from collegium.ui import components
from collegium.ui.charts import (
    bar_picture,
    interval_picture,
    network_picture,
    slope_picture,
    trend_picture,
)
from collegium.ui.faces import avatar_tag
from collegium.ui.icons import icon_svg
from collegium.ui.moments import day_tag, time_tag

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", size: int = 20) -> SafeString:
    """`{% icon "calendar" %}`: an inline icon, decorative unless it has a label."""
    return icon_svg(str(name), str(label), size)


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """`{% avatar name %}`: initials on a colour of their own, for the eye only."""
    return avatar_tag(str(name), size)


@register.simple_tag
def local_time(moment: datetime | None, style: str = "full") -> SafeString:
    """`{% local_time moment %}`; styles full, short, time."""
    return time_tag(moment or None, style)


@register.simple_tag
def local_day(day: date | None, style: str = "full") -> SafeString:
    """`{% local_day moment_or_date %}`; styles full, short."""
    return day_tag(day or None, style)


@register.simple_tag
def field(bound: BoundField, *, mark: bool = True) -> SafeString:
    """`{% field form.name %}`: label, widget, help and errors; `mark=False` hides "optional"."""
    return render_to_string("ui/_field.html", {"field": bound, "mark": mark})


@register.simple_block_tag(end_name="end_empty_state")
def empty_state(content: str, title: str = "", icon: str = "inbox") -> SafeString:
    """`{% empty_state icon="inbox" title="…" %}text and action{% end_empty_state %}`."""
    return components.empty_place(content, title, icon)


@register.simple_tag
def submit(
    label: str,
    icon: str = "",
    *,
    quiet: bool = False,
    danger: bool = False,
    name: str = "",
    value: str = "",
) -> SafeString:
    """`{% submit _("Save") %}`: the button that sends a form."""
    return components.submit_button(
        str(label), icon, quiet=bool(quiet), danger=bool(danger), name=name, value=str(value)
    )


@register.simple_tag
def tag(label: str, kind: str = "quiet", icon: str = "") -> SafeString:
    """`{% tag _("Draft") kind="quiet|good|warn|bad" %}`: a state in a word."""
    return components.state_tag(label, kind, icon)


@register.simple_tag
def once() -> SafeString:
    """`{% once %}`: a hidden value by which a second click is known as a repetition."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid4())


@register.simple_tag
def percent_bar(value: float, maximum: float, label: str, text: str = "") -> SafeString:
    """`{% percent_bar value max label %}`: a bar with its words: "Weeks logged: 3 of 4"."""
    return components.percent_bar(value, maximum, label, text)


@register.simple_tag
def bar_chart(
    rows: Iterable[tuple[str, float]], title: str, unit: str = "", high: float | None = None
) -> SafeString:
    """`{% bar_chart rows title %}` with rows of (label, value)."""
    return _chart("bar", title, unit, bar_picture(rows, high))


@register.simple_tag
def interval_chart(
    rows: Iterable[tuple[str, float, float, float]],
    title: str,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
) -> SafeString:
    """`{% interval_chart rows title %}` with rows of (label, value, low, high)."""
    return _chart("interval", title, unit, interval_picture(rows, low, high))


@register.simple_tag
def slope_chart(
    rows: Iterable[tuple[str, float, float]],
    title: str,
    unit: str = "",
    *,
    low: float | None = None,
    high: float | None = None,
    before: str = "",
    after: str = "",
) -> SafeString:
    """`{% slope_chart rows title %}` with rows of (label, before, after)."""
    names = {"before": before, "after": after}
    return _chart("slope", title, unit, slope_picture(rows, low, high), **names)


@register.simple_tag
def trend_chart(
    rows: Iterable[tuple[str, float | None]],
    title: str,
    unit: str = "",
    *,
    low: float | None = None,
    high: float | None = None,
) -> SafeString:
    """`{% trend_chart rows title %}` with rows of (label, value or None), oldest first."""
    return _chart("trend", title, unit, trend_picture(rows, low, high))


@register.simple_tag
def network_chart(
    rows: Iterable[tuple[str, Sequence[str], Mapping[str, int]]],
    places: Sequence[str],
    title: str,
    *,
    people_head: str = "",
    places_head: str = "",
) -> SafeString:
    """`{% network_chart rows places title %}` with rows of (name, names, count by place)."""
    heads = {"people_head": people_head, "places_head": places_head}
    return _chart("network", title, "", network_picture(rows, places), **heads)


def _chart(kind: str, title: str, unit: str, picture: object, **more: str) -> SafeString:
    identity = f"chart-{crc32(repr((kind, str(title), picture)).encode()):08x}"
    context = {"id": identity, "title": title, "unit": unit, "picture": picture, **more}
    return render_to_string(f"ui/charts/{kind}.html", context)


@register.filter
def figure(value: float) -> str:
    """A number as people write it: no needless decimals, the language's own separator."""
    return components.figure(value)


@register.filter
def at[V](values: Mapping[str, V], key: str) -> V | None:
    """`{{ known|at:one.slug }}`: what a mapping holds under a key, nothing where it holds none."""
    return values.get(key) if values else None


@register.filter
def city(zone: str) -> str:
    """A zone as people say it: "America/New_York" is "New York"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@register.filter
def shortened(text: str, length: int) -> str:
    """Text cut to a number of characters, for labels inside pictures."""
    return Truncator(text).chars(length)
