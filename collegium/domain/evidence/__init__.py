"""What changed, how sure one can be of it, and what of it may be seen.

A figure reaches a page outside a group on one way only:

1. Make a `Cube` for each measure: one `Row` for each person whose value is final, with their
   group, the part they fall into (a department, a situation, or "" with `parts=()`), and the
   value on the measure's `Scale`. Yes and no are 1 and 0 on `SHARES`. Measures that follow
   from one another (before, after, change) are cubes of the same rows and go together. What
   only follows from them, and is shown nowhere, goes along as a cube that is not `shown`.
2. Once a period, ask `next_edition(cubes, counted=…, threshold=…)`. None: too few are new,
   they wait. Otherwise store what is `published`, and with it who was `counted` (the people,
   never their values), in one transaction, and hand these back as `counted` next time.
3. Pages read what was stored; `pooled` puts several editions together. Nothing is computed
   again, not when somebody leaves, joins, is erased or changes an answer.

`publish` and `publish_together` are the gate itself, for what is published once and only
once. The organisation's threshold is `collegium.people.queries.thresholds.threshold_of`.
In `collegium.insights` steps 2 and 3 are there already: see `collegium/insights/measures.py`.
"""

from collegium.domain.evidence.cube import (
    SHARES,
    Cell,
    Cube,
    Figure,
    Grain,
    Published,
    Reason,
    Row,
    Scale,
    Threshold,
    Withheld,
)
from collegium.domain.evidence.editions import Edition, next_edition, pooled
from collegium.domain.evidence.estimates import Estimate, Method, TooFew, estimate, mean_of
from collegium.domain.evidence.gate import publish, publish_together

__all__ = [
    "SHARES",
    "Cell",
    "Cube",
    "Edition",
    "Estimate",
    "Figure",
    "Grain",
    "Method",
    "Published",
    "Reason",
    "Row",
    "Scale",
    "Threshold",
    "TooFew",
    "Withheld",
    "estimate",
    "mean_of",
    "next_edition",
    "pooled",
    "publish",
    "publish_together",
]
