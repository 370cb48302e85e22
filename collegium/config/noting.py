"""What is done to the whole installation stands in the record of every organisation."""

from django.db import connection

from collegium.audit.actions import note
from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.people.models import Organisation


def note_everywhere(verb: Verb) -> None:
    """Enter something in every record; in none where the database is older than the record."""
    if Entry._meta.db_table in connection.introspection.table_names():
        for organisation in Organisation.objects.order_by("pk").values_list("pk", flat=True):
            note(verb, organisation)
