"""Debian's GDAL through its OAPIF driver and over plain files: counts, fields, geometry, filters, pages, copies."""

import json
import sqlite3
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from gdal import gdal, layer, ogrinfo
from server import Server

PLACE = {"district_code": "String", "district": "String"}
YES_NO = "Integer(Boolean)"
UNIT = {"code": "String", "name": "String", "kind": "String"}
POINT = {"lon": "Real", "lat": "Real"}
COMMUNE = {
    **UNIT,
    **PLACE,
    "border": YES_NO,
    "priority": YES_NO,
    "area_km2": "Real",
    "population_2019": "Integer",
    **POINT,
    "aliases": "String",
}
# Collection, number of features, type of geometry and the fields that GDAL must know by type. (It guesses from the first
# ten features: a property that is null in all of them comes as text, and stands here only where it cannot be.)
COLLECTIONS = {
    "communes": (108, "Polygon", COMMUNE),
    "border-communes": (23, "Polygon", COMMUNE),
    "districts": (8, "Polygon", {**UNIT, "communes": "Integer", "border_communes": "Integer", "area_km2": "Real", **POINT}),
    "pano-sites": (10, "Point", {"slug": "String", "name_vi": "String", "plan_line": "String", "year": "Integer", "status": "String"}),
    "coverage": (
        108,
        "Polygon",
        {**UNIT, **PLACE, "border": YES_NO, "as_of": "Date", "status": "String", "late": YES_NO, "share": "Real", "lines_reached": "Integer"},
    ),
    "activities": (
        211,
        "Multi Point",
        {"plan_line": "String", "title": "String", "start": "Date", "shares": "String(JSON)", "revision": "Integer", "recorded_at": "DateTime"},
    ),
}


def features(server: Server, collection: str, **query: str) -> list[dict]:
    answer = requests.get(f"{server.api}/collections/{collection}/items", params=query, timeout=10)
    answer.raise_for_status()
    return answer.json()["features"]


def bounds(geometry: dict) -> tuple[float, float, float, float]:
    def points(part: list) -> list[list[float]]:
        return [part] if isinstance(part[0], float | int) else [point for inner in part for point in points(inner)]

    xs, ys = zip(*((x, y) for x, y, *_ in points(geometry["coordinates"])), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def queries(asked: list[str]) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(url).query) for url in asked if "/items" in url]


def test_the_service_is_a_data_source_of_six_layers(server: Server) -> None:
    out = gdal("ogrinfo", "-ro", f"OAPIF:{server.api}").out
    assert [line.split(" ")[1] for line in out.splitlines() if line[:1].isdigit()] == list(COLLECTIONS)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_collection_is_a_layer(server: Server, collection: str) -> None:
    count, geometry, fields = COLLECTIONS[collection]
    seen = layer(f"OAPIF:{server.api}", collection)
    assert (seen.name, seen.count) == (collection, count)
    assert seen.geometry == geometry
    assert {name: seen.fields.get(name) for name in fields} == fields
    described = requests.get(f"{server.api}/collections/{collection}", timeout=10).json()
    assert seen.extent == pytest.approx(described["extent"]["spatial"]["bbox"][0], abs=1e-6)
    every = [bounds(f["geometry"]) for f in features(server, collection) if f["geometry"]]
    west, south = min(b[0] for b in every), min(b[1] for b in every)
    east, north = max(b[2] for b in every), max(b[3] for b in every)
    assert seen.extent[0] <= west and seen.extent[1] <= south
    assert seen.extent[2] >= east and seen.extent[3] >= north


def test_quantities_of_a_line_are_numbers(server: Server, tmp_path: Path) -> None:
    copy = tmp_path / "coverage.geojson"
    gdal("ogr2ogr", "-f", "GeoJSON", str(copy), f"{server.url}/data/coverage.geojson?line=2018-leaflets&as_of=2018-12-31")
    seen = layer(str(copy))
    assert {name: seen.fields[name] for name in ("quota", "achieved", "gap")} == dict.fromkeys(("quota", "achieved", "gap"), "Integer")


def test_geometry_and_attributes_arrive_as_they_are(server: Server, tmp_path: Path) -> None:
    copy = tmp_path / "one.geojson"
    source = f"OAPIF:{server.api}"
    gdal("ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", "-where", "code = '03571'", str(copy), source, "communes")
    (read,) = json.loads(copy.read_text())["features"]
    (sent,) = features(server, "communes", code="03571")
    assert read["geometry"] == sent["geometry"]
    assert len(sent["geometry"]["coordinates"][0]) > 50
    for name, value in sent["properties"].items():
        assert read["properties"].get(name) == value, name


