"""Briefs at the edges of what a page can hold: sixty dates, none, two countries, right to left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tools.projects import AUDIENCES, with_keys

READERS = ("desk", "public")
"""Whom they are for: all that can be shown in bullets, and in prose."""
OTHERS = {
    "named": ("public", {"citations": "author-date"}),
    "unmarked": ("public", {"citations": "none"}),
    "abroad": ("desk", {"language": "ar"}),
}
"""Who reads one of the briefs as well: whose edition it is, and what differs in it."""
PLACES = {
    "almaty": ("Almaty", 43.24, 76.95),
    "aktau": ("Aktau", 43.65, 51.17),
    "bishkek": ("Bishkek", 42.87, 74.59),
    "osh": ("Osh", 40.53, 72.8),
    "naryn": ("Naryn", 41.43, 76.0),
}
"""Of the gazetteer: name, latitude and longitude."""
_FIELDS = ("situation", "actors", "government-response", "international-reaction", "us-interests")
_FIRST_DAY, _AS_OF = date(2021, 11, 20), date(2022, 1, 24)


@dataclass(frozen=True, slots=True)
class Edge:
    """A brief: its words, and when and where its claims are."""

    title: str
    sentences: Sequence[str]
    whens: Sequence[str] = ()
    """Of the claims in turn; those beyond have no date."""
    places: Sequence[str] = ()
    countries: Sequence[str] = ()
    actors: Sequence[tuple[str, str]] = ()
    language: str = "en-US"
    publisher: str = "Agency"
    others: Sequence[str] = ()
    """Of `OTHERS`, who read it as well."""


def _days(amount: int) -> Iterator[str]:
    """Yield days, thin at first and dense at the end, some of them months or spans."""
    for n in range(amount):
        day = _FIRST_DAY + timedelta(days=int((1 - (1 - n / amount) ** 2) * 64))
        later = day + timedelta(days=4)
        yield {6: f"{day:%Y-%m}", 9: f"{day}/{later}"}.get(n % 10, str(day))


_HAPPENED = (
    "The council of district {n} closed the road to the airport for {k} hours.",
    "Protesters in district {n} held the administration building for {k} hours and then left.",
    "A convoy of {k} lorries reached district {n}.",
)
_ARABIC = (
    "وصلت القوات إلى المطار في صباح اليوم.",
    "دعت الوزارة جميع الأطراف إلى ضبط النفس والحوار.",
    "أعلنت الحكومة حالة الطوارئ في مدينة ألماتي.",
    "بدأ انسحاب القوات من البلاد.",
    "طلب البرلمان الأوروبي إجراء تحقيق دولي في الأحداث.",
    "عاد الهدوء إلى شوارع المدن الكبرى.",
)
EDGES = {
    "sixty": Edge(
        "Sixty days of unrest in the districts",
        [_HAPPENED[n % 3].format(n=n + 1, k=2 + n % 7) for n in range(60)],
        whens=tuple(_days(60)),
        places=tuple(PLACES),
        countries=("KZ",),
    ),
    "none": Edge("What is not dated", [_HAPPENED[n].format(n=n, k=3) for n in range(3)]),
    "two": Edge(
        "Trade across the border of Kazakhstan and Kyrgyzstan",
        [_HAPPENED[n % 3].format(n=n + 1, k=3) for n in range(5)],
        whens=("2022-01-05", "2022-01-06"),
        places=tuple(PLACES),
        countries=("KZ", "KG"),
        publisher="Press Service of the Prosecutor General’s Office of the Republic of Kazakhstan",
        others=tuple(OTHERS),
    ),
    "arabic": Edge(
        "التدخل في كازاخستان يهدد بمزيد من عدم الاستقرار",
        _ARABIC,
        whens=("2022-01-06", "2022-01-07", "2022-01-05", "2022-01-13/2022-01-19", "2022-01-20"),
        places=("almaty", "aktau"),
        countries=("KZ",),
        actors=(
            ("قاسم جومارت توكاييف", "رئيس كازاخستان"),
            ("ستانيسلاف زاس", "الأمين العام لمنظمة معاهدة الأمن الجماعي"),
        ),
        language="ar",
    ),
}


def write_edges(project: Path, theme: str) -> Path:
    """Write a project of all of them in a theme; return it."""
    seeds = project / "seeds"
    (seeds / "briefs").mkdir(parents=True)
    (seeds / "audiences").mkdir()
    gazetteer = (
        f"  {id_}: {{name: {name}, lat: {lat}, lon: {lon}}}\n"
        for id_, (name, lat, lon) in PLACES.items()
    )
    told = f"desk: Central Asia Desk\nplaces:\n{''.join(gazetteer)}"
    (seeds / "project.yaml").write_text(told, "utf-8")
    for reader in READERS:
        text = with_keys((AUDIENCES / f"{reader}.yaml").read_text("utf-8"), theme=theme)
        shown = (
            text.replace("  - timeline\n", "  - timeline\n  - map\n") if reader != "desk" else text
        )
        (seeds / "audiences" / f"{reader}.yaml").write_text(shown, "utf-8")
        arabic = with_keys(shown, language="ar", title="القراء", gloss="للنشر")
        (seeds / "audiences" / f"{reader}-ar.yaml").write_text(arabic, "utf-8")
        for other, (alike, differing) in OTHERS.items():
            if alike == reader:
                text = with_keys(shown, title=other.capitalize(), **differing)
                (seeds / "audiences" / f"{other}.yaml").write_text(text, "utf-8")
    for name, edge in EDGES.items():
        (seeds / "sources" / name).mkdir(parents=True)
        source = seeds / "sources" / name / "report.yaml"
        source.write_text("".join(_source(edge, name)), "utf-8")
        (seeds / "briefs" / f"{name}.yaml").write_text("".join(_brief(edge, name)), "utf-8")
    return project


def _source(edge: Edge, name: str) -> Iterator[str]:
    yield f"title: {edge.title}\npublisher: {edge.publisher}\ntype: report\nissued: 2022-01-23\n"
    yield f"marking: TLP:CLEAR\nreliability: B\nlanguage: {edge.language}\n"
    yield "url: https://example.org/report\ntext: |\n"
    yield from (f"  {sentence}\n" for sentence in edge.sentences)
    yield "annotations:\n"
    for n, sentence in enumerate(edge.sentences):
        yield f"  - id: {name}-{n}\n    quote: {sentence}\n    claim: {sentence}\n"
        yield f"    field: {_FIELDS[n % len(_FIELDS)]}\n    credibility: 2\n"
        if n < len(edge.whens):
            yield f"    when: {edge.whens[n]}\n"
        if n < len(edge.places):
            yield f"    where: {edge.places[n]}\n"
        if n < len(edge.actors):
            yield f"    actors: [person-{n}]\n"


def _brief(edge: Edge, name: str) -> Iterator[str]:
    readers = [f"{reader}-ar" if edge.language == "ar" else reader for reader in READERS]
    readers += edge.others
    yield f"title: {edge.title}\nas_of: {_AS_OF}\nmarking: TLP:CLEAR\nstatus: final\n"
    yield f"language: {edge.language}\naudiences: [{', '.join(readers)}]\n"
    yield f"countries: [{', '.join(edge.countries)}]\n"
    yield f'bottom_line: "{edge.sentences[0].rstrip(".")} [@{name}-0]."\n'
    yield f'judgments:\n  - {{id: holds, confidence: low, text: "{edge.sentences[1]}'
    yield f' [@{name}-1]"}}\n'
    for index, (person, role) in enumerate(edge.actors):
        yield "actors:\n" if not index else ""
        yield f"  person-{index}: {{name: {person}, role: {role}}}\n"
