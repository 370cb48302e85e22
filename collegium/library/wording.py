"""What the parts of a story and the guard's suspicions are called."""

from django.utils.translation import gettext_lazy as _

from collegium.domain.disclosure import Kind

PARTS = {
    "situation": _("What was going on"),
    "did": _("What I did"),
    "happened": _("What happened"),
    "now": _("What I would do now"),
}

WHATS = {
    "failure": _("Something that did not work"),
    "win": _("Something that worked"),
    "technique": _("Technique"),
    "resource": _("Resource"),
    "challenge": _("Open challenge"),
}

SUSPICIONS = {
    Kind.OWN: _("a customer, product or project"),
    Kind.NAME: _("a name"),
    Kind.PLACE: _("a place or group"),
    Kind.ROLE: _("a department or role"),
    Kind.DATE: _("a date"),
    Kind.FIGURE: _("a figure"),
    Kind.ADDRESS: _("an address"),
}
