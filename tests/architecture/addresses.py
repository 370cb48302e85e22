"""Every address of the product, found by walking the URL configuration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

VARIES = re.compile(  # from one answer to the next
    rb'nonce="[^"]*"|data-token="[^"]*"|\'nonce-[^\']*\'|"X-CSRFToken": ?"[^"]*"'
    rb'|name="(csrfmiddlewaretoken|once|next)" value="[^"]*"|Expires: .*'
)

SLOT = re.compile(r"<(?:\w+:)?(\w+?)(?:_id)?>")


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its name, what stands in it, and how it is written, as `/groups/<group>/`."""

    name: str
    parameters: frozenset[str]
    path: str = ""


def addresses() -> list[Address]:
    """All of them, by name."""
    return sorted(_walk(get_resolver().url_patterns), key=lambda address: address.name)


def _walk(
    patterns: list[URLPattern | URLResolver],
    prefix: str = "",
    outer: frozenset[str] = frozenset(),
    above: str = "/",
) -> Iterator[Address]:
    for pattern in patterns:
        found = outer | frozenset(pattern.pattern.converters)
        path = above + SLOT.sub(r"<\1>", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, inner, found, path)
        else:
            yield Address(f"{prefix}{pattern.name}", found, path)
