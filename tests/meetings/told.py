"""The parts of a page as a connection was told them, put together as its script does."""

from collections.abc import Mapping

type News = str | list[int | str]


def told(known: Mapping[str, str], parts: Mapping[str, News]) -> dict[str, str]:
    """Return what is known after a frame."""
    return {**known, **{name: _text(known.get(name, ""), news) for name, news in parts.items()}}


def _text(old: str, news: News) -> str:
    if isinstance(news, str):
        return news
    units, at, text = old.encode("utf-16-le"), 0, b""
    for step in news:
        if isinstance(step, str):
            text += step.encode("utf-16-le")
        else:
            text += units[2 * at : 2 * (at + step)] if step > 0 else b""
            at += abs(step)
    return text.decode("utf-16-le")
