"""The China–Vietnam line along the province (OpenStreetMap by way of @geo-maps/countries-land-100m), and which communes touch it."""

import functools
import json

import shapely
from shapely.geometry import mapping, shape
from shapely.ops import substring

from common import length_km, package_file, read_curated, rounded, to_degrees, to_metres, write_geojson
from outlines import source

# The communes' outer edge and this line come from different sources: 95 % of it within 300 m, nowhere more than 650 m apart.
NEAR_M = 1000
# A commune is a border commune from 1 km of border on; the least of the 23 has more than twice that, the others none.
LEAST_KM = 1.0
BEYOND_M = 5000  # how far the drawn line goes on past the province at either end


@functools.cache
def national_line():
    """The line in degrees, cut to the province and a little beyond. Not simplified: it has a vertex every 700 m."""
    world = json.loads(package_file("geo-maps-countries-land-100m-0.6.0.tgz", "package/map.geo.json"))
    land = {f["properties"]["A3"]: f["geometry"] for f in world["features"] if f["properties"]["A3"] in ("VNM", "CHN")}
    around = shapely.box(*shapely.union_all(list(source().values())).buffer(0.5).bounds)
    vietnam, china = (shape(land[a3]).boundary.intersection(around) for a3 in ("VNM", "CHN"))
    # Both countries have the very same vertices along the border, so what they share is the border. The shared pieces join
    # into one line from the tripoint with Laos to beyond the province, then (in Lào Cai, along the river) into short ones.
    pieces = shapely.get_parts(shapely.line_merge(vietnam.intersection(china)))
    line = to_metres(max(pieces, key=lambda piece: piece.length))

    province = to_metres(shapely.coverage_union_all(list(source().values())))
    along = shapely.get_coordinates(line.intersection(province.buffer(NEAR_M)))
    measures = shapely.line_locate_point(line, shapely.points(along))
    start, end = measures.min() - BEYOND_M, measures.max() + BEYOND_M
    if start < 0 or end > line.length:
        raise SystemExit("the national line is broken near the province")
    return rounded(to_degrees(substring(line, start, end)))


@functools.cache
def border_km():
    """{code: km of the commune's outline that is national border}: outer edge of the province near the line."""
    near = to_metres(national_line()).buffer(NEAR_M)
    edge = shapely.coverage_union_all(list(source().values())).exterior
    return {code: length_km(to_degrees(to_metres(edge.intersection(polygon.boundary)).intersection(near))) for code, polygon in source().items()}


@functools.cache
def border_communes():
    codes = {code for code, km in border_km().items() if km >= LEAST_KM}
    if len(codes) != 23:
        raise SystemExit(f"{len(codes)} border communes, the plan has 23")
    return codes


def main():
    geometry = mapping(national_line())
    properties = {"name_vi": "Biên giới Việt Nam – Trung Quốc", "name_en": "Vietnam–China border"}
    write_geojson("national-border.geojson", [{"type": "Feature", "properties": properties, "geometry": geometry}])


if __name__ == "__main__":
    main()
    names = {u["code"]: u["name"] for u in read_curated("communes.csv")}
    for code, km in border_km().items():
        if km > 0:
            print(f"{code} {names[code]:<16} {km:6.2f} km{'' if code in border_communes() else '  (not a border commune)'}")
