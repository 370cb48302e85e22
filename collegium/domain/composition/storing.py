"""Problems, results and what is said about them as what JSON can hold, and back again.

A stored run can be repeated exactly. Private vetoes are left out of a stored problem, and
what can be told again from problem and groups out of a stored result.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import groupby
from types import NoneType, UnionType
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from collegium.domain.composition.problem import Pair, Problem
from collegium.domain.composition.result import Result

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None


def problem_as_data(problem: Problem) -> Json:
    """All of a problem but its vetoes: a repetition has to bring them anew."""
    return as_data(replace(problem, rules=replace(problem.rules, vetoes=frozenset())))


def problem_from_data(data: Json, *, vetoes: AbstractSet[Pair] = frozenset()) -> Problem:
    """A stored problem under the vetoes of those who take part in it."""
    problem = from_data(Problem, data)
    present = {one.id for one in problem.people} | {one.id for one in problem.facilitators}
    known = frozenset(pair for pair in vetoes if present.issuperset(pair))
    return replace(problem, rules=replace(problem.rules, vetoes=known))


def result_as_data(result: Result) -> Json:
    """A result without its placements, which `appraise` tells again."""
    return as_data(replace(result, placements=()))


def as_data(value: object) -> Json:
    """Frozen dataclasses of this package as what JSON can hold, sets in order.

    Raises TypeError for anything else.
    """
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, frozenset):
        if all(isinstance(item, int) for item in value):
            return [list(stretch) for stretch in _stretches(sorted(value))]
        return [as_data(item) for item in sorted(value)]
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if isinstance(value, Mapping) and any(isinstance(key, tuple) for key in value):
        return [[*key, as_data(item)] for key, item in sorted(value.items())]
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(type(value).__name__)


def _stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers: a working week is five of them."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        stretch = [number for _, number in run]
        yield stretch[0], stretch[-1]


def from_data[T](kind: type[T], data: Json) -> T:
    """What `as_data` made of a value of this kind; columns that did not exist yet are default."""
    value: T = _read(kind, data)
    return value


def _read(kind: Any, data: Any) -> Any:  # noqa: ANN401 - follows annotations
    if isinstance(kind, TypeAliasType):
        return _read(kind.__value__, data)
    inner = get_args(kind)
    match get_origin(kind):
        case origin if origin in {UnionType, Union}:
            some = next(one for one in inner if one is not NoneType)
            return None if data is None else _read(some, data)
        case origin if origin is tuple:
            return tuple(_items(inner, data))
        case origin if origin is frozenset:
            return frozenset(_members(inner[0], data))
        case origin if origin is Mapping:
            return dict(_entries(inner[0], inner[1], data))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], data[name]) for name in hints if name in data})
    return kind(data)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _items(kinds: tuple[Any, ...], data: list[Any]) -> Iterator[Any]:
    each = kinds[:1] * len(data) if kinds[-1] is Ellipsis else kinds
    return (_read(kind, item) for kind, item in zip(each, data, strict=True))


def _members(kind: Any, data: list[Any]) -> Iterator[Any]:  # noqa: ANN401 - follows annotations
    for item in data:
        if kind is int:
            yield from range(item[0], item[1] + 1)
        else:
            yield _read(kind, item)


def _entries(key: Any, value: Any, data: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - follows annotations
    if isinstance(data, dict):
        yield from ((name, _read(value, item)) for name, item in data.items())
    else:
        yield from ((_read(key, parts), _read(value, item)) for *parts, item in data)
