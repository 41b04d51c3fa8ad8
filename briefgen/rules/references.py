"""References: what is named must exist, once, and be what it is named as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase

from briefgen.dossier import Exhibit, annotation_key, stem
from briefgen.errors import Diagnostic, KeyPath
from briefgen.models.brief import Authored
from briefgen.rules.case import Case, marking_of, name_of, nearest, raised
from briefgen.vocabulary import Marking, Role


def unknown_annotations(case: Case) -> Iterator[Diagnostic]:
    """References that lead to no annotation of the brief's sources."""
    for exhibit in case.dossier.exhibits.values():
        if exhibit.annotation.target and exhibit.target is None:
            ref, role = exhibit.annotation.target, exhibit.role.value
            found = case.about("unknown-annotation", _no(ref), exhibit, role)
            yield _hinted(case, found, ref, besides=exhibit.key)
    for written in case.written:
        for ref in dict.fromkeys(written.refs):
            if case.dossier.resolve(ref) is None:
                yield _hinted(case, case.of_words("unknown-annotation", _no(ref), written), ref)
    for ref, path, on_key in _named_by_brief(case):
        if case.dossier.resolve(ref) is None:
            found = case.of_brief("unknown-annotation", _no(ref), path, on_key=on_key)
            yield _hinted(case, raised(found, _marking_at(case, path)), ref)


def duplicate_annotations(case: Case) -> Iterator[Diagnostic]:
    """Annotations or tearlines among a brief's sources that go by one id."""
    first = case.dossier.exhibits
    n_annotations = sum(len(source.annotations) for source in case.dossier.sources.values())
    if n_annotations > len(first):
        for path, source in case.dossier.sources.items():
            for index, annotation in enumerate(source.annotations):
                known = first[annotation_key(annotation)]
                if (known.path, known.index) != (path, index):
                    yield _duplicate(case, path, index, known)
    ids = Counter(exhibit.key for exhibit in first.values())
    for exhibit in first.values():
        tearline = exhibit.annotation.tearline
        if tearline is not None and tearline.id:
            ids[tearline.id] += 1
            if ids[tearline.id] > 1:
                message = f"`{tearline.id}` is another annotation's or tearline's id too"
                path_ = ("tearline", "id")
                yield case.about("duplicate-annotation", message, exhibit, *path_, hint=_RENAME)


def duplicate_items(case: Case) -> Iterator[Diagnostic]:
    """Authored items of one kind that share an id, or have none and the same words."""
    seen: dict[tuple[str, str, str], list[Authored]] = {}
    for item in case.dossier.items():
        id_ = item.authored.id or ""
        alike = seen.setdefault((item.kind, id_, "" if id_ else item.authored.text), [])
        if item.kind != "lead" and (alike if id_ else item.authored in alike):
            said = f"id `{item.authored.id}`" if item.authored.id else "same words"
            message = f"another of the `{item.kind}` has the {said}"
            path = (*item.path, "id") if item.authored.id else item.path
            place, marking = case.in_brief(*path), case.item_marking(item)
            yield Diagnostic("duplicate-item", message, place, hint=_RENAME, marking=marking)
        alike.append(item.authored)


def duplicate_sources(case: Case) -> Iterator[Diagnostic]:
    """Sources of a brief whose files have one name, in different folders."""
    homes: dict[str, str] = {}
    for path, source in case.dossier.sources.items():
        first = homes.setdefault(stem(path), path)
        if first != path:
            marking = max(source.marking, case.dossier.sources[first].marking)
            message = f"`{case.dossier.id}` takes two sources of the name `{stem(path)}`"
            place, hint = case.in_source(path), f"rename one: the other is `{first}`"
            yield Diagnostic("duplicate-source", message, place, hint=hint, marking=marking)


def unmatched_sources(case: Case) -> Iterator[Diagnostic]:
    """Patterns under `sources` that no source matches, and briefs without any source."""
    if not case.brief.sources and not case.dossier.sources:
        folder = f"sources/{case.dossier.id}/"
        message, hint = f"the brief has no source: none is in `{folder}`", "name them in `sources`"
        yield case.of_brief("unmatched-sources", message, hint=hint)
    for index, pattern in enumerate(case.brief.sources):
        if not _matches_any(case, pattern):
            message, path = f"no source is called `{pattern}`", ("sources", index)
            hint = "it is matched with paths under sources/, such as `kazakhstan-2022/*`"
            yield case.of_brief("unmatched-sources", message, path, hint=hint)


def bearing_mismatches(case: Case) -> Iterator[Diagnostic]:
    """Annotations that bear on what cannot be borne on in that way."""
    for exhibit in case.dossier.exhibits.values():
        if exhibit.target is None:
            continue
        target = case.dossier.exhibits[exhibit.target]
        if target.key == exhibit.key or target.role not in _MAY_BEAR_ON[exhibit.role]:
            does = "itself" if target.key == exhibit.key else f"what {_DOES[target.role]}"
            message = f"`{exhibit.key}` {exhibit.role.value} `{target.key}`, {does}"
            place = case.in_annotation(exhibit, exhibit.role.value)
            hint, marking = _BEARING_HINTS[exhibit.role], marking_of(exhibit, target)
            yield Diagnostic("bearing-mismatch", message, place, hint=hint, marking=marking)


def not_claims(case: Case) -> Iterator[Diagnostic]:
    """Annotations that the brief names as claims, and that state none of their own."""
    for ref, path, on_key in _named_by_brief(case):
        for exhibit in case.named([ref]):
            if path[0] != "judgments" and exhibit.role is not Role.STATES:
                message = f"`{ref}` is not a claim of its own: it {exhibit.role.value} another"
                hint = f"name that one, `{exhibit.target}`" if exhibit.target else ""
                place, marking = case.in_brief(*path, on_key=on_key), marking_of(exhibit)
                yield Diagnostic("not-a-claim", message, place, hint=hint, marking=marking)


