"""What a text may give away about people before it leaves their group."""

from collegium.domain.disclosure.appearing import appears_on
from collegium.domain.disclosure.guard import Kind, Suspicion, suspects
from collegium.domain.disclosure.phrases import holds_full

__all__ = ["Kind", "Suspicion", "appears_on", "holds_full", "suspects"]
