"""Someone who keeps writing while a backup is made. Run as a module inside a site:

python -m tests.config.backup_load world        makes a group; answers with its identity in JSON
python -m tests.config.backup_load write GROUP  says what is stored, a number a line, until killed
python -m tests.config.backup_load read GROUP   answers with all that the group can read, in order
"""

import json
import sys
from uuid import UUID, uuid4


def main(verb: str, group: str = "") -> None:
    """Do one of the three."""
    from collegium.groups.queries import enter
    from collegium.people.models import Person
    from tests.builders import a_room

    if verb == "world":
        _say(json.dumps(str(a_room().group.pk)))
        return
    room = enter(Person.objects.get(name="Ada Byron"), UUID(group))
    if verb == "read":
        from collegium.practice.models import Post

        posts = Post.objects.filter(group=room.group).order_by("created_at")
        _say(json.dumps([int(room.read(post, "text")) for post in posts]))
        return
    from django.utils import timezone

    from collegium.practice.actions.thread import Said, say

    number = 0
    while True:
        say(room, once=uuid4(), said=Said(str(number)), now=timezone.now())
        _say(str(number))
        number += 1


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    import django

    django.setup()
    main(*sys.argv[1:])
