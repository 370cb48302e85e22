"""Links to video calls: whose they are, and a new one on an organisation's own server."""

from secrets import token_hex
from urllib.parse import urlsplit

# A host that ends so belongs to the service.
SERVICES = {
    "zoom.us": "Zoom",
    "zoom.com": "Zoom",
    "zoomgov.com": "Zoom",
    "teams.microsoft.com": "Microsoft Teams",
    "teams.microsoft.us": "Microsoft Teams",
    "teams.live.com": "Microsoft Teams",
    "teams.cloud.microsoft": "Microsoft Teams",
    "meet.google.com": "Google Meet",
    "meet.jit.si": "Jitsi",
    "8x8.vc": "Jitsi",
}


def service_of(link: str, own_server: str = "") -> str:
    """Return the name of the service that a link opens; of an unknown one, its host."""
    host = _host(link)
    if own_server and host == _host(own_server):
        return "Jitsi"
    known = (name for end, name in SERVICES.items() if host == end or host.endswith(f".{end}"))
    return next(known, host)


def new_call(server: str) -> str:
    """Return a link to a room on a Jitsi server that nobody can guess (128 bits)."""
    return f"{server.rstrip('/')}/{token_hex(16)}"


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").rstrip(".")
    except ValueError:
        return ""
