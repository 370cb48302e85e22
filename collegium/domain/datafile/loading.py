"""YAML with the line of every part, so that a fault can say where it is."""

from collections.abc import Hashable

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError

from collegium.domain.datafile.faults import DataFileError, Fault, FaultCode

LONGEST_FILE = 200_000
INTEGER, FRACTION = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
LONGEST_NUMBER = 100  # characters; 1:1:1:… is one, too, and takes long to work out


class Lined(dict[str, object]):
    """A mapping that knows on which line it begins and on which each of its parts stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.doubled: list[str] = []


# What the library raises for values that it takes for numbers or dates, and that are none.
_DAMAGE = (
    yaml.YAMLError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    ArithmeticError,
    RecursionError,
)


class _Loader(yaml.SafeLoader):
    """Reads plain values only, each written where it stands.

    A name for a part that comes again could make a few lines stand for a thousand million.
    """

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        """Refuse such a name."""
        if self.check_event(yaml.AliasEvent):
            here = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # not in the stubs
            raise ComposerError(None, None, "an alias", here)
        return super().compose_node(parent, index)  # type: ignore[arg-type]  # as the library calls it


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Lined:
    loader.flatten_mapping(node)
    found = Lined(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        name = str(key) if isinstance(key, Hashable) else "?"
        if name in found:
            found.doubled.append(name)
        found[name] = loader.construct_object(value_node, deep=True)
        found.lines[name] = key_node.start_mark.line + 1
    return found


def _number(loader: _Loader, node: yaml.ScalarNode) -> object:
    if len(node.value) > LONGEST_NUMBER:
        raise ConstructorError(None, None, "a number without end", node.start_mark)
    is_whole = node.tag == INTEGER
    return loader.construct_yaml_int(node) if is_whole else loader.construct_yaml_float(node)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
for _tag in (INTEGER, FRACTION):
    _Loader.add_constructor(_tag, _number)


def load(text: str, whole: str) -> object:
    """Return what a YAML text says, its mappings as `Lined`; `whole` names the file in faults.

    Raises:
        DataFileError: the text is too long, or no YAML.

    """
    if len(text) > LONGEST_FILE:
        raise DataFileError((Fault(whole, FaultCode.TOO_LARGE),))
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a safe loader, with lines
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DataFileError((Fault(whole, FaultCode.NOT_YAML, line=line),)) from None
    except _DAMAGE:
        raise DataFileError((Fault(whole, FaultCode.NOT_YAML),)) from None
