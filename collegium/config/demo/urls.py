"""The addresses of the demo's own pages."""

from django.urls import path

from collegium.config.demo import views

urlpatterns = [
    path("", views.demo, name="demo"),
    path("sign-in/", views.demo_sign_in, name="demo_sign_in"),
]
