"""Finding a colleague by part of a name."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.people.queries.colleagues import colleagues_found
from tests.builders import a_person, an_organisation


def test_however_much_is_typed_a_handful_of_words_is_looked_for() -> None:
    organisation = an_organisation()
    reader = a_person(organisation, "Ada Byron")
    grace = a_person(organisation, "Grace Murray")
    assert colleagues_found(reader, "murray grace") == (grace,)
    with CaptureQueriesContext(connection) as queries:
        assert colleagues_found(reader, "gra " * 500_000) == (grace,)
    assert len(queries) == 1
    assert queries[0]["sql"].lower().count(" like ") <= 12
