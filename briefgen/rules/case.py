"""What rules are asked of: one brief, assembled, with what its editions offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from difflib import get_close_matches

from briefgen.clearance.gate import Gate
from briefgen.dossier import Dossier, Exhibit, Item, assemble
from briefgen.errors import Diagnostic, KeyPath, Place
from briefgen.models.brief import Brief, Judgment, Option
from briefgen.models.library import Library
from briefgen.parts import Words
from briefgen.printed import Offer, offer, open_gates
from briefgen.values import frozen
from briefgen.vocabulary import Marking, Role
from briefgen.words import parse, refs


@frozen
class Written:
    """One text of an authored item."""

    item: Item
    path: KeyPath
    """Keys from the root of the brief's file."""
    text: str
    kind: str
    """`text`, `wording`, `tearline`, `title`, `for` or `against`."""

    @property
    def words(self) -> Words:
        """The text, parsed."""
        return parse(self.text)

    @property
    def refs(self) -> tuple[str, ...]:
        """What it cites, as written."""
        return refs(self.text)


@frozen
class Repertoire:
    """What seeds may name that does not stand in them."""

    templates: frozenset[str]
    """Folders, and files by their names."""
    themes: frozenset[str]
    languages: frozenset[str]
    """Those that have a catalogue, by their first subtag."""
    countries: frozenset[str]
    """ISO 3166 codes of those that can be drawn."""
    taken: frozenset[str]
    """Names that no brief may have, since files beside the editions do."""


@frozen
class Case:
    """One brief before the rules."""

    library: Library
    dossier: Dossier
    gates: Mapping[str, Gate]
    """Of the audiences that have an edition, by id."""
    written: tuple[Written, ...]
    """All authored texts, in the order of the brief."""
    today: date | None
    repertoire: Repertoire | None
    """None: nobody knows, so that all is taken for known."""
    offered: dict[str, Offer] = field(default_factory=dict, repr=False, compare=False)
    """What `offers` has found out."""

    @property
    def offers(self) -> Mapping[str, Offer]:
        """What the audiences that have an edition are offered, by id; few rules ask for it."""
        for audience, gate in self.gates.items():
            if audience not in self.offered:
                self.offered[audience] = offer(gate)
        return self.offered

    @property
    def brief(self) -> Brief:
        """The brief."""
        return self.dossier.brief

    def in_brief(self, *path: str | int, on_key: bool = False) -> Place:
        """Return a place in the brief's file."""
        return Place(self.library.files[f"briefs/{self.dossier.id}"], path, on_key=on_key)

    def in_annotation(self, exhibit: Exhibit, *path: str | int) -> Place:
        """Return a place in an annotation."""
        file = self.library.files[f"sources/{exhibit.path}"]
        return Place(file, ("annotations", exhibit.index, *path))

    def in_source(self, path: str, *keys: str | int) -> Place:
        """Return a place in a source's file."""
        return Place(self.library.files[f"sources/{path}"], keys)

    def about(
        self, code: str, message: str, exhibit: Exhibit, *path: str | int, hint: str = ""
    ) -> Diagnostic:
        """Return a finding about one annotation."""
        place = self.in_annotation(exhibit, *path)
        return Diagnostic(code, message, place, hint=hint, marking=marking_of(exhibit))

    def of_words(self, code: str, message: str, written: Written, hint: str = "") -> Diagnostic:
        """Return a finding about one authored text."""
        place, marking = self.in_brief(*written.path), self.item_marking(written.item)
        return Diagnostic(code, message, place, hint=hint, marking=marking)

    def of_brief(
        self, code: str, message: str, path: KeyPath = (), *, hint: str = "", on_key: bool = False
    ) -> Diagnostic:
        """Return a finding about the brief that names nothing beyond it."""
        place = self.in_brief(*path, on_key=on_key)
        return Diagnostic(code, message, place, hint=hint, marking=self.brief.marking)

    def item_marking(self, item: Item) -> Marking:
        """Return the highest marking of an item and of all that any text of it cites."""
        own = [self.brief.marking, item.authored.marking or Marking.CLEAR]
        found = [exhibit for text in self.written_of(item) for exhibit in self.cited(text)]
        return max(*own, marking_of(*found))

    def written_of(self, item: Item) -> Iterator[Written]:
        """Yield the texts of one item."""
        return (written for written in self.written if written.item.path == item.path)

    def cited(self, written: Written) -> tuple[Exhibit, ...]:
        """Return the annotations that a text cites, as far as they exist, each once."""
        return self.named(written.refs)

    def named(self, refs: Iterable[str]) -> tuple[Exhibit, ...]:
        """Return the annotations that references name, as far as they exist, each once."""
        keys = dict.fromkeys(self.dossier.resolve(ref) for ref in refs)
        return tuple(self.dossier.exhibits[key] for key in keys if key is not None)

    def grounds(self, written: Written) -> tuple[Exhibit, ...]:
        """Return what a text rests on: what it cites, its `because`, and their support."""
        authored = written.item.authored
        because = authored.because if isinstance(authored, Judgment) else ()
        named = self.named((*written.refs, *because))
        support = [other for exhibit in named for other in self.support(exhibit)]
        return tuple({exhibit.key: exhibit for exhibit in (*named, *support)}.values())

    def support(self, exhibit: Exhibit) -> tuple[Exhibit, ...]:
        """Return the annotations that support one."""
        bearing = self.dossier.bearing.get(exhibit.key, ())
        return tuple(other for other in bearing if other.role is Role.SUPPORTS)


