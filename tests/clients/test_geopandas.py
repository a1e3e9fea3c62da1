"""Geopandas, with the current GDAL that comes inside its wheels: layers, files, and every reference system."""

import geopandas
import numpy
import pyproj
import pytest
import requests
import shapely
from server import Server

SYSTEMS = ["OGC:CRS84", "EPSG:4326", "EPSG:3857", "EPSG:4756", "EPSG:3405", "EPSG:9205"]
WIDTH_OF_A_CENTIMETRE = {"metre": 0.01, "degree": 0.01 / 111_320}
COUNTS = {"communes": 108, "border-communes": 23, "districts": 8, "pano-sites": 10, "coverage": 108, "activities": 211}


def read(server: Server, layer: str, **options: str) -> geopandas.GeoDataFrame:
    return geopandas.read_file(f"OAPIF:{server.api}", layer=layer, **options)


@pytest.mark.parametrize("collection", COUNTS)
def test_a_collection_is_a_table(server: Server, collection: str) -> None:
    table = read(server, collection)
    assert len(table) == COUNTS[collection]
    assert table.geometry.is_valid.all() and not table.geometry.is_empty.any()
    file = geopandas.read_file(f"{server.url}/data/{collection}.geojson")
    assert table.crs.equals(file.crs, ignore_axis_order=True)
    assert table.geometry.to_wkb().equals(file.geometry.to_wkb())


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("collection", ["communes", "pano-sites", "activities"])
def test_every_system_is_within_a_centimetre_of_proj(server: Server, collection: str, system: str) -> None:
    sent = read(server, collection, CRS=system)
    assert sent.crs.equals(pyproj.CRS(system), ignore_axis_order=True)
    wanted = read(server, collection).to_crs(sent.crs)
    assert (sent["id"] == wanted["id"]).all()
    off = numpy.abs(shapely.get_coordinates(sent.geometry) - shapely.get_coordinates(wanted.geometry))
    assert off.max() <= WIDTH_OF_A_CENTIMETRE[sent.crs.axis_info[0].unit_name]


# Of systems with north first GDAL would take the old member `crs` for one with east first: there the file is silent.
@pytest.mark.parametrize("system", ["OGC:CRS84", "EPSG:3857", "EPSG:3405", "EPSG:9205"])
def test_an_answer_says_its_system(server: Server, system: str) -> None:
    file = geopandas.read_file(f"{server.api}/collections/pano-sites/items?f=json&crs={system}")
    if system != "OGC:CRS84":  # where GeoJSON needs no word
        assert file.crs.equals(pyproj.CRS(system))
    west, south, east, north = file.to_crs("OGC:CRS84").total_bounds
    assert 102 < west < east < 105 and 21 < south < north < 23


def test_windows_in_the_system_of_the_layer(server: Server) -> None:
    """GDAL sends `bbox` in the layer's own system, with `bbox-crs`."""
    table = read(server, "communes", CRS="EPSG:3405")
    window = (300_000, 2_450_000, 330_000, 2_480_000)
    inside = read(server, "communes", CRS="EPSG:3405", bbox=window)
    assert 0 < len(inside) < 108
    assert set(inside["id"]) == set(table[table.intersects(shapely.box(*window))]["id"])


@pytest.mark.parametrize(
    "where", ["border = 1", "district_code = '109'", "name LIKE 'M%'", "area_km2 > 300 AND border = 0", "name = 'Dào San'"]
)
def test_conditions(server: Server, where: str) -> None:
    found = read(server, "communes", where=where)
    local = geopandas.read_file(f"{server.url}/data/communes.geojson", where=where)
    assert 0 < len(found) < 108
    assert set(found["id"]) == set(local["id"])


@pytest.mark.parametrize("where", ["start >= '2018-01-01'", "start >= '2018/01/01 00:00:00' AND start < '2018/06/01 00:00:00'"])
def test_conditions_on_days(server: Server, where: str) -> None:
    found = read(server, "activities", where=where)
    local = geopandas.read_file(f"{server.url}/data/activities.geojson", where=where)
    assert 0 < len(found) < 211
    assert set(found["id"]) == set(local["id"])


def test_neighbours_share_their_borders_when_generalised(server: Server) -> None:
    full = geopandas.read_file(f"{server.url}/data/communes.geojson")
    coarse = geopandas.read_file(f"{server.url}/data/communes.geojson?zoom-level=8")
    assert shapely.get_num_coordinates(coarse.geometry).sum() < shapely.get_num_coordinates(full.geometry).sum() / 3
    assert coarse.geometry.is_valid.all()
    assert shapely.coverage_is_valid(coarse.geometry.to_numpy())


def test_what_is_null_stays_null(server: Server) -> None:
    sent = requests.get(f"{server.url}/data/activities.geojson", timeout=10).json()["features"]
    table = geopandas.read_file(f"{server.url}/data/activities.geojson").set_index("id")
    for column in ("end", "participants", "reference"):
        nulls = {f["id"] for f in sent if f["properties"][column] is None}
        assert set(table.index[table[column].isna()]) == nulls, column
