"""The project, and the library: everything authored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from briefgen.models.audience import Audience
from briefgen.models.base import Country, Line, Model, NoFlag, Prose, Slug, Url
from briefgen.models.brief import Brief
from briefgen.models.source import Source
from briefgen.values import frozen


class GazetteerPlace(Model):
    """A place that claims can name."""

    name: Line
    """As the brief spells it."""
    lat: Annotated[float, Field(ge=-90, le=90), NoFlag]
    """Degrees north."""
    lon: Annotated[float, Field(ge=-180, le=180), NoFlag]
    """Degrees east."""
    country: Country | None = None
    """ISO 3166 code."""


class Project(Model):
    """What holds for all briefs of a desk; every key is optional."""

    desk: Line | None = None
    """The desk's name, for mastheads and feeds."""
    url: Url | None = None
    """Where output/ is published; feeds need it, and pages name themselves by it."""
    contact: Line | None = None
    """Whom to ask, where a brief does not say."""
    ignore: Mapping[Slug, Prose] = Field(default_factory=dict)
    """Warnings that this project does not want: rule code -> why."""
    world_view: Literal["UN"] = "UN"
    """Whose boundaries the locator map draws."""
    places: Mapping[Slug, GazetteerPlace] = Field(default_factory=dict)
    """The gazetteer: id -> place."""


@frozen
class Library:
    """Everything authored, read: each mapping is in the order of its files' names."""

    project: Project
    sources: Mapping[str, Source]
    """By path under sources/ without the ending: `kazakhstan-2022/policy-note`."""
    briefs: Mapping[str, Brief]
    """By id."""
    audiences: Mapping[str, Audience]
    """By id; the shipped ones, overridden by the project's own."""
    files: Mapping[str, str]
    """Where each was read: `sources/<path>`, `briefs/<id>`, `audiences/<id>`, `project` -> file;
    `texts/<file of a source>` -> the file of its text."""


SEED_MODELS: Mapping[str, type[Model]] = {
    "source": Source,
    "brief": Brief,
    "audience": Audience,
    "project": Project,
}
"""The kinds of seed file, for reading and for JSON Schemas."""


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each kind of seed file with its JSON Schema."""
    for kind, model in SEED_MODELS.items():
        yield kind, model.model_json_schema()