@pytest.mark.parametrize(
    ("collection", "where", "count", "sent"),
    [
        ("communes", "district_code = '109'", 18, ("district_code", "109")),
        ("communes", "border = 1", 23, ("border", "1")),
        ("communes", "name = 'Dào San'", 1, ("name", "Dào San")),
        ("communes", "district_code = '109' AND area_km2 > 100", None, ("district_code", "109")),
        ("communes", "name LIKE 'M%'", None, None),
        ("communes", "area_km2 BETWEEN 100 AND 200", None, None),
        ("communes", "code IN ('03571', '03574')", 2, None),
        ("coverage", "status = 'overdue'", None, ("status", "overdue")),
        ("activities", "plan_line = '2018-border-conferences'", None, ("plan_line", "2018-border-conferences")),
        # GDAL's way to write a day.
        ("activities", "start >= '2018-01-01'", None, ("datetime", "2018-01-01T/..")),
        ("activities", "start >= '2018/01/01 00:00:00' AND start < '2018/06/01 00:00:00'", None, ("datetime", "2018-01-01T00:00:00Z/2018-06-01T00:00:00Z")),
    ],
)
def test_attribute_filters(server: Server, collection: str, where: str, count: int | None, sent: tuple[str, str] | None) -> None:
    """The same rows as from a file on the client's side, and the condition is sent where GDAL can."""
    ran = ogrinfo("-where", where, f"OAPIF:{server.api}", collection)
    local = ogrinfo("-where", where, f"{server.url}/data/{collection}.geojson")
    assert ran.count == local.count > 0
    if count is not None:
        assert ran.count == count
    if sent:
        name, value = sent
        assert any(query.get(name) == [value] for query in queries(ran.asked)), ran.asked


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_spatial_filters_are_sent(server: Server, collection: str) -> None:
    window = ("103", "22.2", "103.3", "22.5")
    ran = ogrinfo("-spat", *window, f"OAPIF:{server.api}", collection)
    local = ogrinfo("-spat", *window, f"{server.url}/data/{collection}.geojson")
    assert 0 < ran.count == local.count < COLLECTIONS[collection][0]
    assert any("bbox" in query for query in queries(ran.asked))


@pytest.mark.parametrize("size", [20, 108, 1000])
def test_pages(server: Server, size: int, tmp_path: Path) -> None:
    copy = tmp_path / "communes.gpkg"
    ran = gdal("ogr2ogr", "-f", "GPKG", "-oo", f"PAGE_SIZE={size}", str(copy), f"OAPIF:{server.api}", "communes")
    assert any(query.get("limit") == [str(size)] for query in queries(ran.asked))
    assert sum("offset" in query for query in queries(ran.asked)) == (107 // size)
    with sqlite3.connect(copy) as db:
        assert db.execute("SELECT count(DISTINCT code), count(*) FROM communes").fetchone() == (108, 108)


def test_everything_into_one_geopackage(server: Server, tmp_path: Path) -> None:
    copy = tmp_path / "all.gpkg"
    gdal("ogr2ogr", "-f", "GPKG", str(copy), f"OAPIF:{server.api}")
    for collection, (count, geometry, _) in COLLECTIONS.items():
        copied = layer(str(copy), collection)
        assert (copied.count, copied.geometry) == (count, geometry)
    with sqlite3.connect(copy) as db:
        names = [name for (name,) in db.execute("SELECT name FROM communes WHERE border AND district_code = '109' ORDER BY code")]
    assert names == [f["properties"]["name"] for f in features(server, "communes", border="true", district_code="109")]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_files_are_layers_too(server: Server, collection: str) -> None:
    count, geometry, _ = COLLECTIONS[collection]
    seen = layer(f"{server.url}/data/{collection}.geojson")
    assert (seen.count, seen.geometry) == (count, geometry)
    assert layer(f"/vsicurl/{server.url}/data/{collection}.geojson").count == count


def test_an_answer_over_http_is_a_layer(server: Server) -> None:
    seen = layer(f"{server.api}/collections/coverage/items?line=2018-border-conferences&as_of=2018-12-31&border=true")
    assert seen.count == 23
