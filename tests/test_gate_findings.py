"""What is told of faults, cut at a ceiling, tells nothing from above it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from marked import LADDER, Oracle, Raw, canaries, levels, library_of, raws

from briefgen.check import check
from briefgen.errors import Diagnostic
from briefgen.findings import as_github, as_json, as_sarif, as_text, within
from briefgen.vocabulary import Marking

Pick = Callable[[Any], Any]
Fault = Callable[[Raw, Pick], None]


def spans(raw: Raw) -> list[Raw]:
    return [found for source in raw["sources"].values() for found in source["annotations"]]


def items(raw: Raw) -> list[Raw]:
    return list(Oracle(raw, "desk").items())


def typo(key: str) -> str:
    """Nearly a key, and no word of any library."""
    return f"{key[:-1]}0"


# Faults


def unknown_citation(raw: Raw, pick: Pick) -> None:
    pick(items(raw))["text"] += f" [@{typo(pick(spans(raw))['id'])}]"


def malformed_citation(raw: Raw, pick: Pick) -> None:
    pick(items(raw))["text"] += " [@one two three"


def unknown_because(raw: Raw, pick: Pick) -> None:
    pick(raw["brief"]["judgments"])["because"] += [typo(pick(spans(raw))["id"])]


def unknown_claim(raw: Raw, pick: Pick) -> None:
    raw["brief"]["claims"][typo(pick(spans(raw))["id"])] = {"priority": 1}


def unlisted_claim(raw: Raw, pick: Pick) -> None:
    keys = [pick(spans(raw))["id"] for _ in range(3)]
    raw["brief"]["fields"]["own"]["claims"] = [*keys, typo(keys[0])]


def unknown_target(raw: Raw, pick: Pick) -> None:
    found = pick(spans(raw))
    for key in ("field", "supports", "updates", "claim", "wording", "tearline"):
        found.pop(key, None)
    found |= {"disputes": typo(pick(spans(raw))["id"]), "claim": "It is not so."}


def wrong_target(raw: Raw, pick: Pick) -> None:
    found, other = pick(spans(raw)), pick(spans(raw))
    for key in ("field", "supports", "disputes"):
        found.pop(key, None)
    found |= {"updates": other["id"], "claim": found.get("claim", "It is so.")}


def unknown_actor(raw: Raw, pick: Pick) -> None:
    pick(spans(raw))["actors"] = [typo(pick(list(raw["brief"]["actors"])))]


def unknown_place(raw: Raw, pick: Pick) -> None:
    pick(spans(raw))["where"] = typo(pick(list(raw["project"]["places"])))


def unknown_audience(raw: Raw, pick: Pick) -> None:
    pick([*spans(raw), *items(raw)])["only"] = ["desks"]


def unknown_field(raw: Raw, pick: Pick) -> None:
    pick([a for a in spans(raw) if "field" in a])["field"] = "owned"


def unknown_judgment(raw: Raw, pick: Pick) -> None:
    judgment = pick(raw["brief"]["judgments"])
    pick(raw["brief"]["watch"])["judgment"] = typo(judgment["id"])


def one_id_for_two(raw: Raw, pick: Pick) -> None:
    pick(spans(raw))["id"] = pick(spans(raw))["id"]


def one_id_for_two_items(raw: Raw, pick: Pick) -> None:
    kind = pick(["judgments", "options", "watch"])
    pick(raw["brief"][kind])["id"] = pick(raw["brief"][kind])["id"]


def one_name_for_two_sources(raw: Raw, pick: Pick) -> None:
    path = pick(list(raw["sources"]))
    raw["sources"][path.replace("brief/", "elsewhere/")] = raw["sources"].pop(path)
    raw["sources"][path] = pick(list(raw["sources"].values())) | {"annotations": []}
    raw["brief"]["sources"] = ["brief/*", "elsewhere/*"]


def quote_not_found(raw: Raw, pick: Pick) -> None:
    source = pick(list(raw["sources"].values()))
    quote = pick(source["annotations"])["quote"]
    source["text"] = source.get("text", quote).replace(quote, f"{quote[:-6]}altered.")


def quote_twice(raw: Raw, pick: Pick) -> None:
    source = pick(list(raw["sources"].values()))
    source["text"] = "\n".join([pick(source["annotations"])["quote"]] * 2)


def text_changed(raw: Raw, pick: Pick) -> None:
    pick(list(raw["sources"].values()))["sha256"] = "0" * 64


def too_new(raw: Raw, pick: Pick) -> None:
    pick(list(raw["sources"].values()))["issued"] = "2023-01-01"


def tearline_too_high(raw: Raw, pick: Pick) -> None:
    words = {"id": "torn-too-high", "marking": LADDER[4], "claim": "Something."}
    pick([a for a in spans(raw) if "claim" in a])["tearline"] = words


def tearline_of_item_too_high(raw: Raw, pick: Pick) -> None:
    pick(items(raw))["tearline"] = {"marking": LADDER[4], "text": "Something."}


def no_descriptor(raw: Raw, pick: Pick) -> None:
    pick(list(raw["sources"].values())).pop("descriptor", None)


def below_brief(raw: Raw, pick: Pick) -> None:
    raw["brief"]["marking"] = LADDER[3]


def misspelt_name(raw: Raw, pick: Pick) -> None:
    also = pick(list(raw["brief"]["actors"].values()))["also"][0]
    found = pick([*spans(raw), *items(raw)])
    key = "claim" if "claim" in found else "text" if "text" in found else "translation"
    found[key] = f"{also} said so."


def strange_acronym(raw: Raw, pick: Pick) -> None:
    found = pick([*[a for a in spans(raw) if "claim" in a], *items(raw)])
    found["claim" if "claim" in found else "text"] += " The QQQ did."


def figures(raw: Raw, pick: Pick) -> None:
    found = pick([*[a for a in spans(raw) if "claim" in a], *items(raw)])
    found["claim" if "claim" in found else "text"] += " They were 4,711."


def unmatched_pattern(raw: Raw, pick: Pick) -> None:
    raw["brief"]["sources"] = ["brief/*", typo(pick(list(raw["sources"])))]


def nobodys_source(raw: Raw, pick: Pick) -> None:
    raw["brief"]["sources"] = [path for path in raw["sources"] if pick([True, False])] or ["none"]


def final(raw: Raw, pick: Pick) -> None:
    raw["brief"] |= {"status": "final", "stale_after_days": 1}


FAULTS: tuple[Fault, ...] = (
    unknown_citation, malformed_citation, unknown_because, unknown_claim, unlisted_claim,
    unknown_target, wrong_target, unknown_actor, unknown_place, unknown_audience, unknown_field,
    unknown_judgment, one_id_for_two, one_id_for_two_items, one_name_for_two_sources,
    quote_not_found, quote_twice, text_changed, too_new, tearline_too_high,
    tearline_of_item_too_high, no_descriptor, below_brief, misspelt_name, strange_acronym, figures,
    unmatched_pattern, nobodys_source, final,
)  # fmt: skip


def told(found: tuple[Diagnostic, ...], ceiling: Marking) -> str:
    cut = within(found, ceiling)
    texts = [as_text(cut, lambda _: ""), as_json(cut), as_sarif(cut, "1"), as_github(cut)]
    return "\n".join(texts)


@pytest.mark.parametrize("fault", FAULTS)
def test_findings_tell_nothing_from_above_the_ceiling_they_are_cut_at(fault: Fault) -> None:
    n_found = []

    @settings(
        max_examples=12,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(raws(), st.data())
    def hold(raw: Raw, data: st.DataObject) -> None:
        broken = copy.deepcopy(raw)
        fault(broken, lambda choices: data.draw(st.sampled_from(choices)))
        found = check(library_of(broken), ["brief"])
        n_found.append(len(found))
        level = levels(broken)
        for rank, marking in enumerate(Marking):
            if marking is not Marking.RED:
                above = {w for w in canaries(told(found, marking)) if level.get(w, 0) > rank}
                assert not above, (above, [one for one in found if above & canaries(str(one))])

    hold()
    assert any(n_found)
