"""Addresses."""

from django.urls import path

from collegium.mailing.views import addresses, chat, links, mailbox, receiving, signals

app_name = "mailing"

MAIL = "mailbox/<uuid:mail_id>/"

urlpatterns = [
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path(MAIL, mailbox.mail, name="mail"),
    path(f"{MAIL}layout/", mailbox.layout, name="layout"),
    path(f"{MAIL}attachments/<int:number>/", mailbox.attachment, name="attachment"),
    path("mail/receive/", receiving.receive, name="receive"),
    path("m/<str:token>/", links.link, name="link"),
    path("organisation/chat/", chat.chat, name="chat"),
    path("organisation/chat/try/", chat.try_now, name="try_chat"),
    path("organisation/chat/forget/", chat.forget, name="forget_chat"),
    path("groups/", signals.facilitated, name="facilitated"),
    path("programmes/<uuid:programme_id>/signals/", signals.signals, name="signals"),
    path("people/addresses/", addresses.addresses, name="addresses"),
    path("people/addresses/<uuid:person_id>/again/", addresses.again, name="again"),
]
