"""Lines of text to what a page of a PDF says of them: a run of glyphs at once, not one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

Draw = Callable[..., list[Any]]
"""A page in the making, a box of text, how it is cut, and where it stands, to its emojis."""
Glyph = tuple[int, int, int]
"""Its number in the font, its advance and how far aside it stands, in units of Pango."""
_EMPTY = 0x0FFFFFFF
"""Stands for a place without a glyph; greater numbers, for characters that no font has."""
_WHOLE = 1000
"""Units of a PDF to an em."""
_SMALLEST = 1e-6
"""Fonts below this size are not drawn."""
_TELLS_SIZE = 14802
"""Version of Pango since which a font tells its size."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs of one font."""

    font: Any
    size: float
    typeface: Any
    """Pango's font."""
    item: Any
    clusters: Any
    """Where in the text of the item each glyph begins."""
    glyphs: list[Glyph]

    def letters(self, number: int, text: bytes) -> str:
        """Return what a glyph of it stands for."""
        begin = self.clusters[number]
        if self.item.analysis.level % 2:  # from right to left
            end = self.item.length if number == 0 else self.clusters[number - 1]
        else:
            is_last = number == len(self.glyphs) - 1
            end = self.item.length if is_last else self.clusters[number + 1]
        return text[self.item.offset + begin : self.item.offset + end].decode()


def run_by_run(engine: Any) -> Callable[[Draw], Draw]:
    """Return what spares the engine's drawing of lines its walk from glyph to glyph.

    What a page says of a glyph is found once for each font. Lines that are cut short, fonts of
    pictures, and glyphs that are missing or stand above their line are left to the engine.

    Args:
        engine: Pango, as the PDF engine declares it.
    """

    def sparing(draw: Draw) -> Draw:
        if engine.pango.pango_version() < _TELLS_SIZE:
            return draw

        @wraps(draw)
        def drawn(
            stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
        ) -> list[Any]:
            layout = box.pango_layout
            is_whole = text_overflow != "ellipsis" and block_ellipsis == "none"
            if is_whole and box.text.strip() and box.style["font_size"] >= _SMALLEST:
                engine.pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
                runs = list(_runs(stream, layout, engine))
                if runs and all(map(_is_plain, runs)):
                    stream.set_text_matrix(*matrix.values)
                    _show(stream, runs, layout.text, engine)
                    return []
            return draw(stream, box, text_overflow, block_ellipsis, matrix)

        return drawn

    return sparing


def _runs(stream: Any, layout: Any, engine: Any) -> Iterator[_Run]:
    ffi = engine.ffi
    size_of_glyph = ffi.sizeof("PangoGlyphInfo")
    n_fields = size_of_glyph // ffi.sizeof("int")
    fonts: dict[Any, Any] = vars(stream).setdefault("fonts_of_typefaces", {})
    run = engine.pango.pango_layout_get_line_readonly(layout.layout, 0).runs
    while run != ffi.NULL:
        one = run.data
        run = run.next
        typeface, drawn = one.item.analysis.font, one.glyphs
        if typeface not in fonts:  # its address is its own as long as a layout has it
            fonts[typeface] = (*stream.add_font(typeface), layout.layout)
        font, size, _ = fonts[typeface]
        n = drawn.num_glyphs
        fields = memoryview(ffi.buffer(drawn.glyphs, n * size_of_glyph)).cast("i").tolist()
        numbers, widths, asides, rises = (fields[place::n_fields] for place in range(4))
        is_level = not any(rises) and max(numbers, default=0) <= _EMPTY
        glyphs = list(zip(numbers, widths, asides, strict=True)) if is_level else []
        yield _Run(font, size, typeface, one.item, drawn.log_clusters, glyphs)


def _is_plain(run: _Run) -> bool:
    font = run.font
    return bool(run.glyphs) and not (font.bitmap or font.svg or font.png or font.colr)


def _show(stream: Any, runs: list[_Run], text: str, engine: Any) -> None:
    shown, before = "", engine.ffi.NULL
    for run in runs:
        if run.typeface != before:
            before = run.typeface
            if shown:
                stream.show_text(shown)
                shown = ""
            stream.set_font_size(run.font.hash, run.size)
        said: dict[Glyph, str] = vars(run.font).setdefault("said", {}).setdefault(run.size, {})
        for number, glyph in enumerate(run.glyphs if not said.keys() >= set(run.glyphs) else ()):
            if glyph not in said:
                said[glyph] = _learned(stream, run, number, text, engine)
        words = f"<{''.join(map(said.__getitem__, run.glyphs))}"
        shown += words[:-1] if words.endswith("<") else f"{words}>"
    stream.show_text(shown)


def _learned(stream: Any, run: _Run, number: int, text: str, engine: Any) -> str:
    """Return what is said of a glyph, and tell its font of it: what it stands for, how wide it is.

    A PDF places the next glyph by the width of this one in its font; what is missing is said after
    it, in thousandths of an em.
    """
    font, (glyph, width, aside) = run.font, run.glyphs[number]
    if glyph == _EMPTY:
        return f">{-width / run.size}<"
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = run.letters(number, text.encode())
    if glyph not in font.widths:
        ink, logical = stream.ink_rect, stream.logical_rect
        engine.pango.pango_font_get_glyph_extents(run.typeface, glyph, ink, logical)
        font.widths[glyph] = round(logical.width * _WHOLE * engine.FROM_UNITS / run.size)
    offset = aside / run.size
    kerning = font.widths[glyph] + offset - width * _WHOLE * engine.FROM_UNITS / run.size
    moved = f">{-offset}<" if offset else ""
    return f"{moved}{glyph:04x}{f'>{int(kerning)}<' if kerning else ''}"