def open_case(
    library: Library,
    brief_id: str,
    today: date | None = None,
    repertoire: Repertoire | None = None,
) -> Case:
    """Assemble a brief and open the gates of its audiences."""
    dossier = assemble(library, brief_id)
    gates = {gate.id: gate for gate in open_gates(dossier)}
    written = tuple(text for item in dossier.items() for text in _written(item))
    return Case(library, dossier, gates, written, today, repertoire)


def marking_of(*exhibits: Exhibit) -> Marking:
    """Return the highest marking of annotations and of the sources that they stand in."""
    found = [marking for e in exhibits for marking in (e.marking, e.source.marking)]
    return max(found, default=Marking.CLEAR)


def listed(words: Iterable[str]) -> str:
    """Return values in backticks as a list in words."""
    *most, last = (f"`{word}`" for word in words)
    return f"{', '.join(most)} and {last}" if most else last


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that is most like one; empty if none is."""
    close = get_close_matches(word, list(known), n=1)
    return f"did you mean `{close[0]}`?" if close else ""


def raised(found: Diagnostic, marking: Marking) -> Diagnostic:
    """Return a finding whose marking is at least this high."""
    return replace(found, marking=max(found.marking or marking, marking))


def name_of(item: Item) -> str:
    """Return what an authored item is called in a message."""
    if item.kind == "bottom_line":
        return "the bottom line"
    if item.kind == "lead":
        return f"the lead of `{item.path[1]}`"
    singular = {"judgments": "judgment", "options": "option", "unknowns": "unknown"}
    word = singular.get(item.kind, "item to watch")
    return f"the {word} `{item.authored.id}`" if item.authored.id else f"this {word}"


def _written(item: Item) -> Iterator[Written]:
    authored = item.authored
    if isinstance(authored, Option):
        for kind, text in (
            ("title", authored.title),
            ("for", authored.for_),
            ("against", authored.against),
        ):
            if text:
                yield Written(item, (*item.path, kind), text, kind)
    if authored.text:
        yield Written(item, (*item.path, "text"), authored.text, "text")
    for audience, text in authored.wording.items():
        yield Written(item, (*item.path, "wording", audience), text, "wording")
    if authored.tearline is not None:
        path = (*item.path, "tearline", "text")
        yield Written(item, path, authored.tearline.words, "tearline")
