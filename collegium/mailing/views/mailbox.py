"""The demo's mailbox: what would have been sent, for anybody who tries the demo."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.http import content_disposition_header
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET

from collegium.mailing.models import DemoMail
from collegium.mailing.queries.mailbox import Opened, latest, opened

ALONE: Mapping[str, Collection[str] | str] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "sandbox": ["allow-popups"],
}


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """The latest mails."""
    _demo_only()
    return render(request, "mailing/mailbox.html", {"mails": latest()})


@require_GET
def mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """One mail: its words, and what came with it."""
    return render(request, "mailing/mail.html", {"mail": _opened(mail_id)})


@require_GET
@csp_override(ALONE)
def layout(_request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """One mail as a mail program lays it out, cut off from everything around it."""
    html = _opened(mail_id).html
    if not html:
        raise Http404
    return HttpResponse(html)


@require_GET
def attachment(_request: HttpRequest, mail_id: UUID, number: int) -> HttpResponse:
    """A file to save."""
    found = next((one for one in _opened(mail_id).attachments if one.number == number), None)
    if found is None:
        raise Http404
    response = HttpResponse(found.content, content_type=found.kind)
    named = content_disposition_header(True, found.name)
    response.headers["Content-Disposition"] = named
    return response


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


def _opened(mail_id: UUID) -> Opened:
    _demo_only()
    try:
        return opened(mail_id)
    except DemoMail.DoesNotExist:
        raise Http404 from None
