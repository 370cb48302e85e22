"""What the record may say: every verb with the kind of thing it is done to and its sentence.

Sentences are filled in at reading with `actor`, `subject`, `group`, `detail` and `amount`.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What an entry's subject is."""

    NONE = ""
    PERSON = "person"
    PROGRAMME = "programme"
    GROUP = "group"
    STORY = "story"
    PLAYBOOK = "playbook"
    ITEM_SET = "item set"
    UPLOAD = "upload"
    CHANNEL = "channel"


class Verb(StrEnum):
    """What was done. A verb never goes once it stands in a record."""

    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    ROLE_GRANTED = "role-granted"
    ROLE_TAKEN = "role-taken"
    ROSTER_APPLIED = "roster-applied"
    ADDRESS_CHANGED = "address-changed"
    PERSON_DEACTIVATED = "person-deactivated"
    PERSON_REACTIVATED = "person-reactivated"
    PERSON_EXPORTED = "person-exported"
    ERASURE_ASKED = "erasure-asked"
    ERASURE_STOPPED = "erasure-stopped"
    PERSON_ERASED = "person-erased"
    RETENTION_SET = "retention-set"
    RETENTION_APPLIED = "retention-applied"
    ORGANISATION_FOUNDED = "organisation-founded"
    CALL_SERVER_CHANGED = "call-server-changed"
    CHAT_CHANGED = "chat-changed"
    CALENDAR_CHANGED = "calendar-changed"
    SIGN_ON_CHANGED = "sign-on-changed"
    FACTORS_FORGOTTEN = "factors-forgotten"
    NEW_WAY_CONFIRMED = "new-way-confirmed"
    NEW_WAY_DENIED = "new-way-denied"
    VOUCHED = "vouched"
    THRESHOLD_RAISED = "threshold-raised"
    PROGRAMME_CREATED = "programme-created"
    PROGRAMME_CHANGED = "programme-changed"
    GROUPS_FORMED = "groups-formed"
    PERSON_MOVED = "person-moved"
    GROUP_CHANGED = "group-changed"
    GROUPS_PUBLISHED = "groups-published"
    PERSON_PLACED = "person-placed"
    PERSON_TAKEN_OUT = "person-taken-out"
    PERSON_JOINED = "person-joined"
    PERSON_LEFT = "person-left"
    PLAYBOOK_UPLOADED = "playbook-uploaded"
    ITEM_SET_UPLOADED = "item-set-uploaded"
    OUTCOMES_APPLIED = "outcomes-applied"
    MONTH_PUBLISHED = "month-published"
    STORY_PUBLISHED = "story-published"
    STORY_WITHDRAWN = "story-withdrawn"
    EXPORTED = "exported"
    KEYS_ROTATED = "keys-rotated"
    KEYS_EXPORTED = "keys-exported"
    BACKUP_MADE = "backup-made"
    BACKUP_RESTORED = "backup-restored"
    BREAK_GLASS = "break-glass"


class Origin(StrEnum):
    """Where an act came from."""

    PAGE = "page"
    COMMAND = "command"
    WORKER = "worker"


class Area(StrEnum):
    """What verbs have to do with, for choosing among them."""

    SIGN_IN = "sign-in"
    PEOPLE = "people"
    SETTINGS = "settings"
    GROUPS = "groups"
    LEARNING = "learning"
    SERVER = "server"


