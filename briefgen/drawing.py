"""Lines of text to what a page of a PDF says of them: as they were laid out, a run at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from briefgen.values import frozen

Draw = Callable[..., list[Any]]
"""A page in the making, a box of text, how it is cut, and where it stands, to its emojis."""
Reactivate = Callable[[Any, Any], None]
"""A line that was laid out, and its style."""
Glyph = tuple[int, int, int]
"""Its number in the font, its advance and how far aside it stands, in units of Pango."""
_EMPTY = 0x0FFFFFFF
"""Stands for a place without a glyph; greater numbers, for characters that no font has."""
_WHOLE = 1000
"""Units of a PDF to an em."""
_SMALLEST = 1e-6
"""Fonts below this size are not drawn."""
_BREAKS = re.compile("[\t\n\r\u2028\u2029]")
"""Where lines are drawn otherwise than they were set: in one paragraph, justified."""
_TELLS_SIZE = 14802
"""Version of Pango since which a font tells its size."""


@frozen
class _Run:
    """Glyphs of one typeface, as Pango set them."""

    typeface: Any
    """Pango's font."""
    begin: int
    length: int
    """Where in the bytes of the text they come from."""
    is_rtl: bool
    n_glyphs: int
    glyphs: bytes
    clusters: bytes
    """Where in these bytes of the text each begins."""

    def letters(self, number: int, text: bytes) -> str:
        """Return what a glyph of it stands for."""
        begins = memoryview(self.clusters).cast("i")
        before_end = number - 1 if self.is_rtl else number + 1
        is_last = not 0 <= before_end < self.n_glyphs
        end = self.length if is_last else begins[before_end]
        return text[self.begin + begins[number] : self.begin + end].decode()


