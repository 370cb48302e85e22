"""What a lead asks of a run."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from collegium.groups.actions import Wish
from collegium.groups.models import Effort, Mix
from collegium.ui.forms import OnceForm

SENTENCES: Mapping[str, str | Promise] = {
    Mix.WIDEST: _(
        "Members differ as much as possible in department, function, site, country, gender and "
        "years with you."
    ),
    Mix.CLOSEST: _(
        "Members have a similar function, level and time with you, and come from different "
        "departments and sites."
    ),
    Mix.COMPLEMENT: _(
        "What some are strong in is, before anything else, what others in the group want to learn."
    ),
    Effort.QUICK: _("Seconds; a minute or two with very many people."),
    Effort.THOROUGH: _(
        "Up to ten times as long, for the last bit. You can stop at any time and keep the best "
        "so far."
    ),
}


def _described(name: str | Promise, sentence: str | Promise) -> SafeString:
    return format_html('{}<span class="choice-words">{}</span>', name, sentence)


def _choices(kind: Iterable[Mix] | Iterable[Effort]) -> list[tuple[str, str | Promise]]:
    described = lazy(_described, str)
    return [(one.value, described(one.label, SENTENCES[one])) for one in kind]


class ComposeForm(OnceForm):
    """What groups are formed for, and how long the search may take."""

    mix = forms.ChoiceField(
        label=_("What matters most in a group?"),
        choices=_choices(Mix),
        widget=forms.RadioSelect,
        initial=Mix.WIDEST,
    )
    effort = forms.ChoiceField(
        label=_("How long may it take?"),
        choices=_choices(Effort),
        widget=forms.RadioSelect,
        initial=Effort.QUICK,
    )

    def wish(self) -> Wish:
        """What was asked."""
        return Wish(mix=self.cleaned_data["mix"], effort=self.cleaned_data["effort"])
