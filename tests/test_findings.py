"""Findings as people and machines get them, and what a ceiling leaves of them."""

from __future__ import annotations

import json
from typing import Any

from briefgen.errors import Diagnostic, Place
from briefgen.findings import Withheld, as_github, as_json, as_sarif, as_text, within
from briefgen.vocabulary import Marking, Severity

QUOTE = Diagnostic(
    "quote-not-found",
    "`quote` of `invited-troops` is not in the text",
    Place("seeds/sources/kz/policy-note.yaml", ("annotations", 0, "quote"), 41, 12),
    hint='the nearest passage is "2,500 Russian soldiers" (97 %)',
    marking=Marking.CLEAR,
)
SECRET = Diagnostic(
    "withheld-dissent",
    "readers print `a` without `secret`",
    Place("seeds/sources/kz/secret.yaml", ("annotations", 0), 3, 5),
    Severity.WARNING,
    marking=Marking.AMBER,
)
UNREAD = Diagnostic(
    "marking-unknown", "`TLP:WHITE` is no marking", Place("seeds/sources/kz/odd.yaml", (), 2, 1)
)
LINE = "    quote: 2,400 Russian soldiers were invited"


def no_line(_: Place) -> str:
    return ""


def test_text_gives_place_message_line_caret_and_hint() -> None:
    assert as_text(within([QUOTE]), lambda _: LINE) == (
        "seeds/sources/kz/policy-note.yaml:41:12: error[quote-not-found]: "
        "`quote` of `invited-troops` is not in the text\n"
        "  41 |     quote: 2,400 Russian soldiers were invited\n"
        "     |            ^\n"
        '\n  hint: the nearest passage is "2,500 Russian soldiers" (97 %)\n'
        "\n"
        "1 error, 0 warnings\n"
    )


def test_text_without_a_line_has_no_excerpt() -> None:
    text = as_text(within([SECRET, QUOTE]), no_line)
    assert text.startswith(
        "seeds/sources/kz/secret.yaml:3:5: warning[withheld-dissent]: "
        "readers print `a` without `secret`\n\nseeds/"
    )
    assert text.endswith("(97 %)\n\n1 error, 1 warning\n")


def test_what_stands_in_no_file_begins_with_its_severity() -> None:
    fault = Diagnostic("usage", "there is no claim `toll`", Place(""), marking=Marking.CLEAR)
    assert as_text(within([fault]), no_line).startswith("error[usage]: there is no claim `toll`\n")


def test_a_long_line_is_cut_around_its_caret() -> None:
    place = Place("a.yaml", (), 7, 251)
    found = Diagnostic("hedge", "x", place, marking=Marking.CLEAR)
    _, excerpt, caret, *_ = as_text(within([found]), lambda _: "-" * 250 + "X" * 50).split("\n")
    assert excerpt[caret.index("^")] == "X"
    assert excerpt[caret.index("^") - 1] == "-"
    assert len(excerpt) < 120


def test_a_tab_before_the_caret_is_kept() -> None:
    found = Diagnostic("hedge", "x", Place("a.yaml", (), 7, 3), marking=Marking.CLEAR)
    assert "  7 | \t-x\n    | \t ^" in as_text(within([found]), lambda _: "\t-x")


def test_nothing_found_is_said() -> None:
    assert as_text(within([]), no_line) == "no findings\n"


def test_a_ceiling_cuts_to_code_and_count() -> None:
    cut = within([SECRET, QUOTE, SECRET, UNREAD], Marking.GREEN)
    assert cut.shown == (QUOTE,)
    assert cut.withheld == (Withheld("withheld-dissent", Severity.WARNING, 2),)
    assert (cut.n_errors, cut.n_warnings) == (2, 2)
    asked: list[Place] = []

    def read_line(place: Place) -> str:
        asked.append(place)
        return LINE

    told = [as_text(cut, read_line), as_json(cut), as_sarif(cut, "1.0.0"), as_github(cut)]
    assert asked == [QUOTE.place]
    for text in told:
        assert "secret" not in text
        assert "WHITE" not in text
        assert "withheld-dissent" in text
        assert "2 findings above TLP:GREEN" in text or '"count": 2' in text
        assert "odd.yaml" in text
        assert "marking-unknown" in text


def test_at_the_highest_ceiling_nothing_is_cut() -> None:
    whole = within([SECRET, QUOTE, UNREAD])
    assert whole.shown == (SECRET, QUOTE, UNREAD)
    assert not whole.unread
    assert not whole.withheld


def test_json_gives_every_part() -> None:
    document = json.loads(as_json(within([QUOTE, UNREAD])))
    assert document["schema"] == 1
    assert (document["errors"], document["warnings"], document["withheld"]) == (2, 0, [])
    assert document["findings"][0] == {
        "code": "quote-not-found",
        "severity": "error",
        "file": "seeds/sources/kz/policy-note.yaml",
        "line": 41,
        "column": 12,
        "path": ["annotations", 0, "quote"],
        "message": QUOTE.message,
        "hint": QUOTE.hint,
        "marking": "TLP:CLEAR",
    }
    assert document["findings"][1]["marking"] is None


def test_github_commands_escape_what_would_end_them() -> None:
    found = Diagnostic(
        "hedge",
        "100 %\nof it",
        Place("a,b:c.yaml", (), 2, 1),
        Severity.WARNING,
        hint="mend",
        marking=Marking.CLEAR,
    )
    assert as_github(within([found])) == (
        "::warning file=a%2Cb%3Ac.yaml,line=2,col=1,title=hedge::100 %25%0Aof it%0Ahint: mend\n"
    )


# SARIF 2.1.0: what the standard requires of the objects that are used, section by section

REQUIRED = {
    "log": {"version", "runs"},
    "run": {"tool"},
    "driver": {"name"},
    "rule": {"id"},
    "result": {"message"},
}
ALLOWED = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "results", "columnKind"},
    "driver": {"name", "semanticVersion", "rules"},
    "rule": {"id", "shortDescription"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations"},
    "region": {"startLine", "startColumn"},
}


def has_shape(kind: str, value: dict[str, Any]) -> bool:
    return REQUIRED.get(kind, set()) <= value.keys() <= ALLOWED[kind]


def test_sarif_has_the_shape_of_the_standard() -> None:
    plain = Diagnostic("no-seeds", "x", Place("a b/ö.yaml"), marking=Marking.CLEAR)
    log = json.loads(as_sarif(within([QUOTE, SECRET, UNREAD, plain], Marking.CLEAR), "1.2.3"))
    assert has_shape("log", log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert has_shape("run", run)
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    assert has_shape("driver", driver)
    assert driver["semanticVersion"] == "1.2.3"
    assert all(has_shape("rule", rule) for rule in driver["rules"])
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for result in run["results"]:
        assert has_shape("result", result)
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        for location in result.get("locations", ()):
            physical = location["physicalLocation"]
            uri = physical["artifactLocation"]["uri"]
            assert uri.isascii()
            assert " " not in uri
            region = physical.get("region", {"startLine": 1, "startColumn": 1})
            assert has_shape("region", region)
            assert min(region.values()) >= 1


def test_sarif_withholds_the_place_of_what_is_cut() -> None:
    log = json.loads(as_sarif(within([SECRET], Marking.CLEAR), "1.0.0"))
    (result,) = log["runs"][0]["results"]
    assert "locations" not in result
    assert result["message"]["text"] == "1 finding above TLP:CLEAR"


def test_a_rule_has_its_title_in_sarif() -> None:
    log = json.loads(as_sarif(within([QUOTE]), "1.0.0"))
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "a quote is not in the text"
