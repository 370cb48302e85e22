import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import translation

PAGES = ["/form", "/room", "/out", "/ui/gallery/"]


@pytest.fixture
def site(tiny_site: None) -> Client:  # noqa: ARG001  a fixture wanted for its effect
    return Client()


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_heading_one_main_part_and_a_way_to_skip_to_it(
    site: Client, address: str
) -> None:
    html = text(site, address)
    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert html.index('href="#main"') < html.index('<main id="main"')


@pytest.mark.parametrize("address", PAGES)
def test_no_page_carries_inline_styles_or_scripts(site: Client, address: str) -> None:
    html = text(site, address)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)


def test_the_header_shows_where_one_is_and_what_waits(site: Client) -> None:
    html = text(site, "/form")
    assert re.search(r'<a href="/form" aria-current="page">', html)
    assert re.search(r'<a href="/library">', html)
    assert '<span class="count">2<' in html
    assert "Northwind" in html
    assert 'href="/buddy"' in html


@pytest.mark.parametrize("address", ["/form", "/room"])
def test_one_can_sign_out_on_every_page(site: Client, address: str) -> None:
    assert '<form method="post" action="/out" data-sign-out>' in text(site, address)


def test_one_signs_out_by_post_only(site: Client) -> None:
    html = text(site, "/form")
    assert '<form method="post" action="/out" data-sign-out>' in html
    assert 'href="/out"' not in html


def test_the_room_has_no_navigation(site: Client) -> None:
    html = text(site, "/room")
    assert "<nav" not in html
    assert "Group A" in html


def test_scripts_carry_the_nonce_of_the_policy(site: Client) -> None:
    answer = site.get("/form")
    nonces = set(re.findall(r'nonce="([^"]+)"', answer.content.decode()))
    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name", ["404.html", "403.html", "500.html", "ui/page.html", "ui/room.html"]
)
def test_pages_stand_without_any_context(name: str) -> None:
    html = render_to_string(name)
    assert 'lang="en"' in html
    assert "Collegium" in html
    assert "data-reader" not in html


def test_a_page_says_its_language_and_direction() -> None:
    with translation.override("de"):
        assert '<html lang="de" dir="ltr"' in render_to_string("500.html")
        assert "Bei uns ist etwas kaputtgegangen" in render_to_string("500.html")
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl"' in render_to_string("500.html")


@pytest.mark.parametrize(
    ("level", "kind"),
    [("error", "notice-bad"), ("warning", "notice-warn"), ("success", "notice-good")],
)
def test_a_message_never_speaks_by_colour_alone(level: str, kind: str) -> None:
    html = render_to_string("ui/_messages.html", {"messages": [{"level_tag": level}]})
    assert kind in html
    assert 'role="img"' in html


def test_the_gallery_is_closed_outside_the_demo(site: Client) -> None:
    assert site.get("/ui/gallery/").status_code == 200
    with override_settings(DEMO=False, DEBUG=False):
        assert site.get("/ui/gallery/").status_code == 404


def test_every_style_sheet_of_the_folder_is_linked_and_in_a_layer() -> None:
    from pathlib import Path

    import collegium.ui

    sheets = sorted((Path(collegium.ui.__file__).parent / "static/ui/css").glob("*.css"))
    links = render_to_string("ui/_styles.html")
    for sheet in sheets:
        assert f"ui/css/{sheet.name}" in links
        assert "@layer" in sheet.read_text()
