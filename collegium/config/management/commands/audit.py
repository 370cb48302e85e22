"""`collegium audit verify`: whether anybody changed the record of acts."""

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError

from collegium.audit.queries import organisations, verified
from collegium.domain.audit import Anchor, Broken, Fault, anchor_in
from collegium.people.models import Organisation

type Kept = tuple[Anchor | None, bool]  # with true: what stands before it is believed

SAYS: Mapping[Fault, str] = {
    Fault.MISSING: "is missing",
    Fault.CHANGED: "was changed, or the one before it",
    Fault.ELSEWHERE: "belongs to another organisation",
    Fault.CUT: "and what followed it were cut off",
    Fault.NOT_THE_ANCHOR: "is not the one whose anchor was kept: something up to it was changed",
    Fault.BEYOND: "was added past the end",
}


class Command(BaseCommand):
    """One verb: verify."""

    help = "Verify the record of acts of every organisation, and print an anchor of each."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to verify against."""
        verify = parser.add_subparsers(dest="verb", required=True).add_parser(
            "verify", help="walk every record; ends with 1 where one was changed"
        )
        verify.add_argument(
            "--anchor",
            action="append",
            default=[],
            type=_anchor,
            help="what an earlier run printed, kept elsewhere; as many as there are",
        )
        verify.add_argument(
            "--since",
            action="append",
            default=[],
            type=_anchor,
            help="the same, and believe what stands before it: quicker",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Verify them all, and say the first broken entry of each that is not whole."""
        names = dict(Organisation.objects.values_list("pk", "name"))
        kept: dict[UUID, list[Kept]] = {one: [(None, False)] for one in organisations()}
        for is_since, anchors in ((False, options["anchor"]), (True, options["since"])):
            for one in anchors:
                kept.setdefault(one.organisation, []).append((one, is_since))
        known = sorted(kept)
        broken = [one for one in known if not self._is_whole(one, names, _asked(kept[one]))]
        if broken:
            raise CommandError("The record was changed by somebody who may not.", returncode=1)
        if not known:
            self.stdout.write("There is no record yet.")

    def _is_whole(
        self,
        organisation: UUID,
        names: Mapping[UUID, str],
        anchors: Sequence[Kept],
    ) -> bool:
        name = names.get(organisation, "an organisation that is gone")
        verdicts = (verified(organisation, kept=one, since=since) for one, since in anchors)
        for found in verdicts:
            if isinstance(found, Broken):
                self.stderr.write(f"{name}: entry {found.number} {SAYS[found.fault]}.")
                return False
            whole = f"{name}: {found.head.number} entries, whole.\n  {found.head}"
        self.stdout.write(whole)
        return True


def _asked(kept: Sequence[Kept]) -> Sequence[Kept]:
    """Every anchor that was given, or a walk without one."""
    return [one for one in kept if one[0]] or kept


def _anchor(text: str) -> Anchor:
    return anchor_in(text)
