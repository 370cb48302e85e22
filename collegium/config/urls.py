"""Every address."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from collegium.config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path(".well-known/security.txt", views.whom_to_tell, name="security_txt"),
    path("language/", set_language, name="set_language"),
    path("", include("collegium.people.urls")),
    path("", include("collegium.groups.urls")),
    path("", include("collegium.meetings.urls")),
    path("", include("collegium.practice.urls")),
    path("", include("collegium.library.urls")),
    path("", include("collegium.insights.urls")),
    path("", include("collegium.rights.urls")),
    path("", include("collegium.mailing.urls")),
    path("", include("collegium.people.sign_in_urls")),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", include("collegium.config.demo.urls")),
        path("ui/", include("collegium.ui.urls")),
    ]
