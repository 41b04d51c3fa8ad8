"""Whatever a desk does, a build gives what a clean one would, and renders nothing for nothing.

The examples are the same in every run. `pytest --hypothesis-profile many` tries many others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
from desk import FOREIGN, HAPPENINGS, LEFT_BY_A_KILL, STILL, Desk, mend, open_desk
from edits import EDITS, QUIET
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from projects import Project, Ran

Tree = Mapping[str, bytes]
FRONT = ("index.html", "feed.xml")


def examples(n: int) -> settings:
    """The same examples in every run, unless many are asked for."""
    asked = settings()
    if settings.get_current_profile_name() == "many":
        return asked
    return settings(
        asked,
        max_examples=n,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def opened(project: Project, fonts: Path) -> Callable[[str], Desk]:
    """Begins anew in the project's folder, for the formats given."""
    return lambda formats: open_desk(project, fonts, formats)


@examples(4)
@given(st.data())
def test_an_incremental_build_equals_a_clean_one(
    opened: Callable[[str], Desk], data: st.DataObject
) -> None:
    at_work(opened("html,json"), data, n_steps=data.draw(st.integers(1, 6)))


@examples(2)
@given(st.data())
def test_so_it_does_with_pages(opened: Callable[[str], Desk], data: st.DataObject) -> None:
    desk = opened("html,pdf,json")
    desk.files["seeds/briefs/ferry.yaml"]["audiences"] = ["executive", "partners"]
    desk.save()
    at_work(desk, data, n_steps=2)


def at_work(desk: Desk, data: st.DataObject, n_steps: int) -> None:
    """Do some things, build, and look; over and over."""
    desk.build()
    for number in range(n_steps):
        was_broken = mend(desk)
        done = data.draw(st.lists(st.sampled_from(THINGS), min_size=1, max_size=3), "things")
        note(f"step {number}: {[act.__name__ for act in done]}")
        for act in done:
            do(desk, act, data)
        is_quiet = not was_broken and all(act in (*QUIET, *STILL) for act in done)
        look_at_a_build(desk, is_quiet=is_quiet)
    here, there = desk.check()
    assert (here.code, here.out, here.err) == (there.code, there.out, there.err)


THINGS: tuple[Callable[..., None], ...] = (*EDITS, *EDITS, *HAPPENINGS, *QUIET, *STILL)


def do(desk: Desk, act: Callable[..., None], data: st.DataObject) -> None:
    def pick(options: Any) -> Any:
        return data.draw(st.sampled_from(list(options)), act.__name__)

    if act in (*EDITS, *QUIET):
        desk.edit(act, pick)
    else:
        act(desk, pick)


def look_at_a_build(desk: Desk, *, is_quiet: bool) -> None:
    before, stats = desk.project.output(), desk.project.stats()
    ran, clean = desk.build(), desk.build_clean()
    after = desk.project.output()
    note(f"exit {ran.code}, rendered {ran.made}\n{ran.err}")
    assert (ran.code, ran.out, told(ran)) == (clean.code, clean.out, told(clean))
    if is_quiet:
        assert set(ran.made) <= failed(clean)
    require_right(
        before,
        after,
        desk.clean.output(),
        failed(clean),
        has_plan="edition pages claims left out" in told(ran),
    )
    require_untouched(desk, before, after, stats)
    again = desk.build()
    assert (again.code, again.out, told(again)) == (ran.code, ran.out, told(ran))
    assert set(again.made) <= failed(clean)
    assert desk.project.output() == after
    assert desk.build("--check").code == (1 if failed(clean) else ran.code)


def told(ran: Ran) -> list[str]:
    """What was said, but for whether an edition is new."""
    lines = [re.sub(r" +", " ", line).strip() for line in ran.err.splitlines()]
    return [re.sub(r" (built|unchanged)$", " there", line) for line in lines]


def failed(ran: Ran) -> set[str]:
    """The briefs and editions that a build told to have failed."""
    rows = (line.split() for line in ran.err.splitlines())
    return {row[0] for row in rows if len(row) == 2 and row[1] == "failed"}


def require_right(
    before: Tree, after: Tree, clean: Tree, failed: Collection[str], *, has_plan: bool
) -> None:
    """Require what is there to be what a clean build makes, and of what failed, what was there."""
    before, after = without_others(before), without_others(after)
    if not has_plan:
        assert made(after) == made(before)
        return
    assert not [name for name in after if name.endswith(LEFT_BY_A_KILL)]
    there, fresh, now = editions(before), editions(clean), editions(after)
    stay = {key: there[key] for key in there if {key.partition("/")[2], key} & {*failed}}
    assert now == stay | fresh
    kept_by = {key.partition("/")[0] for key in stay}
    for name in clean:
        if name.partition("/")[0] not in kept_by:
            assert after[name] == clean[name], name
    for audience in kept_by:
        require_front(audience, after, must_be=f"{audience}/index.html" in clean)
    owned = {name for name in after if name.partition("/")[0] not in kept_by}
    assert owned == {name for name in clean if name.partition("/")[0] not in kept_by}
    for key, entry in now.items():
        audience = key.partition("/")[0]
        for name in (f"{audience}/{file}" for file in entry["files"]):
            wanted = clean if key in fresh else before
            assert after.get(name) == wanted.get(name), name


def require_front(audience: str, tree: Tree, *, must_be: bool) -> None:
    """Require the page of an audience to list what its manifest does, and the folder no more."""
    manifest = json.loads(tree[f"{audience}/manifest.json"])
    listed = {file for entry in manifest["editions"] for file in entry["files"]}
    owned = {entry["name"] for entry in manifest["files"]}
    assert owned - {*FRONT} == listed
    held = {name.partition("/")[2] for name in tree if name.startswith(f"{audience}/")}
    assert held <= owned | {"manifest.json"}
    page = tree.get(f"{audience}/index.html")
    assert page is not None or not must_be
    if page is not None:
        linked = set(re.findall(r'href="([^"]+)"', page.decode()))
        assert linked - {"feed.xml"} == listed


def require_untouched(
    desk: Desk, before: Tree, after: Tree, stats: Mapping[str, tuple[int, int]]
) -> None:
    """Require files that hold the same bytes to be the same files."""
    now, root = desk.project.stats(), desk.project.folder / "output"
    same = [str(root / name) for name in after if before.get(name) == after[name]]
    assert [path for path in same if now[path] != stats[path]] == []


def editions(tree: Tree) -> dict[str, Any]:
    """What the manifests say of each edition."""
    manifests = [name for name in tree if name.endswith("/manifest.json")]
    return {
        f"{name.partition('/')[0]}/{entry['brief']}": entry
        for name in manifests
        for entry in json.loads(tree[name])["editions"]
    }


def without_others(tree: Tree) -> Tree:
    return {name: data for name, data in tree.items() if not name.endswith(FOREIGN)}


def made(tree: Tree) -> Tree:
    return {name: data for name, data in tree.items() if not name.endswith(LEFT_BY_A_KILL)}
