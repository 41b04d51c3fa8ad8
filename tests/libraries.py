"""Small libraries made by hand, for the tests of what is asked of a library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefgen import parts
from briefgen.clearance.clear import clear
from briefgen.dossier import assemble
from briefgen.models.audience import Audience
from briefgen.models.brief import Brief
from briefgen.models.library import Library, Project
from briefgen.models.source import Source

CLEAR, GREEN, AMBER, RED = "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"

AUDIENCES: Mapping[str, Mapping[str, Any]] = {
    "public": {"title": "Public", "marking": CLEAR},
    "partners": {"title": "Partners", "marking": GREEN},
    "desk": {"title": "Desk", "marking": RED, "show": ["judgments", "dissent", "options"]},
}


def annotation(id_: str, **keys: Any) -> dict[str, Any]:
    """Return an annotation as YAML gives it: a claim of the situation, unless told otherwise."""
    claim = {} if "supports" in keys else {"claim": f"The claim of {id_}."}
    bears = {"supports", "disputes", "updates"} & keys.keys()
    field = {} if bears else {"field": "situation"}
    return {"id": id_, "quote": f"The words of {id_}.", **claim, **field, **keys}


def source(*annotations: Mapping[str, Any], **keys: Any) -> dict[str, Any]:
    """Return a source as YAML gives it, whose text holds every quote."""
    text = "\n".join(["Before.", *(str(found["quote"]) for found in annotations), "After."])
    return {
        "title": "A document",
        "marking": CLEAR,
        "text": text,
        "annotations": [dict(found) for found in annotations],
        **keys,
    }


def library(
    sources: Mapping[str, Mapping[str, Any]],
    brief: Mapping[str, Any] | None = None,
    audiences: Mapping[str, Mapping[str, Any]] = AUDIENCES,
    project: Mapping[str, Any] | None = None,
) -> Library:
    """Return a library of one brief, called `brief`, and its sources."""
    first = next((a["id"] for s in sources.values() for a in s["annotations"]), "none")
    plan: dict[str, Any] = {
        "title": "A brief",
        "as_of": "2022-01-24",
        "marking": CLEAR,
        "bottom_line": f"The bottom line [@{first}].",
        **(brief or {}),
    }
    found = {f"brief/{name}": Source.model_validate(dict(s)) for name, s in sources.items()}
    return Library(
        project=Project.model_validate(dict(project or {})),
        sources=found,
        briefs={"brief": Brief.model_validate(plan)},
        audiences={name: Audience.model_validate(dict(a)) for name, a in audiences.items()},
        files={
            "project": "seeds/project.yaml",
            "briefs/brief": "seeds/briefs/brief.yaml",
            **{f"sources/{path}": f"seeds/sources/{path}.yaml" for path in found},
            **{f"audiences/{name}": f"seeds/audiences/{name}.yaml" for name in audiences},
        },
    )


def cleared(made: Library, audience: str) -> parts.Cleared | None:
    """Return what an audience may see of the library's brief."""
    return clear(assemble(made, "brief"), made.audiences[audience], audience)


def seen(made: Library, audience: str) -> parts.Cleared:
    """Return what an audience sees of a brief that has an edition for it."""
    found = cleared(made, audience)
    assert found is not None
    return found
