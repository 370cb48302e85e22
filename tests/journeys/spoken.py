"""What was said on a site, opened with its key, and what lies around it in dumps and backups.

python -m tests.journeys.spoken FOLDER

Writes a dump and a backup of both databases into the folder; prints, as JSON, every sealed text
with its field, what people let out themselves, and one name that is no secret.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import django


def main(folder: Path) -> None:
    """Open, dump, back up, tell."""
    django.setup()
    from django.core.management import call_command

    for alias in ("default", "vault"):
        call_command("dumpdata", database=alias, output=str(folder / f"{alias}.json"), verbosity=0)
    with redirect_stdout(StringIO()):
        call_command("backup", str(folder / "backup"), "--keys", str(folder / "backup-keys"))
    json.dump({"said": sorted(_said()), "let out": _let_out(), "open": _open_name()}, sys.stdout)


def _let_out() -> str:
    """What people published themselves."""
    from collegium.groups.models import Challenge
    from collegium.library.models import Resource, Story
    from collegium.library.stories import PARTS

    stories = [getattr(story, part) for story in Story.objects.all() for part in PARTS]
    stories += _taken_back(PARTS)  # which stay in the write-ahead log until it is used again
    recommended = Resource.objects.values_list("title", "why")
    sentences = Challenge.objects.values_list("sentence", flat=True)
    return "\n".join([*stories, *sentences, *(text for row in recommended for text in row)])


def _taken_back(parts: Sequence[str]) -> list[str]:
    from collegium.library.models import StoryDraft
    from collegium.library.models.story import DraftState
    from collegium.vault import keyring
    from collegium.vault.fields import read

    return [
        read(draft, part, key=keyring.key_of(draft.vault_scope))
        for draft in StoryDraft.objects.filter(state=DraftState.WITHDRAWN)
        for part in parts
    ]


def _open_name() -> str:
    from collegium.people.models import Organisation

    return Organisation.objects.earliest("created_at").name


def _said() -> set[tuple[str, str]]:
    from collegium.vault import keyring
    from collegium.vault.fields import read
    from tests.architecture.canaries import sealed_fields, sealed_models

    return {
        (f"{model._meta.label}.{field.name}", text)
        for model in sealed_models()
        for row in model._default_manager.all()
        if (key := keyring.keys_of({row.vault_scope}).get(row.vault_scope))
        for field in sealed_fields(model)
        for text in _texts(read(row, field.name, key=key))
    }


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value.strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
