"""The locator map: the right piece of the world, names apart and within, land where it is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from time import perf_counter

import pytest
from editions import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_boxes import outside, overlaps, parse, text_boxes, texts, view

from briefgen.figures.countries import read_atlas, read_names
from briefgen.figures.drawing import Box
from briefgen.figures.framing import Place, frame_around
from briefgen.figures.locator_map import MapWords, locator_map
from briefgen.figures.outline import clip_line, clip_ring, path, simplify
from briefgen.figures.sphere import Circle, Projection, angle, direction
from briefgen.illustrate import illustrate
from briefgen.languages import read_language
from briefgen.shipped import TEMPLATES

NOTE = "The borders and names shown imply no endorsement or acceptance."
WORDS = MapWords("Map of the region", "Where it happened:", disclaimer=NOTE)
PLACES = (
    Place("Almaty", 43.24, 76.89),
    Place("Astana", 51.17, 71.43),
    Place("Aktau", 43.65, 51.17),
    Place("Taldykorgan", 45.02, 78.37),
)
KYIV = (Place("Kyiv", 50.45, 30.52), Place("Bucha", 50.55, 30.21), Place("Irpin", 50.52, 30.25))
CASES = [
    (("KZ",), PLACES),
    (("KZ", "RU"), PLACES),
    (("UA",), KYIV),
    (("FR",), ()),
    (("NE",), (Place("Niamey", 13.51, 2.11),)),
    (("US",), (Place("Washington", 38.9, -77.04),)),
    (("RU",), ()),
    (("FJ",), (Place("Suva", -18.14, 178.44),)),
    (("SG",), ()),
    (("VA", "LU"), ()),
    (("AU", "GB", "US", "KZ"), ()),
    (("ID",), ()),
    (("CL",), ()),
    (("AQ",), ()),
    (("KI",), ()),
]
CODES = sorted(code for code in read_atlas("UN").countries if code != "--")


@pytest.mark.parametrize("width", [160, 300, 468])
@pytest.mark.parametrize(("codes", "places"), CASES, ids=lambda case: "+".join(map(str, case))[:9])
def test_names_keep_apart_and_within(
    codes: tuple[str, ...], places: tuple[Place, ...], width: float
) -> None:
    svg = locator_map(codes, places, width, WORDS)
    assert overlaps(svg) == []
    assert outside(svg) == []
    assert texts(svg, "map-country")


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(CODES), min_size=1, max_size=3),
    st.lists(
        st.builds(Place, st.just("A name"), st.floats(-89, 89), st.floats(-180, 180)), max_size=30
    ),
)
def test_any_countries_and_places_keep_apart(codes: list[str], places: list[Place]) -> None:
    svg = locator_map(codes, places, 240, WORDS)
    assert overlaps(svg) == []
    assert outside(svg) == []
    whole = view(svg)
    assert all(whole.left <= x <= whole.right for x, _ in _land(svg))
    assert all(whole.top <= y <= whole.bottom for _, y in _land(svg))


@pytest.mark.parametrize("codes", [(), ("ZZ",), ("kz",), ("--x",)])
def test_unknown_countries_have_no_map(codes: tuple[str, ...]) -> None:
    assert locator_map(codes, PLACES, 300, WORDS) == ""


def test_an_unknown_code_beside_a_known_one_is_passed_over() -> None:
    assert locator_map(("KZ", "ZZ"), (), 300, WORDS) == locator_map(("KZ",), (), 300, WORDS)


def test_an_unknown_world_view_is_refused() -> None:
    with pytest.raises(ValueError, match="`IN`: known is `UN`"):
        locator_map(("KZ",), (), 300, WORDS, view="IN")


def test_neighbours_are_named_and_names_can_be_given() -> None:
    svg = locator_map(("KZ",), (), 300, MapWords("Karte", names={"KZ": "Kasachstan", "RU": "Rus"}))
    assert texts(svg, "map-country") == ["Kasachstan"]
    assert {"Rus", "Uzbekistan", "China"} <= set(texts(svg, "map-neighbour"))


def test_places_within_are_named_and_others_left_out() -> None:
    svg = locator_map(("KZ",), (*PLACES, Place("Lima", -12.05, -77.04)), 468, WORDS)
    assert set(texts(svg, "map-place")) == {place.name for place in PLACES}
    dots = parse(svg).find(".//*[@class='map-dot']")
    assert dots is not None
    assert len(dots) == len(PLACES)


def test_a_place_named_twice_has_one_dot() -> None:
    assert texts(locator_map(("KZ",), PLACES * 2, 468, WORDS), "map-place").count("Almaty") == 1


def test_towns_are_within_their_country() -> None:
    boxes = dict(text_boxes(locator_map(("KZ",), PLACES, 468, WORDS)))
    assert boxes["Aktau"].left < boxes["Astana"].left < boxes["Almaty"].left
    assert boxes["Astana"].top < boxes["Almaty"].top


@pytest.mark.parametrize(
    ("code", "lat", "lon", "is_shown"),
    [
        ("FR", 48.9, 2.4, True),
        ("FR", 42.2, 9.1, True),
        ("FR", 4.9, -52.3, False),
        ("US", 47.6, -122.3, True),
        ("US", 21.3, -157.9, False),
        ("RU", 66.1, -170.0, True),
        ("RU", 54.7, 20.5, True),
        ("NO", 78.2, 15.6, False),
        ("ES", 28.1, -15.4, False),
        ("ES", 39.6, 2.9, True),
        ("GQ", 3.75, 8.78, True),
        ("GR", 35.3, 25.1, True),
        ("JP", 31.6, 130.6, True),
    ],
)
def test_main_parts_make_the_frame(code: str, lat: float, lon: float, is_shown: bool) -> None:
    atlas = read_atlas("UN")
    frame = frame_around(atlas, [atlas.countries[code]], (), 300)
    ((x, y),) = frame.place([(lon, lat)])
    assert Box(x, y, x, y).within(frame.box) == is_shown


def test_a_place_overseas_brings_its_part_into_the_frame() -> None:
    svg = locator_map(("FR",), (Place("Cayenne", 4.93, -52.33),), 300, WORDS)
    assert texts(svg, "map-place") == ["Cayenne"]
    assert texts(svg, "map-country") == ["France"]


@pytest.mark.parametrize("codes", [("FJ",), ("RU",)])
def test_the_date_line_cuts_nothing(codes: tuple[str, ...]) -> None:
    atlas = read_atlas("UN")
    for code in codes:
        for ring in atlas.countries[code].rings:
            points = [p for n in ring.arcs for p in atlas.arc(n if n >= 0 else ~n)]
            along = [
                (a, b) for a, b in pairwise(points) if abs(a[0]) == abs(b[0]) == 180 and a != b
            ]
            assert all(abs(a[1] - b[1]) < 0.06 for a, b in along)


def test_a_map_is_small_and_quick() -> None:
    locator_map(("KZ",), PLACES, 468, WORDS)
    start = perf_counter()
    svg = locator_map(("KZ",), PLACES, 468, WORDS)
    assert perf_counter() - start < 2
    assert len(svg) < 40_000


def test_the_map_says_what_it_is() -> None:
    svg = locator_map(("KZ",), PLACES[:1], 300, WORDS)
    root = parse(svg)
    assert root.attrib["role"] == "img"
    assert root[0].text == "Map of the region"
    assert root[1].text == f"Where it happened: Kazakhstan, Almaty {NOTE}"
    assert texts(svg, "map-note") == [NOTE]
    assert svg == locator_map(("KZ",), PLACES[:1], 300, WORDS)
    assert not any(word in svg for word in (" id=", "opacity", "<a ", "<style"))


def test_the_projection_keeps_areas_and_its_centre() -> None:
    projection = Projection(direction(67, 48))
    assert projection.project([(67, 48)])[0] == pytest.approx((0, 0))
    areas = [
        _area(projection.project(_cell(lon, lat))) for lon, lat in ((60, 45), (20, 45), (100, 45))
    ]
    assert areas == pytest.approx([areas[0]] * 3, rel=2e-3)
    (_, north), (east, _) = projection.project([(67, 50), (69, 48)])
    assert north < 0 < east


def test_circles_join() -> None:
    one, other = Circle(direction(0, 0), 10), Circle(direction(30, 0), 5)
    both = one.joined(other)
    assert both.reach == pytest.approx(22.5)
    assert angle(both.centre, direction(12.5, 0)) == pytest.approx(0, abs=1e-6)
    assert both.joined(one) == both
    assert one.joined(both) == both


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ([(0, 0), (5, 0.1), (10, 0)], [(0, 0), (10, 0)]),
        ([(0, 0), (5, 3), (10, 0)], [(0, 0), (5, 3), (10, 0)]),
        ([(0, 0), (4, 4), (0, 0)], [(0, 0), (4, 4), (0, 0)]),
        ([(0, 0), (1, 1)], [(0, 0), (1, 1)]),
    ],
)
def test_simplify(line: list[tuple[float, float]], expected: list[tuple[float, float]]) -> None:
    assert simplify(line, 0.5) == expected


def test_clipping() -> None:
    frame = Box(0, 0, 10, 10)
    square = [(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)]
    assert _area(clip_ring(square, frame)) == 25
    assert clip_ring([(20.0, 20.0), (30.0, 20.0), (20.0, 30.0)], frame) == []
    wave = [(-5.0, 5.0), (5.0, 5.0), (5.0, 15.0), (8.0, 15.0), (8.0, 5.0)]
    assert clip_line(wave, frame) == [[(0, 5), (5, 5), (5, 10)], [(8, 10), (8, 5)]]


def test_paths_are_relative_and_short() -> None:
    assert path([[(1, 1), (2.04, 1), (2, 0.9)]], closed=True) == "M1 1l1 0 0 -0.1z"
    assert path([[(1, 1), (1.01, 1)]], closed=False) == ""


def _cell(lon: float, lat: float) -> list[tuple[float, float]]:
    steps = [n / 10 for n in range(10)]
    return (
        [(lon + s, lat) for s in steps]
        + [(lon + 1, lat + s) for s in steps]
        + [(lon + 1 - s, lat + 1) for s in steps]
        + [(lon, lat + 1 - s) for s in steps]
    )


def _area(ring: list[tuple[float, float]]) -> float:
    closed = pairwise([*ring, ring[0]])
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in closed)) / 2


def _land(svg: str) -> list[tuple[float, float]]:
    points = []
    for d in re.findall(r'class="map-[a-z -]+"[^>]* d="([^"]*)"', svg):
        for part in filter(None, d.replace("z", "").split("M")):
            start, _, steps = part.partition("l")
            x, y = map(float, start.split())
            points.append((x, y))
            numbers = list(map(float, steps.split()))
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = round(x + dx, 1), round(y + dy, 1)
                points.append((x, y))
    return points


@pytest.mark.parametrize(
    ("tag", "country", "neighbour"),
    [
        ("en-US", "Kazakhstan", "Russia"),
        ("ru-KZ", "Казахстан", "Россия"),
        ("ar", "كازاخستان", "روسيا"),
    ],
)
def test_countries_are_named_in_the_language_of_the_page(
    tag: str, country: str, neighbour: str
) -> None:
    edition = replace(sample(), language=tag)
    svg = illustrate(edition, read_language(TEMPLATES, tag), "")["map"]
    assert texts(svg, "map-country") == [country]
    assert neighbour in texts(svg, "map-neighbour")
    assert overlaps(svg) == []
    assert outside(svg) == []


def test_every_country_of_the_atlas_has_a_name_in_every_language() -> None:
    assert {"ar", "ru"} <= read_names().keys()
    for named in read_names().values():
        assert [code for code in sorted(named) if named[code]] == CODES


def test_a_language_without_names_takes_the_english_ones() -> None:
    danish = replace(read_language(TEMPLATES, "en"), tag="da")
    svg = illustrate(replace(sample(), language="da"), danish, "")["map"]
    assert texts(svg, "map-country") == ["Kazakhstan"]