def claims_listed_twice(case: Case) -> Iterator[Diagnostic]:
    """Claims that stand in the lists of fields more than once."""
    seen: set[str] = set()
    for ref, path, _ in _named_by_brief(case):
        key = case.dossier.resolve(ref)
        if path[0] == "fields" and key is not None:
            if key in seen:
                message, hint = f"`{ref}` is listed a second time", "print each claim once"
                marking = marking_of(case.dossier.exhibits[key])
                place = case.in_brief(*path)
                yield Diagnostic("claim-listed-twice", message, place, hint=hint, marking=marking)
            seen.add(key)


def unknown_judgments(case: Case) -> Iterator[Diagnostic]:
    """Items to watch that name a judgment which is not there."""
    known = [judgment.id for judgment in case.brief.judgments if judgment.id]
    for index, watch in enumerate(case.brief.watch):
        judgment = watch.judgment
        if judgment and judgment not in known:
            message, path = f"there is no judgment `{judgment}`", ("watch", index, "judgment")
            found = case.of_brief("unknown-judgment", message, path, hint=nearest(judgment, known))
            # The hint may name any judgment, and the message the item that is at fault.
            told = [i for i in case.dossier.items() if i.kind in ("judgments", "watch")]
            yield raised(found, max(map(case.item_marking, told)))


def malformed_citations(case: Case) -> Iterator[Diagnostic]:
    """Brackets that begin like a citation and are printed as they stand."""
    for written in case.written:
        if "[@" in written.text:
            text = "".join(getattr(word, "text", "") for word in written.words)
            if "[@" in text:
                shown = text[text.index("[@") :][:40]
                message = f"{name_of(written.item)} has a citation that cannot be read: `{shown}`"
                hint = "write `[@id]`, `[@source#id, p. 3]` or `[@one; @other]`"
                yield case.of_words("malformed-citation", message, written, hint)


_RENAME = "give it another id"
_MAY_BEAR_ON = {
    Role.SUPPORTS: (Role.STATES, Role.DISPUTES, Role.UPDATES),
    Role.DISPUTES: (Role.STATES, Role.UPDATES),
    Role.UPDATES: (Role.STATES,),
}
_DOES = {
    Role.STATES: "states a claim",
    Role.SUPPORTS: "only supports another",
    Role.DISPUTES: "itself disputes another",
    Role.UPDATES: "itself updates another",
}
_BEARING_HINTS = {
    Role.SUPPORTS: "point at an annotation that has a claim",
    Role.DISPUTES: "point at the claim, or at an update of it",
    Role.UPDATES: "point at the claim that was stated first",
}


def _no(ref: str) -> str:
    return f"there is no annotation `{ref}`"


def _duplicate(case: Case, path: str, index: int, known: Exhibit) -> Diagnostic:
    annotation = case.dossier.sources[path].annotations[index]
    keys = ("annotations", index, "id") if annotation.id else ("annotations", index, "quote")
    said = f"id `{annotation.id}`" if annotation.id else "same quote, and neither has an id"
    own = case.dossier.sources[path].marking
    return Diagnostic(
        "duplicate-annotation",
        f"an annotation of `{known.path}` has the {said}",
        case.in_source(path, *keys),
        hint=_RENAME,
        marking=max(own, annotation.marking or own, marking_of(known)),
    )


def _named_by_brief(case: Case) -> Iterator[tuple[str, KeyPath, bool]]:
    """Yield reference, place and whether it is a key, of all that is not in a citation."""
    for index, judgment in enumerate(case.brief.judgments):
        for at, ref in enumerate(judgment.because):
            yield ref, ("judgments", index, "because", at), False
    for ref in case.brief.claims:
        yield ref, ("claims", ref), True
    for field, plan in case.brief.fields.items():
        for at, ref in enumerate(plan.claims or ()):
            yield ref, ("fields", field, "claims", at), False


def _marking_at(case: Case, path: KeyPath) -> Marking:
    """Return the marking of what stands at a place in the brief: that of its item, or its own."""
    own = (item for item in case.dossier.items() if path[: len(item.path)] == item.path)
    return max(map(case.item_marking, own), default=case.brief.marking)


def _hinted(case: Case, found: Diagnostic, ref: str, besides: str = "") -> Diagnostic:
    """Return the finding with the nearest known id, and marked as high as that id is."""
    dossier, name = case.dossier, ref.rpartition("#")[2]
    keys = [key for key in (*dossier.exhibits, *dossier.tearlines) if key != besides]
    near = [name] if name in keys else get_close_matches(name, keys, n=1)
    if not near:
        return _found_elsewhere(case, found, name)
    exhibit = dossier.exhibits[dossier.tearlines.get(near[0], near[0])]
    hint = f"did you mean `{near[0]}`?" if near[0] != name else f"it stands in `{exhibit.path}`"
    return raised(replace(found, hint=hint), marking_of(exhibit))


def _found_elsewhere(case: Case, found: Diagnostic, name: str) -> Diagnostic:
    for path, source in case.library.sources.items():
        for annotation in source.annotations:
            if annotation.id == name:
                hint = f"`{path}` has it, which is none of the brief's `sources`"
                marking = max(source.marking, annotation.marking or source.marking)
                return raised(replace(found, hint=hint), marking)
    return found


def _matches_any(case: Case, pattern: str) -> bool:
    return any(fnmatchcase(path, pattern) for path in case.dossier.sources)
