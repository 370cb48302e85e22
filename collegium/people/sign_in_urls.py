"""The addresses of signing in and out, under the names by which django-allauth calls them."""

from django.urls import path

from collegium.people import sign_in

urlpatterns = [
    path("sign-in/", sign_in.ask_code, name="account_login"),
    path("sign-in/", sign_in.ask_code, name="account_request_login_code"),
    path("sign-in/code/", sign_in.enter_code, name="account_confirm_login_code"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
]