AREAS = {
    Area.SIGN_IN: _("Signing in and out"),
    Area.PEOPLE: _("Roles and people"),
    Area.SETTINGS: _("Settings"),
    Area.GROUPS: _("Programmes and groups"),
    Area.LEARNING: _("Figures, stories and files"),
    Area.SERVER: _("Keys, backups and the server"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a verb is filed and said, and whether that is for whom it concerns alone.

    What people do for themselves, and what would tell on whose story it is, is their `own`: it
    stands in the record, and no administrator's page or file shows it.
    """

    area: Area
    kind: Kind
    sentence: Promise | str
    own: bool = False


_P, _G = Kind.PERSON, Kind.GROUP
_NO, _PR, _ST = Kind.NONE, Kind.PROGRAMME, Kind.STORY

MEANINGS: dict[Verb, Meaning] = {
    Verb.SIGNED_IN: Meaning(Area.SIGN_IN, _P, _("%(subject)s signed in."), own=True),
    Verb.SIGNED_OUT: Meaning(Area.SIGN_IN, _P, _("%(subject)s signed out."), own=True),
    Verb.ROLE_GRANTED: Meaning(
        Area.PEOPLE, _P, _("%(actor)s gave %(subject)s the role “%(detail)s”.")
    ),
    Verb.ROLE_TAKEN: Meaning(
        Area.PEOPLE, _P, _("%(actor)s took the role “%(detail)s” from %(subject)s.")
    ),
    Verb.ROSTER_APPLIED: Meaning(
        Area.PEOPLE,
        Kind.UPLOAD,
        _("%(actor)s applied a roster file, which concerned %(amount)s people."),
    ),
    Verb.ADDRESS_CHANGED: Meaning(
        Area.PEOPLE, _P, _("%(actor)s changed the address at which %(subject)s signs in.")
    ),
    Verb.PERSON_DEACTIVATED: Meaning(Area.PEOPLE, _P, _("%(actor)s deactivated %(subject)s.")),
    Verb.PERSON_REACTIVATED: Meaning(Area.PEOPLE, _P, _("%(actor)s activated %(subject)s again.")),
    Verb.PERSON_EXPORTED: Meaning(
        Area.PEOPLE,
        _P,
        _("%(actor)s downloaded everything that is kept about %(subject)s."),
        own=True,
    ),
    Verb.ERASURE_ASKED: Meaning(
        Area.PEOPLE, _P, _("%(actor)s asked to have %(subject)s erased in %(amount)s days.")
    ),
    Verb.ERASURE_STOPPED: Meaning(
        Area.PEOPLE, _P, _("%(actor)s stopped the erasing of %(subject)s.")
    ),
    Verb.PERSON_ERASED: Meaning(Area.PEOPLE, _P, _("%(actor)s had %(subject)s erased.")),
    Verb.RETENTION_SET: Meaning(
        Area.SETTINGS, _NO, _("%(actor)s changed how long things are kept.")
    ),
    Verb.RETENTION_APPLIED: Meaning(
        Area.SETTINGS, _NO, _("%(actor)s deleted what had been kept long enough: %(amount)s items.")
    ),
    Verb.ORGANISATION_FOUNDED: Meaning(
        Area.SETTINGS, _P, _("The organisation was founded, with %(subject)s as administrator.")
    ),
    Verb.CALL_SERVER_CHANGED: Meaning(
        Area.SETTINGS, _NO, _("%(actor)s changed the server for calls.")
    ),
    Verb.CHAT_CHANGED: Meaning(
        Area.SETTINGS, Kind.CHANNEL, _("%(actor)s changed the chat that news of groups goes to.")
    ),
    Verb.CALENDAR_CHANGED: Meaning(
        Area.SETTINGS,
        _P,
        _("%(actor)s changed the calendar that their busy times come from."),
        own=True,
    ),
    Verb.SIGN_ON_CHANGED: Meaning(
        Area.SETTINGS, _NO, _("%(actor)s changed how people sign in (%(detail)s).")
    ),
    Verb.FACTORS_FORGOTTEN: Meaning(
        Area.PEOPLE, _P, _("%(actor)s removed the second lock from the account of %(subject)s.")
    ),
    Verb.NEW_WAY_CONFIRMED: Meaning(
        Area.PEOPLE, _P, _("%(subject)s confirmed a new way of signing in.")
    ),
    Verb.NEW_WAY_DENIED: Meaning(
        Area.PEOPLE, _P, _("%(subject)s said that a new way of signing in is not theirs.")
    ),
    Verb.VOUCHED: Meaning(
        Area.GROUPS, _P, _("%(actor)s said that it is %(subject)s who signs in anew."), own=True
    ),
    Verb.THRESHOLD_RAISED: Meaning(
        Area.SETTINGS,
        _NO,
        _("%(actor)s raised the threshold for figures to %(amount)s people."),
    ),
    Verb.PROGRAMME_CREATED: Meaning(
        Area.GROUPS, _PR, _("%(actor)s created the programme %(subject)s.")
    ),
    Verb.PROGRAMME_CHANGED: Meaning(
        Area.GROUPS, _PR, _("%(actor)s changed the programme %(subject)s.")
    ),
    Verb.GROUPS_FORMED: Meaning(
        Area.GROUPS, _PR, _("%(actor)s had groups formed for %(subject)s.")
    ),
    Verb.PERSON_MOVED: Meaning(
        Area.GROUPS, _P, _("%(actor)s moved %(subject)s while groups were being prepared.")
    ),
    Verb.GROUP_CHANGED: Meaning(
        Area.GROUPS, _G, _("%(actor)s changed the name of %(subject)s or who supports it.")
    ),
    Verb.GROUPS_PUBLISHED: Meaning(
        Area.GROUPS, _PR, _("%(actor)s published %(amount)s groups of %(subject)s.")
    ),
    Verb.PERSON_PLACED: Meaning(Area.GROUPS, _P, _("%(actor)s placed %(subject)s in %(group)s.")),
    Verb.PERSON_TAKEN_OUT: Meaning(
        Area.GROUPS, _P, _("%(actor)s took %(subject)s out of %(group)s.")
    ),
    Verb.PERSON_JOINED: Meaning(
        Area.GROUPS, _P, _("%(subject)s joined %(group)s, which formed by itself."), own=True
    ),
    Verb.PERSON_LEFT: Meaning(Area.GROUPS, _P, _("%(subject)s left %(group)s."), own=True),
    Verb.PLAYBOOK_UPLOADED: Meaning(
        Area.LEARNING, Kind.PLAYBOOK, _("%(actor)s imported a playbook.")
    ),
    Verb.ITEM_SET_UPLOADED: Meaning(
        Area.LEARNING, Kind.ITEM_SET, _("%(actor)s imported an item set.")
    ),
    Verb.OUTCOMES_APPLIED: Meaning(
        Area.LEARNING,
        Kind.UPLOAD,
        _("%(actor)s imported team results, %(amount)s values."),
    ),
    Verb.MONTH_PUBLISHED: Meaning(
        Area.LEARNING, _PR, _("The figures of %(subject)s for %(detail)s were published.")
    ),
    Verb.STORY_PUBLISHED: Meaning(
        Area.LEARNING, _ST, _("%(actor)s published a story from their group."), own=True
    ),
    Verb.STORY_WITHDRAWN: Meaning(
        Area.LEARNING, _ST, _("%(actor)s withdrew a story from the library."), own=True
    ),
    Verb.EXPORTED: Meaning(Area.LEARNING, _PR, _("%(actor)s downloaded a file (%(detail)s).")),
    Verb.KEYS_ROTATED: Meaning(Area.SERVER, _NO, _("Every key was wrapped with a new master key.")),
    Verb.KEYS_EXPORTED: Meaning(
        Area.SERVER, _NO, _("The master key was written in two halves, for two persons.")
    ),
    Verb.BACKUP_MADE: Meaning(Area.SERVER, _NO, _("A backup was made.")),
    Verb.BACKUP_RESTORED: Meaning(Area.SERVER, _NO, _("A backup was restored.")),
    Verb.BREAK_GLASS: Meaning(
        Area.SERVER, _P, _("%(actor)s and %(subject)s opened what %(group)s wrote.")
    ),
}
