"""How long an organisation keeps what."""

from uuid import UUID

from collegium.domain.retention import Kind, Policy, policy_of
from collegium.rights.models import Keeping


def policy_in(organisation_id: UUID) -> Policy:
    """What it decided, with the defaults for the rest (one query)."""
    rows = Keeping.objects.filter(organisation=organisation_id).values_list("kind", "months")
    return policy_of({Kind(kind): months for kind, months in rows})
