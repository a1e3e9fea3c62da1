"""Files of the vector formats, read through GDAL and brought into the form of the API's GeoJSON, to be held against it."""

import json
import re
from pathlib import Path

import requests
from gdal import gdal, ogrinfo
from server import Server

EXTENSION = {"gpkg": "gpkg", "fgb": "fgb", "kml": "kml", "shp": "shp.zip"}
NORTH_FIRST = ("EPSG:4326", "EPSG:4756")
# What a shapefile calls the properties whose names it has no room for; also in the page beside it.
SHORT = {
    "district_code": "dist_code",
    "commune_code": "comm_code",
    "border_communes": "border_com",
    "population_2019": "pop_2019",
    "nearest_pano_km": "pano_km",
    "lines_applicable": "lines_appl",
    "lines_reached": "lines_rchd",
    "participants": "particip",
    "recorded_by": "rec_by",
    "recorded_at": "rec_at",
}
# GDAL's name of a layer that has none of its own.
STYLES = "layer_styles"


def download(server: Server, directory: Path, collection: str, kind: str, **query: str) -> Path:
    path = directory / f"{collection}.{EXTENSION[kind]}"
    answer = requests.get(f"{server.url}/data/{path.name}", params=query, timeout=30)
    assert answer.status_code == 200, answer.text
    path.write_bytes(answer.content)
    return path


def layers(path: Path) -> list[str]:
    out = gdal("ogrinfo", "-ro", "-q", str(path)).out
    names = re.findall(r"^\d+: (.+?)(?: \([A-Z][\w ]+\))?$", out, re.M)
    return [name for name in names if name != STYLES]


def read(path: Path) -> list[dict]:
    """All features, in the file's own system, as GDAL's GeoJSON has them."""
    found = []
    for number, name in enumerate(layers(path)):
        copy = path.with_name(f"{path.name}.{number}.geojson")
        gdal("ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=10", "-lco", "SIGNIFICANT_FIGURES=17", str(copy), str(path), name)
        found += json.loads(copy.read_text())["features"]
    return found


def system(path: Path) -> str:
    """The code by which GDAL knows the reference system of the layer."""
    out = ogrinfo(str(path), layers(path)[0]).out
    (wkt,) = re.findall(r"^Layer SRS WKT:\n(.+?)^Data axis", out, re.M | re.S)
    return re.findall(r'ID\["(EPSG)",(\d+)\]\]\s*$', wkt)[-1][1]


def sent(server: Server, collection: str, crs: str, **query: str) -> list[dict]:
    """What the API answers, east before north."""
    answer = requests.get(f"{server.api}/collections/{collection}/items", params={"limit": "1000", "crs": crs, **query}, timeout=30)
    assert answer.status_code == 200, answer.text
    features = answer.json()["features"]
    if crs in NORTH_FIRST:
        for feature in features:
            feature["geometry"]["coordinates"] = turned(feature["geometry"]["coordinates"])
    return features


def turned(part: list) -> list:
    return part[::-1] if isinstance(part[0], int | float) else [turned(inner) for inner in part]


def parts(geometry: dict) -> list:
    """The polygons of an area, or its points: one is the same as several of which there is one."""
    kind, coordinates = geometry["type"], geometry.get("coordinates")
    if kind == "GeometryCollection":
        return [part for inner in geometry["geometries"] for part in parts(inner)]
    return coordinates if kind.startswith("Multi") else [coordinates]


def path_of(ring: list) -> list:
    """A ring from its least corner on and one way round: formats differ in both."""
    corners = [tuple(at) for at in ring[:-1]]
    start = corners.index(min(corners))
    corners = corners[start:] + corners[:start]
    return corners if corners[1] < corners[-1] else [corners[0], *corners[:0:-1]]


def outline(geometry: dict) -> list:
    pieces = parts(geometry)
    if geometry["type"].endswith("Point") or not isinstance(pieces[0][0], list):
        return sorted(tuple(at) for at in pieces)
    return sorted([path_of(ring) for ring in polygon] for polygon in pieces)


def numbers(nested: object) -> list[float]:
    if isinstance(nested, int | float):
        return [nested]
    return [n for inner in nested for n in numbers(inner)]  # type: ignore[union-attr]
