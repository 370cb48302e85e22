"""The one page of the design system itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from collegium.ui.gallery import gallery_context


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; only while developing and in the demo."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "ui/gallery.html", gallery_context())
