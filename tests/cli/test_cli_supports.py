"""What a pool's story tells of supports, and of what is its no more: over the audit's story, with nothing running."""

import pytest

from tests.cli.stand import Stand
from tests.unit.audit.story import tell


@pytest.fixture(scope="module")
def bundel(tmp_path_factory):
    stand = Stand(tmp_path_factory.mktemp("supports") / "data")
    stand.data.mkdir(parents=True, exist_ok=True)
    tell(stand.data)
    return stand


def test_a_pool_shows_its_supports_and_how_much_goes_under_each(bundel):
    told = bundel("show", "pool", "park").out
    assert "Steunverbanden" in told
    assert "eigen-groen" in told
    assert "t/m 31-12-2026" in told
    found = {one["support"]: one for one in bundel("show", "pool", "park", "--json").json["supports"]}
    assert [(one["standing"], one["used_cents"]) for one in found.values()] == [
        ("ended", 305),
        ("ended", 0),
        ("agreed", 70),
    ]


def test_a_pool_tells_what_lapsed_of_it(bundel):
    assert "Van welzijn-oud is € 5,00 vervallen aan het algemene resultaat." in bundel("show", "pool", "oud").out
    english = bundel("show", "pool", "oud", "--lang", "en").out
    assert "Of welzijn-oud € 5,00 lapsed to the general result." in english


def test_a_pool_tells_what_went_back_to_whom(bundel):
    told = bundel("show", "pool", "oud", "--all").out
    assert "back-to:woonstede" in told
    assert "Van zaal is € 0,40 teruggegeven aan woonstede." in told
    assert "Van zaal-fout gaat € 0,05 terug naar woonstede" in told
    english = bundel("show", "pool", "oud", "--lang", "en").out
    assert "Of zaal € 0,40 was given back to woonstede." in english


def test_a_closed_pool_says_so(bundel):
    told = bundel("show", "pool", "kort").out
    assert "Deze pot is gesloten op" in told
    assert "Van huur-kort gaat € 0,70 terug naar woonstede" in told
    assert bundel("show", "pool", "kort", "--json").json["pool"]["closed_on"] is not None
