"""Acts of leads and administrators enter the record, or there is a reason why one does not."""

import re
from collections.abc import Mapping

from django.test import Client

from collegium.audit.verbs import Verb
from collegium.config.access import TABLE
from collegium.people.access import Who
from tests.architecture.addresses import addresses
from tests.architecture.house import PACKAGE, files
from tests.architecture.test_access import World, client_of

THEIRS = frozenset({Who.LEAD, Who.ADMINISTRATOR, Who.FACILITATOR})
PREPARES = "prepares a programme: that groups begin, and who is placed where, is recorded"
TOLD = "members are told of it by mail, with the calendar entry"
HARMLESS = "tries again to send something; nobody's place or setting changes"

# What a POST to an address that only these roles may open enters; a reason where it enters nothing.
RECORDED: Mapping[str, Verb | str] = {
    "groups:board": Verb.GROUPS_PUBLISHED,
    "groups:change": Verb.PERSON_MOVED,
    "groups:choose": PREPARES,
    "groups:compose": Verb.GROUPS_FORMED,
    "groups:describe": Verb.GROUP_CHANGED,
    "groups:edit_programme": Verb.PROGRAMME_CHANGED,
    "groups:facilitators": PREPARES,
    "groups:forget_pair": PREPARES,
    "groups:move": Verb.PERSON_MOVED,
    "groups:new_programme": Verb.PROGRAMME_CREATED,
    "groups:notice": Verb.PERSON_PLACED,
    "groups:pairs": PREPARES,
    "groups:participants": PREPARES,
    "groups:pin": PREPARES,
    "groups:place": PREPARES,
    "groups:programme": Verb.GROUPS_PUBLISHED,
    "groups:record_file": Verb.EXPORTED,
    "groups:run": PREPARES,
    "groups:stop_run": PREPARES,
    "groups:take_out": Verb.PERSON_TAKEN_OUT,
    "groups:undo": Verb.PERSON_MOVED,
    "insights:bring": Verb.OUTCOMES_APPLIED,
    "insights:columns": "says how a file is to be read; applying it is recorded",
    "insights:new_outcomes": "keeps a file for a day; applying it is recorded",
    "library:guarded": "adds to what the guard of stories looks for, for everybody's protection",
    "mailing:again": HARMLESS,
    "mailing:chat": Verb.CHAT_CHANGED,
    "mailing:forget_chat": Verb.CHAT_CHANGED,
    "mailing:try_chat": HARMLESS,
    "meetings:bring": Verb.PLAYBOOK_UPLOADED,
    "meetings:choose_playbooks": TOLD,
    "meetings:confirm_all": TOLD,
    "meetings:lead_date": TOLD,
    "meetings:offer": "takes a playbook off the offer or puts it back; nothing begun changes",
    "meetings:publish": TOLD,
    "people:changes": Verb.ROSTER_APPLIED,
    "people:factors": Verb.FACTORS_FORGOTTEN,
    "people:import": "keeps a file for a day; applying it is recorded",
    "people:mapping": "says how a file is to be read; applying it is recorded",
    "people:organisation": Verb.CALL_SERVER_CHANGED,
    "people:role": Verb.ROLE_GRANTED,
    "people:sign_on": Verb.SIGN_ON_CHANGED,
    "people:status": Verb.PERSON_DEACTIVATED,
    "practice:ask_item_set": "stops asking a set of questions, or asks it again",
    "practice:bring_item_set": Verb.ITEM_SET_UPLOADED,
    "rights:erase": Verb.ERASURE_ASKED,
    "rights:retention": Verb.RETENTION_SET,
    "rights:seen_to": "answers somebody who said what is wrong; what changes is the roster",
}
ONLY_READ = 405


def test_every_act_of_a_lead_or_administrator_is_recorded_or_says_why_not() -> None:
    world = World()
    undecided = set()
    clients: dict[str, Client] = {}
    for address in addresses():
        allowed = TABLE.get(address.name, frozenset())
        if not allowed or not allowed <= THEIRS or address.name in RECORDED:
            continue
        actor = "lead" if Who.LEAD in allowed else min(allowed)
        client = clients.setdefault(actor, client_of(world, actor))
        if client.post(world.url(address)).status_code != ONLY_READ:
            undecided.add(address.name)
    assert undecided == set()


def test_no_address_is_named_that_is_not_there() -> None:
    assert RECORDED.keys() <= TABLE.keys()


def test_every_verb_is_written_somewhere() -> None:
    sources = [path for path in files(".py", under=PACKAGE) if path.name != "verbs.py"]
    text = "\n".join(path.read_text() for path in sources)
    used = set(re.findall(r"\bVerb\.([A-Z_]+)", text))
    assert {verb.name for verb in Verb} == used
