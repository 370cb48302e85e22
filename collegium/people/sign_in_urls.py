"""The addresses of signing in and out, under the names by which django-allauth calls them."""

from django.urls import path

from collegium.people import sign_in
from collegium.people.views import by_saml, factors, signing, signing_on

urlpatterns = [
    path("sign-in/", sign_in.ask_code, name="account_login"),
    path("sign-in/", sign_in.ask_code, name="account_request_login_code"),
    path("sign-in/code/", sign_in.enter_code, name="account_confirm_login_code"),
    path("sign-in/second/", sign_in.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", sign_in.by_passkey, name="mfa_login_webauthn"),
    path("sign-in/again/", factors.again, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", factors.again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("me/signing-in/", signing.mine, name="mfa_index"),
    path("me/signing-in/", signing.mine, name="mfa_deactivate_totp"),
    path("me/signing-in/app/", factors.add_app, name="mfa_activate_totp"),
    path("me/signing-in/passkey/", factors.add_passkey, name="mfa_add_webauthn"),
    path("me/signing-in/codes/", factors.codes, name="mfa_view_recovery_codes"),
    path("sign-in/with/<uuid:organisation_id>/", signing_on.start, name="sign_on_start"),
    path("sign-in/saml/<uuid:organisation_id>/", by_saml.back, name="sign_on_saml"),
    path(
        "sign-in/saml/<uuid:organisation_id>/metadata/", by_saml.metadata, name="sign_on_metadata"
    ),
    path("sign-in/back/<uuid:organisation_id>/", signing_on.back, name="sign_on_back"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
]
