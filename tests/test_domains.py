"""Links by kind of site."""

from datetime import date

import pytest

from dashboard.metrics.domains import DOMAINS, LINKED, domains, links, listed
from dashboard.school import School
from dashboard.selection import Period
from tests.posted import START, messages_of

SCHOOL = School(
    school_domains=("www.School.example", "etsy.com"),
    allowed_domains=("portal.example", "school.example", "doodle.com"),
)
DAY = 86_400


def linked(text: str, **more: object) -> list[tuple[str, str]]:
    return links(messages_of({"text": text, **more}), SCHOOL).select("domain", "kind").rows()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("https://www.school.example/a?b=1#c", ("school.example", "school")),
        ("HTTPS://News.SCHOOL.example", ("news.school.example", "school")),
        ("https://portal.example/x", ("portal.example", "allowed")),
        ("https://notportal.example/x", ("notportal.example", "other")),
        ("https://portal.example.evil.test/x", ("portal.example.evil.test", "other")),
        ("https://evil.test/portal.example/", ("evil.test", "other")),
        ("https://evil.test/?to=https://portal.example", ("evil.test", "other")),
        ("https://portal.example@evil.test/", ("evil.test", "other")),
        ("https://portal.example:8443/x", ("portal.example", "allowed")),
        ("https://portal.example./x", ("portal.example", "allowed")),
        ("https://portal.example?x=1", ("portal.example", "allowed")),
        ("https://my.doodle.com/x", ("my.doodle.com", "allowed")),  # allowed goes before sign-up
        ("https://etsy.com/x", ("etsy.com", "school")),  # the school's goes before shops
        ("forms.gle/a1", ("forms.gle", "sign_up")),
        ("https://docs.google.com/forms/d/1", ("docs.google.com", "sign_up")),
        ("https://docs.google.com/forms", ("docs.google.com", "sign_up")),
        ("https://docs.google.com/formsheet", ("docs.google.com", "other")),
        ("https://docs.google.com/document/d/1", ("docs.google.com", "other")),
        ("https://www.eventbrite.co.uk/e/1", ("eventbrite.co.uk", "sign_up")),
        ("https://www.amazon.de/dp/1", ("amazon.de", "shop")),
        ("https://amazon.com.br/dp/1", ("amazon.com.br", "shop")),
        ("https://amazon.evil.test/dp/1", ("amazon.evil.test", "other")),
        ("https://notamazon.de/dp/1", ("notamazon.de", "other")),
        ("www.justgiving.com/x, thanks", ("justgiving.com", "shop")),
        ("WWW.VINTED.FR", ("vinted.fr", "shop")),
        ("(see https://bbc.co.uk/a).", ("bbc.co.uk", "other")),
    ],
)
def test_a_link_is_of_the_first_kind_that_fits_and_its_site_alone_is_kept(text: str, answer: tuple[str, str]) -> None:
    assert linked(text) == [answer]


@pytest.mark.parametrize("text", ["and/or", "See you", "www", "https://", "half past 3.30/4", ""])
def test_texts_without_a_link_have_none(text: str) -> None:
    assert linked(text) == []


def test_each_link_counts_as_often_as_it_is_written() -> None:
    assert linked("https://bbc.co.uk/a https://bbc.co.uk/a forms.gle/b") == [
        *[("bbc.co.uk", "other")] * 2,
        ("forms.gle", "sign_up"),
    ]


@pytest.mark.parametrize(
    ("kind", "links_found"), [("media", 1), ("location", 0), ("poll", 0), ("deleted", 0), ("notice", 0)]
)
def test_links_count_in_texts_and_captions_alone(kind: str, links_found: int) -> None:
    assert len(linked("https://bbc.co.uk/a", kind=kind)) == links_found


def test_a_school_that_says_nothing_of_its_sites_has_none() -> None:
    told = links(messages_of({"text": "https://portal.example/x"}), School())
    assert told.rows() == [("A", START, "portal.example", "other")]
    assert told.schema == LINKED


def test_sites_are_counted_in_a_period_the_most_linked_first() -> None:
    texts = [
        ("https://bbc.co.uk/a", 0),
        ("https://etsy.com/a", 0),
        ("https://etsy.com/b", DAY),
        ("https://bbc.co.uk", -DAY),
    ]
    told = links(messages_of(*({"text": text, "seconds": seconds} for text, seconds in texts)), SCHOOL)
    counted = domains(told, Period("", date(2026, 3, 2), date(2026, 3, 3)))
    assert counted.rows() == [("A", "etsy.com", "school", 2), ("A", "bbc.co.uk", "other", 1)]
    assert counted.schema == DOMAINS


def test_the_file_has_two_lists_of_sites_in_small_letters_without_www_and_none_twice() -> None:
    sites = [site for each in listed().values() for site in each]
    assert {*listed()} == {"sign_up", "shop"}
    assert [site for site in sites if site != site.lower().strip() or site.startswith("www.") or "://" in site] == []
    assert len(sites) == len({*sites})


@pytest.mark.parametrize("kind", ["sign_up", "shop"])
def test_every_site_of_the_file_is_found(kind: str) -> None:
    addresses = {site: f"https://www.{site.replace('.*', '.co.uk')}/x" for site in listed()[kind]}
    missed = [
        site
        for site, address in addresses.items()
        if [found for _, found in links(messages_of({"text": address}), School()).select("domain", "kind").rows()]
        != [kind]
    ]
    assert missed == []
