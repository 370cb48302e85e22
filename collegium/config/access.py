"""The access table: every address of every app, and who may open it."""

from collegium.groups import access as groups
from collegium.insights import access as insights
from collegium.library import access as library
from collegium.mailing import access as mailing
from collegium.meetings import access as meetings
from collegium.people import access as people
from collegium.people.access import Table, Who, who
from collegium.practice import access as practice
from collegium.rights import access as rights

CONFIG: Table = {
    "healthz": who(Who.ANYONE),
    "security_txt": who(Who.ANYONE),
    "demo": who(Who.ANYONE),
    "demo_sign_in": who(Who.ANYONE),
    "ui:gallery": who(Who.ANYONE),
    "set_language": who(Who.ANYONE),
    "home": who(Who.PERSON),
    "account_login": who(Who.ANYONE),
    "account_logout": who(Who.ANYONE),
    "account_request_login_code": who(Who.ANYONE),
    "account_confirm_login_code": who(Who.ANYONE),
    "mfa_authenticate": who(Who.ANYONE),
    "mfa_login_webauthn": who(Who.ANYONE),
    "sign_on_start": who(Who.ANYONE),
    "sign_on_back": who(Who.ANYONE),
    "sign_on_saml": who(Who.ANYONE),
    "sign_on_metadata": who(Who.ANYONE),
    "mfa_index": who(Who.PERSON),
    "mfa_deactivate_totp": who(Who.PERSON),
    "mfa_activate_totp": who(Who.KNOWN),
    "mfa_add_webauthn": who(Who.KNOWN),
    "mfa_view_recovery_codes": who(Who.KNOWN),
    "mfa_reauthenticate": who(Who.PERSON),
    "mfa_reauthenticate_webauthn": who(Who.PERSON),
}

TABLE: Table = {
    **CONFIG,
    **people.ADDRESSES,
    **groups.ADDRESSES,
    **meetings.ADDRESSES,
    **practice.ADDRESSES,
    **library.ADDRESSES,
    **insights.ADDRESSES,
    **rights.ADDRESSES,
    **mailing.ADDRESSES,
}
