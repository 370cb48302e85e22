"""`collegium unlock ada@halden.example`: let somebody in again who has locked themselves out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from collegium.people.actions.factors import forget_factors
from collegium.people.actions.new_ways import settle_all
from collegium.people.actions.sign_on import switch_sign_on
from collegium.people.models import Person
from collegium.people.queries.sign_on import sign_on_of


class Command(BaseCommand):
    """For the day when no administrator gets in."""

    help = (
        "Remove the second lock from somebody's account and let codes by mail sign in beside their "
        "organisation's own provider, for everybody there. What was closed to a new address or "
        "provider of theirs opens: be certain that it is them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who."""
        parser.add_argument("email", help="the address of somebody on the roster")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        person = Person.objects.filter(email=options["email"].strip().casefold()).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        factors = forget_factors(person)
        settle_all(person, now=timezone.now())
        row = sign_on_of(person.organisation_id)
        if row and row.is_only:
            switch_sign_on(person.organisation, on=True, only=False)
        self.stdout.write(
            f"{person.name} signs in by a code sent to {person.email}. "
            f"Passkeys, apps, lists of recovery codes and links taken away: {factors}."
        )
        if not person.is_active:
            self.stdout.write("They are deactivated, however: an administrator lets them in again.")
