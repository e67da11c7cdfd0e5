"""Which Kreis lies in which Region and Regierungsbezirk."""

from collections.abc import Iterable

from knowledge.schema import Region


class RegionTree:
    """The regions by id. An id that is unknown lies nowhere and contains nothing."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._regions = {region.id: region for region in regions}
        # Matching asks for it thousands of times for one question.
        self._within = {area_id: frozenset(area.id for area in self.path(area_id)) for area_id in self._regions}

    def __contains__(self, area_id: object) -> bool:
        return area_id in self._regions

    def get(self, area_id: str) -> Region | None:
        """Return the Kreis, Region or Regierungsbezirk."""
        return self._regions.get(area_id)

    def of_level(self, level: str) -> tuple[str, ...]:
        """Return the ids of all Kreise, Regionen or Regierungsbezirke, in the order of the alphabet."""
        return tuple(sorted(area.id for area in self._regions.values() if area.level == level))

    def path(self, area_id: str) -> tuple[Region, ...]:
        """Return the area and everything that it lies in, from small to large."""
        found: list[Region] = []
        area = self._regions.get(area_id)
        while area is not None:
            found.append(area)
            area = self._regions.get(area.parent or "")
        return tuple(found)

    def region_of(self, area_id: str) -> Region | None:
        """Return the Region of a Kreis, or the Region itself; None for a Regierungsbezirk."""
        return next((area for area in self.path(area_id) if area.level == "region"), None)

    def is_within(self, area_id: str, other_id: str) -> bool:
        """Whether the area is the other one or a part of it."""
        return other_id in self._within.get(area_id, ())
