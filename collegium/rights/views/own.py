"""What is kept about me, to read and to take along."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from collegium.people.http import PersonRequest
from collegium.people.signing.fresh import fresh_sign_in_required
from collegium.rights.actions.taking import note_taken
from collegium.rights.archive import everything_about
from collegium.rights.queries.kept import kept_in


@require_GET
def kept(request: PersonRequest) -> HttpResponse:
    """What, what for, how long, and who sees it."""
    context = {"kept": kept_in(request.user.organisation_id)}
    return render(request, "rights/kept_page.html", context)


@require_POST
@fresh_sign_in_required
def everything(request: PersonRequest) -> StreamingHttpResponse:
    """Everything about me as one file, made while it is fetched and stored nowhere."""
    now = timezone.now()
    note_taken(request.user, now=now)
    pieces = everything_about(request.user, now=now)
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="everything-about-me.zip"'
    answer["Cache-Control"] = "no-store"
    return answer
