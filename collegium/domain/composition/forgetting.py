"""Taking somebody out of what was stored of a run: out of the question, and out of the answer.

The question is no longer the whole one after it: a run that is repeated without somebody is
another run.
"""

from collections.abc import Mapping

from collegium.domain.composition.storing import Json

PAIRS = ("apart", "together")


def without_person(problem: Json, person: str) -> Json:
    """A stored problem in which nothing is said of a person any more."""
    if not isinstance(problem, Mapping):
        return problem
    kept = dict(problem)
    for name in ("people", "facilitators"):
        kept[name] = [one for one in _list(kept.get(name)) if _id(one) != person]
    managers = kept.get("managers")
    if isinstance(managers, Mapping):
        kept["managers"] = {
            one: boss for one, boss in managers.items() if person not in {one, boss}
        }
    kept["met"] = _pairs_without(kept.get("met"), person)
    kept["fixed"] = [
        [one for one in _list(group) if one != person] for group in _list(kept.get("fixed"))
    ]
    rules = kept.get("rules")
    if isinstance(rules, Mapping):
        gone = {name: _pairs_without(rules.get(name), person) for name in PAIRS if name in rules}
        kept["rules"] = {**rules, **gone}
    return {name: value for name, value in kept.items() if name in problem}


def renamed(stored: Json, person: str, instead: str) -> Json:
    """What was stored, with another identity wherever the person's stood."""
    if isinstance(stored, Mapping):
        return {
            _either(name, person, instead): renamed(value, person, instead)
            for name, value in stored.items()
        }
    if isinstance(stored, list):
        return [renamed(one, person, instead) for one in stored]
    return instead if stored == person else stored


def _either(name: str, person: str, instead: str) -> str:
    return instead if name == person else name


def _pairs_without(pairs: Json, person: str) -> list[Json]:
    return [pair for pair in _list(pairs) if person not in _list(pair)]


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _id(value: Json) -> Json:
    return value.get("id") if isinstance(value, Mapping) else None
