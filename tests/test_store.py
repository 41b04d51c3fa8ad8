"""The cache: what was put comes back, everything else is a silent miss."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.store import MOST_A_SHELF, Store, key_of

KEY = key_of("a brief", b"its bytes")


def entry(store: Store, key: str = KEY) -> Path:
    return store.folder / key[:2] / key[2:]


@pytest.mark.parametrize("payload", [b"", b"words", bytes(range(256)) * 1000])
def test_what_was_put_comes_back(tmp_path: Path, payload: bytes) -> None:
    store = Store(tmp_path / "store")
    assert store.get(KEY) is None
    store.put(KEY, b"older")
    store.put(KEY, payload)
    assert store.get(KEY) == payload
    assert [path.name for path in entry(store).parent.iterdir()] == [KEY[2:]]


@pytest.mark.parametrize(
    "damaged",
    [
        lambda stored: b"",
        lambda stored: stored[:20],
        lambda stored: stored[:-1],
        lambda stored: stored + b"\0",
        lambda stored: stored[:40] + bytes([stored[40] ^ 1]) + stored[41:],
        lambda stored: bytes([stored[0] ^ 1]) + stored[1:],
    ],
    ids=["emptied", "cut in the hash", "cut", "longer", "payload flipped", "hash flipped"],
)
def test_damage_is_a_miss_and_is_mended(tmp_path: Path, damaged: object) -> None:
    assert callable(damaged)
    store = Store(tmp_path)
    store.put(KEY, b"a payload of some length")
    entry(store).write_bytes(damaged(entry(store).read_bytes()))
    assert store.get(KEY) is None
    store.put(KEY, b"a payload of some length")
    assert store.get(KEY) == b"a payload of some length"


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    store = Store(tmp_path / "store")
    store.put(KEY, b"payload")
    assert store.get(KEY) is None
    assert store.prune() == 0


def test_prune_removes_the_oldest_of_a_crowded_shelf(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = [f"ab{number:062x}" for number in range(MOST_A_SHELF + 2)]
    for at, key in enumerate(keys):
        store.put(key, key.encode())
        os.utime(entry(store, key), ns=(at, at))
    store.put(KEY, b"alone on its shelf")
    left_by_a_kill = entry(store, keys[0]).parent / ".briefgen-1-1.tmp"
    left_by_a_kill.write_bytes(b"half")
    half = len(keys) // 2
    assert store.prune() == half
    assert [store.get(key) for key in keys] == [None] * half + [key.encode() for key in keys[half:]]
    assert store.get(KEY) == b"alone on its shelf"
    assert not left_by_a_kill.exists()
    assert store.prune() == 0


def test_prune_of_nothing(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").prune() == 0


@given(st.lists(st.lists(st.text() | st.binary(), max_size=4), max_size=6))
def test_no_two_lists_of_inputs_share_a_key(inputs: list[list[str | bytes]]) -> None:
    for one, other in itertools.combinations(inputs, 2):
        assert (key_of(*one) == key_of(*other)) == (one == other)
