"""What leaves this machine is encrypted, and who wants it otherwise has to say so and is warned."""

from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from collegium.config.encrypted import mail_encryption


@pytest.mark.parametrize(
    ("host", "said", "way"),
    [
        ("mail.example", "", {"use_tls": True}),
        ("10.0.0.7", "", {"use_tls": True}),
        ("localhost", "", {"use_tls": False}),
        ("127.0.0.1", "1", {"use_tls": True}),
        ("mail.example", "0", {"use_tls": False}),
        ("mail.example", "at-once", {"use_ssl": True}),
    ],
)
def test_mail_leaves_this_machine_in_secret(host: str, said: str, way: dict[str, bool]) -> None:
    assert mail_encryption(host, said) == way


def test_a_word_that_nobody_knows_stops_the_start() -> None:
    with pytest.raises(ValueError, match="COLLEGIUM_SMTP_TLS is 1"):
        mail_encryption("mail.example", "yes")


POSTGRES: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "NAME": "x"}


@pytest.mark.parametrize(
    ("smtp", "database", "warned"),
    [
        ({"host": "localhost", "use_tls": False}, {"HOST": ""}, set()),
        (
            {"host": "mail.example", "use_tls": True},
            {"HOST": "db", "sslmode": "verify-full"},
            set(),
        ),
        ({"host": "mail.example", "use_ssl": True}, {"HOST": "db", "sslmode": "verify-ca"}, set()),
        ({"host": "mail.example", "use_tls": False}, {"HOST": "localhost"}, {"collegium.W001"}),
        ({"host": "", "use_tls": False}, {"HOST": "db", "sslmode": "require"}, {"collegium.W002"}),
    ],
)
def test_the_check_for_production_warns(
    settings: Settings, smtp: dict[str, Any], database: dict[str, str], warned: set[str]
) -> None:
    settings.SMTP = smtp
    options = {"sslmode": database.get("sslmode")}
    vault = settings.DATABASES["vault"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(settings.DATABASES, "default", POSTGRES | database | {"OPTIONS": options})
        patch.setitem(settings.DATABASES, "vault", vault | {"ENGINE": "django.db.backends.sqlite3"})
        found = run_checks(tags=["security"], include_deployment_checks=True)
    assert {str(one.id) for one in found if str(one.id).startswith("collegium.")} == warned
