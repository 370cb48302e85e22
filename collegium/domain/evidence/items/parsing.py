"""From the text of an item set to the set, or to everything that is wrong with it."""

import re
from collections.abc import Mapping

from collegium.domain.datafile import DataFileError, Fault, FaultCode, Node, Wording, load
from collegium.domain.evidence.items.items import Asked, Audience, Item, ItemSet, Moment
from collegium.domain.evidence.items.licences import OPEN, PERMISSION, forbidden_in

PARTS = (
    "set", "version", "title", "about", "asked", "audience", "source", "licence", "permission",
    "items",
)  # fmt: skip
ITEM_PARTS = ("item", "moments", "low", "high", "scale", "text", "looking_back")
KEY = re.compile(r"[a-z][a-z0-9_]{1,29}")
MOST_ITEMS = 6
PERCENT = (0, 100)
WIDEST = 10
LONGEST_SOURCE = 500


def parse(text: str, *, shipped: bool = False) -> ItemSet:
    """Return the item set that `text` (YAML) describes.

    An organisation's own is asked on the pulse page and seen by each group alone.

    Raises:
        DataFileError: with one fault for each thing that is wrong.

    """
    faults: list[Fault] = []
    root = Node(load(text, "set"), "set", faults)
    found = _item_set(root)
    _check_rights(root, found)
    if not shipped:
        _check_own(root, found)
    if faults:
        raise DataFileError(tuple(faults))
    return found


def _item_set(root: Node) -> ItemSet:
    root.know_only(PARTS)
    title = root.wording("title")
    languages = tuple(title.by_language)
    items = root.listed("items")
    if not items:
        root.fault("items", FaultCode.NO_ITEMS)
    if len(items) > MOST_ITEMS:
        root.fault("items", FaultCode.TOO_MANY_ITEMS)
    asked = root.choice("asked", Asked.PULSE)
    found = tuple(_item(_named(node), languages, asked) for node in items[:MOST_ITEMS])
    if len({item.key for item in found}) < len(found):
        root.fault("items", FaultCode.SAME_KEY)
    return ItemSet(
        key=_key(root, "set"),
        version=root.number("version", 1, 9999),
        title=title,
        about=root.wording("about", languages),
        asked=asked,
        audience=root.choice("audience", Audience.GROUP),
        source=_short(root, "source"),
        licence=_short(root, "licence"),
        permission=_short(root, "permission") if root.has("permission") else "",
        items=found,
    )


def _named(node: Node) -> Node:
    key = node.text("item")
    return node.renamed(f"item '{key}'" if key else node.where)


def _item(node: Node, languages: tuple[str, ...], asked: Asked) -> Item:
    node.know_only(ITEM_PARTS)
    low, high = node.number("low", *PERCENT), node.number("high", *PERCENT)
    if low >= high:
        node.fault("low", FaultCode.EMPTY_SCALE)
    elif asked is Asked.PULSE and high - low > WIDEST and (low, high) != PERCENT:
        node.fault("high", FaultCode.WIDE_SCALE)
    low_means, high_means = _ends(node, languages)
    moments = _moments(node)
    return Item(
        key=_key(node, "item"),
        moments=moments,
        low=low,
        high=high,
        low_means=low_means,
        high_means=high_means,
        wording=node.wording("text", languages),
        looking_back=_looking_back(node, moments, languages),
    )


def _ends(node: Node, languages: tuple[str, ...]) -> tuple[Wording, Wording]:
    if not node.has("scale"):
        node.fault("scale", FaultCode.NO_ANCHORS)
        return Wording({}), Wording({})
    ends = node.within("scale")
    ends.know_only(("low", "high"))
    return ends.wording("low", languages), ends.wording("high", languages)


def _moments(node: Node) -> tuple[Moment, ...]:
    said = node.value.get("moments") if isinstance(node.value, Mapping) else None
    known = set(Moment)
    if not isinstance(said, list) or not said or any(str(one) not in known for one in said):
        node.fault("moments", FaultCode.UNKNOWN_MOMENT)
        return ()
    return tuple(one for one in Moment if one in said)


def _looking_back(
    node: Node, moments: tuple[Moment, ...], languages: tuple[str, ...]
) -> Wording | None:
    if Moment.THEN not in moments:
        return None
    return node.wording("looking_back", languages)


def _key(node: Node, part: str) -> str:
    key = node.text(part)
    if key and not KEY.fullmatch(key):
        node.fault(part, FaultCode.NOT_A_CHOICE, "a–z 0–9 _, 2–30")
    return key


def _short(node: Node, part: str) -> str:
    text = node.text(part)
    if len(text) > LONGEST_SOURCE:
        node.fault(part, FaultCode.TOO_LONG, f"≤ {LONGEST_SOURCE}")
    return text


def _check_own(root: Node, found: ItemSet) -> None:
    """The figures that are published are a fixed set; what is added stays in the group."""
    if found.asked is not Asked.PULSE:
        root.fault("asked", FaultCode.NOT_A_CHOICE, Asked.PULSE)
    if found.audience is not Audience.GROUP:
        root.fault("audience", FaultCode.NOT_A_CHOICE, Audience.GROUP)


def _check_rights(root: Node, found: ItemSet) -> None:
    permitted = found.licence == PERMISSION and found.permission
    if found.licence and found.licence not in OPEN and not permitted:
        root.fault("licence", FaultCode.LICENCE_FORBIDS, ", ".join((*OPEN, PERMISSION)))
    texts = (found.key, found.source, *found.title.by_language.values())
    owned = next(filter(None, map(forbidden_in, texts)), "")
    if owned and not permitted:
        root.fault("source", FaultCode.LICENCE_FORBIDS, owned)
