"""What a pool's story tells of supports, and of money that has lapsed: over the audit's story, with nothing running."""

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
