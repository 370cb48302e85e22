"""YAML with the line of every part, so that a fault can say where it is."""

from collections.abc import Hashable

import yaml

from collegium.domain.datafile.faults import DataFileError, Fault, FaultCode

LONGEST_FILE = 200_000


class Lined(dict[str, object]):
    """A mapping that knows on which line it begins and on which each of its parts stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.doubled: list[str] = []


class _Loader(yaml.SafeLoader):
    """Reads plain values only."""


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


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


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
    except (yaml.YAMLError, ValueError, RecursionError):
        raise DataFileError((Fault(whole, FaultCode.NOT_YAML),)) from None
