"""A member's calendars: where busy times come from, and the feed of their sessions."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.meetings.actions import calendars as actions
from collegium.meetings.calendars.feeds import address_of, feed_at, feed_text
from collegium.meetings.forms.calendar import CalendarSourceForm
from collegium.meetings.models import CalendarForm
from collegium.meetings.queries.calendars import calendar_of, feed_sessions
from collegium.meetings.words.calendars import problem
from collegium.people.http import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: PersonRequest) -> HttpResponse:
    """See what is known of my calendar, and name one."""
    form = CalendarSourceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        actions.name_calendar(
            request.user,
            form=CalendarForm(said["form"]),
            address=said["address"],
            user=said["user"],
            password=said["password"],
            now=timezone.now(),
        )
        messages.success(request, _("Your calendar is asked within a minute."))
        return redirect("meetings:my_calendar")
    found, feed = calendar_of(request.user), actions.feed_of(request.user)
    context = {
        "form": form,
        "calendar": found,
        "problem": problem(found.problem) if found and found.problem else "",
        "feed": address_of(feed) if feed else "",
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/my_calendar.html", context, status=status)


@require_POST
def forget(request: PersonRequest) -> HttpResponse:
    """Forget my calendar."""
    actions.forget_calendar(request.user)
    messages.success(request, _("Your calendar is forgotten, with all its times."))
    return redirect("meetings:my_calendar")


@require_POST
def ask_now(request: PersonRequest) -> HttpResponse:
    """Have my calendar asked again."""
    actions.ask_soon(request.user, now=timezone.now())
    messages.success(request, _("Your calendar is asked within a minute."))
    return redirect("meetings:my_calendar")


@require_POST
def feed_address(request: PersonRequest) -> HttpResponse:
    """Give my sessions a secret address, or another one."""
    actions.renew_feed(request.user)
    messages.success(request, _("Here is your address. One from before leads nowhere now."))
    return redirect("meetings:my_calendar")


@require_GET
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """My sessions, for a calendar that knows the secret address."""
    found, now = feed_at(token), timezone.now()
    if found is None:
        raise Http404
    with override(found.person.language):
        text = feed_text(feed_sessions(found, now=now), now=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
