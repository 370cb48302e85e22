"""What the guard looks for beside the roster."""

from collegium.library.models import GuardedWords
from collegium.people.models import Organisation


def set_guarded(organisation: Organisation, words: str) -> None:
    """Keep an organisation's own list, one word or phrase a line; duplicates and blanks go."""
    lines = dict.fromkeys(line.strip() for line in words.splitlines() if line.strip())
    GuardedWords.objects.update_or_create(
        organisation=organisation, defaults={"words": "\n".join(lines)}
    )
