"""A run as two pictures: how builds grow, and how long a document takes by other means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

from benchmarks.comparison import OURS
from benchmarks.measure import Figure
from benchmarks.scale import ALONE, COLD, KINDS, TEMPLATE

_OUR_COLOUR, _OTHER_COLOUR = "#12496b", "#9aa9b4"
_COLOURS = ("#12496b", "#2f7fb0", "#5b6670", "#b3541e", "#7a4d9c")
_BESIDE = {COLD: "bottom", TEMPLATE: "top"}
"""Where labels stand of lines that end at one place."""
_STYLE = {
    "font.family": "sans-serif",
    "font.size": 10,
    "svg.hashsalt": "briefgen",
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_NO_DATE = {"Date": None, "Creator": None}


def draw_growth(figures: Sequence[Figure], file: Path) -> None:
    """Draw what each kind of build takes against the number of briefs, both on log scales."""
    with mpl.rc_context(_STYLE):
        picture, axes = plt.subplots(figsize=(7.2, 4.2), layout="constrained")
        for kind, colour in zip((one for one in KINDS if one != ALONE), _COLOURS, strict=True):
            points = [
                (int(one.column.partition(" ")[0].replace(",", "")), one.value)
                for one in figures
                if one.name == kind
            ]
            x, y = zip(*points, strict=True)
            axes.plot(x, y, marker="o", color=colour)
            place = {"textcoords": "offset points", "va": _BESIDE.get(kind, "center")}
            axes.annotate(kind, (x[-1], y[-1]), (7, 0), color=colour, **place)
        axes.set(xscale="log", yscale="log", xlabel="briefs, each in three editions")
        axes.set_ylabel("seconds")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,g}")
        axes.margins(x=0.08)
        axes.grid(visible=True, color="#e3e8ec", linewidth=0.6)
        picture.savefig(file, metadata=_NO_DATE)
        plt.close(picture)


def draw_peers(figures: Sequence[Figure], file: Path) -> None:
    """Draw what a document takes by each means, the longest first."""
    times = sorted((one for one in figures if one.unit == "ms"), key=lambda one: one.value)
    with mpl.rc_context(_STYLE):
        picture, axes = plt.subplots(figsize=(7.2, 3.2), layout="constrained")
        colours = [_OUR_COLOUR if one.name == OURS else _OTHER_COLOUR for one in times]
        bars = axes.barh([one.name for one in times], [one.value for one in times], color=colours)
        axes.bar_label(bars, [f"{one.value:.0f} ms" for one in times], padding=4)
        axes.set_xlabel("milliseconds a document, two processes at work")
        axes.margins(x=0.12)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        picture.savefig(file, metadata=_NO_DATE)
        plt.close(picture)
