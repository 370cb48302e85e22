"""The playbooks that come with the product, read once."""

from functools import cache
from importlib.resources import files

from collegium.domain.playbook import Playbook, parse


@cache
def playbook(slug: str) -> Playbook:
    """Return a shipped playbook; raises `FileNotFoundError` for a slug nobody ships."""
    folder = files("collegium.domain.playbook") / "shipped"
    return parse((folder / f"{slug}.yaml").read_text(encoding="utf-8"))
