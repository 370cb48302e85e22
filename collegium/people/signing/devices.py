"""What a browser calls itself, in two words that its owner knows it by."""

from collections.abc import Mapping

# In this order: each of them also calls itself by the names of those after it.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_named(headers: Mapping[str, str]) -> str:
    """Browser and system, such as “Firefox, Windows”; empty for what nobody has heard of.

    Neither version nor address: who is signed in knows their own devices, and nobody is tracked.
    """
    agent = headers.get("user-agent", "")
    found = (_first(names, agent) for names in (BROWSERS, SYSTEMS))
    return ", ".join(name for name in found if name)


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in names if mark in agent), "")
