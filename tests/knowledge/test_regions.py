"""A Kreis lies in its Region and Regierungsbezirk."""

from knowledge.content_files import Content
from knowledge.regions import RegionTree
from knowledge.schema import Region
from tests.knowledge.knowledge_samples import REGIONS

TREE = RegionTree(REGIONS)


def name_of(region: Region | None) -> str | None:
    return region.id if region else None


def test_it_finds_the_region_of_an_area() -> None:
    assert name_of(TREE.region_of("kreis-hier")) == "oberland"
    assert name_of(TREE.region_of("oberland")) == "oberland"
    assert TREE.region_of("bezirk-nord") is None
    assert TREE.region_of("mond") is None


def test_an_area_is_within_itself_and_what_is_around_it() -> None:
    assert all(TREE.is_within("kreis-hier", other) for other in ("kreis-hier", "oberland", "bezirk-nord"))
    assert not TREE.is_within("oberland", "kreis-hier")
    assert not TREE.is_within("kreis-hier", "unterland")
    assert not TREE.is_within("mond", "mond")


def test_it_knows_which_areas_there_are() -> None:
    assert "oberland" in TREE
    assert "mond" not in TREE
    assert name_of(TREE.get("kreis-dort")) == "kreis-dort"
    assert TREE.get("mond") is None


def test_every_real_kreis_lies_in_a_region_and_a_regierungsbezirk(content: Content) -> None:
    regions = [entry for entry in content.entries.values() if isinstance(entry, Region)]
    tree = RegionTree(regions)
    paths = [[area.level for area in tree.path(region.id)] for region in regions if region.level == "kreis"]
    assert paths == [["kreis", "region", "regierungsbezirk"]] * 44
