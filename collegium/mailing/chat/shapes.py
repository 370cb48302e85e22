"""The chat services as data: how their addresses are known, and what they want to be sent."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from collegium.mailing.models import ChatService
from collegium.outgoing import Target

type Shape = str | bool | list[Shape] | dict[str, Shape] | None
CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(frozen=True, slots=True)
class Post:
    """What a channel reads: a sentence or two, and one link. Nobody's name, nobody's words."""

    text: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `hosts` and what lies under them are its own; `path` is how its paths begin."""

    shape: Shape  # with {text}, {label} and {url} where they go
    hosts: tuple[str, ...] = ()
    path: str = ""
    escape: Callable[[str], str] = str

    def is_at(self, found: Target) -> bool:
        """Whether an address looks like one of its own."""
        if self.hosts and not any(_under(found.host, host) for host in self.hosts):
            return False
        return bool(self.hosts) or bool(self.path and f"/{self.path}/" in found.path)


SERVICES: Mapping[ChatService, Service] = {
    ChatService.SLACK: Service(
        {"text": "{text}\n<{url}|{label}>"},
        hosts=("hooks.slack.com", "hooks.slack-gov.com"),
        escape=lambda words: html.escape(words, quote=False),
    ),
    ChatService.TEAMS: Service(
        {
            "type": "message",
            "attachments": [
                {
                    "contentType": CARD,
                    "contentUrl": None,
                    "content": {
                        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                        "type": "AdaptiveCard",
                        "version": "1.2",  # the newest that Teams shows on phones, too
                        "body": [{"type": "TextBlock", "text": "{text}", "wrap": True}],
                        "actions": [{"type": "Action.OpenUrl", "title": "{label}", "url": "{url}"}],
                    },
                }
            ],
        },
        hosts=("logic.azure.com", "api.powerplatform.com", "webhook.office.com"),
    ),
    ChatService.MATTERMOST: Service({"text": "{text}\n[{label}]({url})"}, path="hooks"),
}


def service_at(found: Target) -> ChatService | None:
    """The service that an address belongs to, None where it does not say."""
    return next((name for name, service in SERVICES.items() if service.is_at(found)), None)


def body_of(service: ChatService, post: Post) -> bytes:
    """A post as JSON, in the shape that a service wants."""
    known = SERVICES[service]
    words = {"text": known.escape(post.text), "label": known.escape(post.label), "url": post.url}
    return json.dumps(_filled(known.shape, words), ensure_ascii=False).encode()


def _filled(shape: Shape, words: Mapping[str, str]) -> Shape:
    match shape:
        case str():
            return shape.format_map(words)
        case list():
            return [_filled(one, words) for one in shape]
        case dict():
            return {name: _filled(one, words) for name, one in shape.items()}
    return shape


def _under(host: str, known: str) -> bool:
    return host == known or host.endswith(f".{known}")
