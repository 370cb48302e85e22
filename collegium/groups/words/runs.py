"""How far a run is, and why it brought nothing."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from collegium.groups.models import Composition, Trouble
from collegium.groups.words.reasons import rounded_down

TROUBLES: Mapping[str, str | Promise] = {
    Trouble.FAULTY: gettext_lazy("What is asked has become impossible since you asked:"),
    Trouble.NOBODY_FITS: gettext_lazy(
        "The rules leave not one group. Relax one of them or choose other people."
    ),
    Trouble.BEGUN: gettext_lazy(
        "The programme has begun meanwhile; its groups stand and were not changed."
    ),
    Trouble.DIED: gettext_lazy(
        "The search broke off three times, as it does where the machine has too little memory "
        "left. Try again; if it happens again, ask your administrator to look at the log."
    ),
}


def trouble(run: Composition) -> str:
    """Why a run ended without groups, in a sentence; empty where it did not."""
    return str(TROUBLES[run.trouble]) if run.trouble else ""


def on_the_way(closed: float | None) -> str:
    """How good the best so far is; empty while there is none."""
    if closed is None:
        return ""
    return _(
        "The best so far goes %(closed)s %% of the way from drawing lots to the best imaginable."
    ) % {"closed": rounded_down(closed)}


def duration(seconds: int) -> str:
    """A time that passes, in the words of somebody who waits."""
    if seconds < 120:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
