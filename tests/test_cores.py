"""The cores at hand, in containers of either kind and without one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen import cores

V1, V2 = "4:cpu,cpuacct:/box/inner\n1:cpuset:/\n", "0::/box/inner\n"


@pytest.fixture
def eight(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine of eight cores, of which all may be used."""
    monkeypatch.setattr(cores, "_allowed", lambda: 8)


@pytest.mark.usefixtures("eight")
@pytest.mark.parametrize(
    ("groups", "files", "n_cores"),
    [
        ("", {}, 8),
        (V2, {}, 8),
        (V2, {"box/inner/cpu.max": "max 100000"}, 8),
        (V2, {"box/inner/cpu.max": "300000 100000"}, 3),
        (V2, {"box/inner/cpu.max": "250000 100000"}, 3),
        (V2, {"box/inner/cpu.max": "5000 100000"}, 1),
        (V2, {"box/inner/cpu.max": "max 100000", "box/cpu.max": "200000 100000"}, 2),
        (V2, {"cpu.max": "200000 100000"}, 2),
        (V2, {"box/inner/cpu.max": "1600000 100000"}, 8),
        (V2, {"box/inner/cpu.max": "nonsense"}, 8),
        (V1, {"cpu,cpuacct/box/inner/cpu.cfs_quota_us": "-1",
              "cpu,cpuacct/box/inner/cpu.cfs_period_us": "100000"}, 8),
        (V1, {"cpu,cpuacct/box/cpu.cfs_quota_us": "150000",
              "cpu,cpuacct/box/cpu.cfs_period_us": "50000"}, 3),
        (V1, {"cpu,cpuacct/cpu.cfs_quota_us": "150000",
              "cpu,cpuacct/cpu.cfs_period_us": "50000"}, 3),
    ],
)  # fmt: skip
def test_the_quota_of_any_group_around_counts(
    groups: str, files: dict[str, str], n_cores: int, tmp_path: Path
) -> None:
    written = {f"sys/fs/cgroup/{name}": text for name, text in files.items()}
    for name, text in {"proc/self/cgroup": groups, **written}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{text}\n" if name in written else text)
    assert cores.cores_at_hand(tmp_path) == n_cores


@pytest.mark.usefixtures("eight")
def test_where_there_are_no_groups_all_cores_count(tmp_path: Path) -> None:
    assert cores.cores_at_hand(tmp_path) == 8


def test_a_process_that_may_use_one_core_has_one() -> None:
    one = min(os.sched_getaffinity(0))
    script = (
        f"import os; os.sched_setaffinity(0, {{{one}}})\n"
        "from briefgen.cores import cores_at_hand; print(cores_at_hand())"
    )
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "1\n"
