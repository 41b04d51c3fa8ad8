"""Authored inline Markdown, parsed once into runs of text and citation marks.

What comes out is text with styles, never HTML: raw HTML, images and unknown schemes in authored
words are just the characters they are written in.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.util import Registry

from briefgen.parts import Cite, Cites, Run, Words

_KEPT_PATTERNS = ("backtick", "escape", "link", "autolink", "em_strong", "em_strong2")
"""Python-Markdown's inline patterns that authored words may use, first tried first."""
_STYLES = {"em": "em", "strong": "strong", "code": "code"}
_CITE = re.compile(r"@((?:[^\s#@,;\[\]]+#)?[^\s#@,;\[\]]+)(?:,\s*(\S[^;]*?))?\s*")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_AMPERSAND = "\x02amp\x03"
_BEFORE_STOP = re.compile(" (?=[.,;:!?])")


@lru_cache(maxsize=8192)
def parse(text: str) -> Words:
    """Return the runs and citations of one authored text; white space is folded."""
    clean = " ".join(text.replace("\x02", "").replace("\x03", "").split())
    if not _MARKUP.search(clean):
        return (Run(clean),) if clean else ()
    if not _OTHER_MARKUP.search(clean) and _are_cites(parts := _BRACKETED.split(clean)):
        return tuple(_cites(part) if at % 2 else Run(part) for at, part in enumerate(parts) if part)
    root = Element("div")
    SubElement(root, "p").text = clean
    _inline().run(root)
    return tuple(_joined(_walk(root[0], (), "")))


def plain(words: Words) -> str:
    """Return the text of the words without citations and styles."""
    text = "".join(word.text for word in words if isinstance(word, Run))
    return _BEFORE_STOP.sub("", " ".join(text.split()))


@lru_cache(maxsize=8192)
def refs(text: str) -> tuple[str, ...]:
    """Return what an authored text cites, as written, in order."""
    return tuple(cite.ref for cite in cites(parse(text)))


def cites(words: Words) -> tuple[Cite, ...]:
    """Return all citations of the words, in order."""
    return tuple(cite for word in words if isinstance(word, Cites) for cite in word.cites)


_MARKUP = re.compile(r"[*_`\[\]<>\\&]")
_OTHER_MARKUP = re.compile(r"[*_`<>\\&]")
_BRACKETED = re.compile(r"\[(@[^\[\]]+)\]")


def _are_cites(parts: list[str]) -> bool:
    """Tell whether all brackets of a text are citations: every second of its parts."""
    return all(map(_is_cited, parts[1::2])) and not {"[", "]"}.intersection("".join(parts[::2]))


def _is_cited(refs: str) -> bool:
    return all(_CITE.fullmatch(part.strip()) for part in refs.split(";"))


def _walk(element: Element, styles: tuple[str, ...], href: str) -> list[Run | Cites]:
    words: list[Run | Cites] = []
    if element.tag == "cite":
        words.append(_cites(element.attrib["refs"]))
    else:
        if element.tag in _STYLES:
            styles = (*styles, _STYLES[element.tag])
        href = _safe(element.attrib.get("href", "")) or href
        text = html.unescape(element.text or "") if element.tag == "code" else element.text or ""
        words.append(Run(_unescape(text), styles, href))
    for child in element:
        words += _walk(child, styles, href)
        words.append(Run(_unescape(child.tail or ""), styles, href))
    return words


def _joined(words: list[Run | Cites]) -> list[Run | Cites]:
    joined: list[Run | Cites] = []
    for word in words:
        last = joined[-1] if joined else None
        if isinstance(word, Run) and isinstance(last, Run):
            if (word.styles, word.href) == (last.styles, last.href):
                joined[-1] = Run(last.text + word.text, word.styles, word.href)
                continue
            if not last.text:
                joined.pop()
        joined.append(word)
    return [word for word in joined if not isinstance(word, Run) or word.text]


def _cites(refs: str) -> Cites:
    found = (_CITE.fullmatch(part.strip()) for part in refs.split(";"))
    return Cites(tuple(Cite(match[1], match[2] or "") for match in found if match))


def _safe(href: str) -> str:
    href = _unescape(href)
    return href if re.match(r"(?:https?://|mailto:)[^\s]+$", href, re.IGNORECASE) else ""


def _unescape(text: str) -> str:
    text = text.replace(_AMPERSAND, "&")
    return _ESCAPED.sub(lambda match: chr(int(match[1])), text)


class _CiteProcessor(InlineProcessor):
    """Reads `[@id, p. 12; @other]`; what is not wholly of that form stays text."""

    def handleMatch(self, m: re.Match[str], data: str = "") -> Any:
        if not _is_cited(m[1]):
            return None, None, None
        element = Element("cite")
        element.set("refs", m[1])
        return element, m.start(0), m.end(0)


@lru_cache(maxsize=1)
def _inline() -> InlineTreeprocessor:
    reader = Markdown()
    patterns: Registry[Pattern] = Registry()
    patterns.register(_CiteProcessor(_BRACKETED.pattern), "cite", 100)
    for rank, name in enumerate(_KEPT_PATTERNS):
        if name in reader.inlinePatterns:
            patterns.register(reader.inlinePatterns[name], name, 99 - rank)
    reader.inlinePatterns = patterns
    inline = InlineTreeprocessor(reader)
    reader.treeprocessors.register(inline, "inline", 20)
    return inline