class Drawing:
    """What the engine is spared when it draws lines: to set them again, glyph by glyph.

    What a page says of a glyph is found once for each font. Lines that are cut short or spaced
    out, fonts of pictures, and glyphs that are missing or stand above their line are left to it.
    """

    def __init__(self, engine: Any, reactivate: Reactivate) -> None:
        """Take Pango, as the PDF engine declares it, and its setting of a line again."""
        self._engine, self._reactivate = engine, reactivate
        self._is_able = engine.pango.pango_version() >= _TELLS_SIZE
        size_of_glyph = engine.ffi.sizeof("PangoGlyphInfo")
        self._size_of_glyph = size_of_glyph
        self._n_fields = size_of_glyph // engine.ffi.sizeof("int")
        self._typefaces: dict[Any, Any] = {}
        """Each is kept, so that its address is its own, with a layout that has it."""

    def keeping(self, deactivate: Callable[[Any], None]) -> Callable[[Any], None]:
        """Return the engine's end of a layout, of which the glyphs are kept."""

        @wraps(deactivate)
        def deactivated(layout: Any) -> None:
            if "layout" not in vars(layout):
                return
            if self._is_able and "runs" not in vars(layout) and _is_even(layout):
                layout.runs = tuple(self._runs(layout.layout))
            deactivate(layout)

        return deactivated

    def waking(self) -> Reactivate:
        """Return the engine's setting of a line again, left out where its glyphs are kept."""

        @wraps(self._reactivate)
        def reactivated(layout: Any, style: Any) -> None:
            if not getattr(layout, "runs", ()):
                self._reactivate(layout, style)

        return reactivated

    def run_by_run(self, draw: Draw) -> Draw:
        """Return the engine's drawing of a line, a run at once where its glyphs are kept."""

        @wraps(draw)
        def drawn(
            stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
        ) -> list[Any]:
            layout = box.pango_layout
            kept: tuple[_Run, ...] = getattr(layout, "runs", ())
            is_seen = box.text.strip() and box.style["font_size"] >= _SMALLEST
            if kept and is_seen:
                runs = [(run, self._glyphs(run), *self._font(stream, run)) for run in kept]
                is_plain = all(glyphs and _is_plain(font) for _, glyphs, font, _ in runs)
                if is_plain and text_overflow != "ellipsis" and block_ellipsis == "none":
                    stream.set_text_matrix(*matrix.values)
                    self._show(stream, runs, layout.text)
                    return []
                self._reactivate(layout, box.style)
            return draw(stream, box, text_overflow, block_ellipsis, matrix)

        return drawn

    def _runs(self, layout: Any) -> Iterator[_Run]:
        ffi = self._engine.ffi
        run = self._engine.pango.pango_layout_get_line_readonly(layout, 0).runs
        while run != ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            run = run.next
            typeface, n = item.analysis.font, glyphs.num_glyphs
            self._typefaces.setdefault(typeface, layout)
            yield _Run(
                typeface,
                item.offset,
                item.length,
                bool(item.analysis.level % 2),
                n,
                bytes(ffi.buffer(glyphs.glyphs, n * self._size_of_glyph)),
                bytes(ffi.buffer(glyphs.log_clusters, n * ffi.sizeof("int"))),
            )

    def _glyphs(self, run: _Run) -> list[Glyph]:
        """Return the glyphs of a run; none where they are to be drawn one by one."""
        fields = memoryview(run.glyphs).cast("i").tolist()
        numbers, widths, asides, rises = (fields[place :: self._n_fields] for place in range(4))
        is_level = not any(rises) and max(numbers, default=0) <= _EMPTY
        return list(zip(numbers, widths, asides, strict=True)) if is_level else []

    @staticmethod
    def _font(stream: Any, run: _Run) -> tuple[Any, float]:
        """Return the font of a run and its size."""
        fonts: dict[Any, tuple[Any, float]] = vars(stream).setdefault("fonts_of_typefaces", {})
        if run.typeface not in fonts:
            fonts[run.typeface] = stream.add_font(run.typeface)
        return fonts[run.typeface]

    def _show(
        self, stream: Any, runs: list[tuple[_Run, list[Glyph], Any, float]], text: str
    ) -> None:
        shown, before = "", None
        for run, glyphs, font, size in runs:
            if run.typeface != before:
                before = run.typeface
                if shown:
                    stream.show_text(shown)
                    shown = ""
                stream.set_font_size(font.hash, size)
            said: dict[Glyph, str] = vars(font).setdefault("said", {}).setdefault(size, {})
            if not said.keys() >= set(glyphs):
                for number, glyph in enumerate(glyphs):
                    if glyph not in said:
                        letters = run.letters(number, text.encode()) if glyph[0] != _EMPTY else ""
                        said[glyph] = self._said(stream, run.typeface, font, size, glyph, letters)
            words = f"<{''.join(map(said.__getitem__, glyphs))}"
            shown += words[:-1] if words.endswith("<") else f"{words}>"
        stream.show_text(shown)

    def _said(
        self, stream: Any, typeface: Any, font: Any, size: float, placed: Glyph, letters: str
    ) -> str:
        """Return what is said of a glyph, and tell its font what it stands for, and how wide it is.

        A PDF places the next glyph by the width of this one in its font; what is missing is said
        after it, in thousandths of an em.
        """
        glyph, width, aside = placed
        if glyph == _EMPTY:
            return f">{-width / size}<"
        font.to_unicode.setdefault(glyph, letters)
        if glyph not in font.widths:
            ink, logical = stream.ink_rect, stream.logical_rect
            self._engine.pango.pango_font_get_glyph_extents(typeface, glyph, ink, logical)
            font.widths[glyph] = round(logical.width * _WHOLE * self._engine.FROM_UNITS / size)
        offset = aside / size
        kerning = font.widths[glyph] + offset - width * _WHOLE * self._engine.FROM_UNITS / size
        moved = f">{-offset}<" if offset else ""
        return f"{moved}{glyph:04x}{f'>{int(kerning)}<' if kerning else ''}"


def _is_even(layout: Any) -> bool:
    """Tell whether a line is drawn just as it was set."""
    style = layout.style
    return (
        not layout.justification_spacing
        and style["letter_spacing"] == "normal"
        and not style["word_spacing"]
        and not _BREAKS.search(layout.text)
    )


def _is_plain(font: Any) -> bool:
    return not (font.bitmap or font.svg or font.png or font.colr)
