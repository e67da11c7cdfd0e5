"""What an entry of the knowledge store looks like, one model per kind.

The models validate the YAML under ``knowledge/content/`` and the rows of the store alike. Field names are
English, field contents German. Amounts are in euros, limits are inclusive.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, TypeAdapter

from knowledge.schema.availability import Availability
from knowledge.schema.cluster import Cluster, ClusterActivity
from knowledge.schema.course import Audience, Course
from knowledge.schema.entry import Confidence, Entry, Source, Status, Strict
from knowledge.schema.faq import Faq
from knowledge.schema.fields import INVISIBLE, EntryId, TermId, Text, first_day, last_day
from knowledge.schema.funding import Funding, Help, Purpose, Stage
from knowledge.schema.glossary import Glossary
from knowledge.schema.region import Place, Region
from knowledge.schema.taxonomy import Taxonomy, Term

__all__ = [
    "ENTRY",
    "INVISIBLE",
    "MODELS",
    "AnyEntry",
    "Audience",
    "Availability",
    "Cluster",
    "ClusterActivity",
    "Confidence",
    "Course",
    "Entry",
    "EntryId",
    "Faq",
    "Funding",
    "Glossary",
    "Help",
    "Place",
    "Purpose",
    "Region",
    "Source",
    "Stage",
    "Status",
    "Strict",
    "Taxonomy",
    "Term",
    "TermId",
    "Text",
    "first_day",
    "last_day",
]

AnyEntry = Annotated[Faq | Glossary | Cluster | Funding | Course | Region, Field(discriminator="kind")]
ENTRY: TypeAdapter[Faq | Glossary | Cluster | Funding | Course | Region] = TypeAdapter(AnyEntry)
MODELS: Mapping[str, type[Faq | Glossary | Cluster | Funding | Course | Region]] = {
    "faq": Faq,
    "glossary": Glossary,
    "cluster": Cluster,
    "funding": Funding,
    "course": Course,
    "region": Region,
}
"""The model of every kind."""
