"""A visitor who comes to each page from a page of ours, as a browser says."""

from typing import Any

from django.test import Client


class Visitor(Client):
    """A client whose every request begins on our own pages."""

    def __init__(self, **more: Any) -> None:
        super().__init__(headers={"sec-fetch-site": "same-origin"}, **more)
