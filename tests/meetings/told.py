"""The parts of a page as a connection was told them, put together as its script does."""

from collections.abc import Mapping

type News = str | list[int | str]


def told(known: Mapping[str, str], parts: Mapping[str, News]) -> dict[str, str]:
    """Return what is known after a frame."""
    return {**known, **{name: _text(known.get(name, ""), news) for name, news in parts.items()}}


def _text(old: str, news: News) -> str:
    if isinstance(news, str):
        return news
    head, tail, middle = int(news[0]), int(news[1]), str(news[2])
    return old[:head] + middle + old[len(old) - tail :]
