"""Tells, from a process of its own, how an installation with an https address behaves."""

import asyncio
import json
import sys
from collections.abc import Mapping
from http.cookies import SimpleCookie
from io import StringIO
from types import MappingProxyType
from typing import Any, cast

import django
from django.conf import settings
from django.core.management import call_command

HOST = "collegium.example"


async def asked(
    application: Any,  # noqa: ANN401 - an ASGI application, however it is typed
    path: str,
    *,
    client: str,
    body: bytes = b"",
    headers: Mapping[str, str] = MappingProxyType({}),
) -> tuple[int, list[tuple[str, str]]]:
    """Ask an application for a page from a machine; return its status and headers."""
    sent: list[dict[str, Any]] = []
    named = {"host": HOST, "content-length": str(len(body)), **headers}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST" if body else "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": (client, 50000),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await application(scope, receive, send)
    start = sent[0]
    return start["status"], [(k.decode(), v.decode()) for k, v in start["headers"]]


async def answers() -> dict[str, Any]:
    """What the proxy and a stranger are told."""
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    from collegium.config.asgi import application

    whole = ProxyHeadersMiddleware(cast(Any, application), trusted_hosts=settings.TRUSTED_PROXY)
    said = {"x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.7"}
    form = {"content-type": "application/x-www-form-urlencoded"}
    found = {
        "proxy": await asked(whole, "/sign-in/", client="10.0.0.5", headers=said),
        "plain": await asked(whole, "/sign-in/", client="10.0.0.5"),
        "stranger": await asked(whole, "/sign-in/", client="10.0.0.6", headers=said),
        "disguised": await asked(
            whole, "/sign-in/", client="10.0.0.6", headers={"x_forwarded_proto": "https"}
        ),
        "health": await asked(whole, "/healthz", client="10.0.0.6"),
        **{
            path: await asked(whole, path, client="10.0.0.5")
            for path in ("/mail/receive/", "/calendar/x.ics", "/sign-in/saml/x/metadata/")
        },
        "language": await asked(
            whole, "/language/", client="10.0.0.5", body=b"language=de", headers=said | form
        ),
    }
    return {
        name: {"status": status, "headers": headers} for name, (status, headers) in found.items()
    }


def make_tables() -> None:
    """The few that the page of signing in looks into; all migrations would take seconds."""
    from django.db import connection

    from collegium.people.models import Organisation
    from collegium.people.signing.models import SignOn

    with connection.schema_editor() as editor:
        for model in (Organisation, SignOn):
            editor.create_model(model)


def main() -> None:
    """Print it all as JSON."""
    django.setup()
    out = StringIO()
    call_command("check", deploy=True, fail_level="WARNING", stdout=out, stderr=out)
    make_tables()
    names = [name for name in dir(settings) if name.endswith("_COOKIE_NAME")]
    told = {
        "check": out.getvalue(),
        "names": {name: getattr(settings, name) for name in names},
        **asyncio.run(answers()),
    }
    json.dump(told, sys.stdout)


def cookies(headers: list[list[str]]) -> SimpleCookie:
    """The cookies among some headers."""
    found = SimpleCookie()
    for name, value in headers:
        if name == "set-cookie":
            found.load(value)
    return found


if __name__ == "__main__":
    main()
