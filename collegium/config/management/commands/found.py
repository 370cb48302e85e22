"""`collegium found "Halden" --email ada@halden.example --name "Ada Byron"`: the very start."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from collegium.config import serving
from collegium.people.actions.organisations import AddressTaken, create_organisation
from collegium.people.roster.places import time_zone


class Command(BaseCommand):
    """Create an organisation and its first administrator."""

    help = "Create an organisation with its first administrator, who signs in by e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who and what."""
        parser.add_argument("organisation", help="its name")
        parser.add_argument("--email", required=True, help="the administrator's address")
        parser.add_argument("--name", required=True, help="the administrator's name")
        parser.add_argument("--time-zone", default="UTC", help="for example Europe/Berlin")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Create both, or say why not."""
        zone = time_zone(options["time_zone"])
        if not zone:
            raise CommandError(f"No time zone is called {options['time_zone']}.")
        serving.bring_up_to_date()
        try:
            create_organisation(
                options["organisation"],
                administrator_email=options["email"],
                administrator_name=options["name"],
                time_zone=zone,
            )
        except AddressTaken:
            raise CommandError(f"Somebody signs in as {options['email']} already.") from None
        self.stdout.write(
            f"{options['organisation']} is founded. {options['name']} can sign in at "
            f"{settings.ADDRESS}/ as {options['email']}."
        )
