"""GeoPackage, FlatGeobuf, KML and shapefiles as Debian's GDAL reads them: every feature, value and outline of the API."""

import io
import json
import sqlite3
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pyogrio
import pytest
import requests
from fastkml.validator import validate
from gdal import gdal, ogrinfo
from server import Server
from vector_files import EXTENSION, SHORT, download, layers, numbers, outline, read, sent, system

COLLECTIONS = ["communes", "border-communes", "districts", "pano-sites", "coverage", "activities"]
SYSTEMS = ["OGC:CRS84", "EPSG:4326", "EPSG:3857", "EPSG:4756", "EPSG:3405", "EPSG:9205"]
CASES = [
    (collection, kind, crs)
    for collection in COLLECTIONS
    for kind in EXTENSION
    for crs in SYSTEMS
    if kind != "kml" or crs == "OGC:CRS84"
]
VIEW = {"coverage": {"line": "2018-leaflets", "as_of": "2018-06-30"}}
MOMENTS = ("recorded_at",)
DAYS = ("as_of", "built_on", "start", "end")


def plain(name: str, value: object, kind: str) -> object:
    """A value of the API's as the format can have it at best."""
    if name == "shares" and kind == "shp":
        text = "; ".join(f"{share['unit']}: {share['quantity']:g}" for share in value)  # type: ignore[union-attr]
        return cut(text)
    if isinstance(value, str) and kind == "shp":
        # A text of nothing is none there.
        return cut(value) or None
    return value


def moment(text: str) -> datetime:
    """GDAL writes 2026/11/27 07:13:01.59+00, and each program as many decimals as it likes."""
    return datetime.fromisoformat(text.replace("/", "-"))


def cut(text: str) -> str:
    return text.encode()[:254].decode(errors="ignore")


def seen(name: str, value: object, like: object) -> object:
    """A value as GDAL gives it, in the API's type."""
    if isinstance(value, str):
        if name in DAYS:
            return value[:10].replace("/", "-")
        if name in MOMENTS:
            return moment(value)
        if isinstance(like, bool):
            return {"T": True, "F": False, "true": True, "false": False, "1": True, "0": False}.get(value, value)
        if isinstance(like, list | dict):
            return json.loads(value)
    if isinstance(value, int) and isinstance(like, bool):
        return bool(value)
    return value


@pytest.mark.parametrize(("collection", "kind", "crs"), CASES)
def test_every_feature_value_and_outline_is_the_apis(server: Server, tmp_path: Path, collection: str, kind: str, crs: str) -> None:
    view = VIEW.get(collection, {})
    path = download(server, tmp_path, collection, kind, crs=crs, **view)
    features, wanted = read(path), sent(server, collection, crs, **view)
    assert len(features) == len(wanted) > 0
    assert system(path) == (crs.removeprefix("EPSG:") if crs != "OGC:CRS84" else "4326")
    key = next(iter(wanted[0]["properties"]))
    by_id = {feature["properties"][key]: feature for feature in features}
    close = 1e-3 if crs in ("EPSG:3857", "EPSG:3405", "EPSG:9205") else 1e-7
    for feature in wanted:
        there = by_id[feature["properties"][key]]
        for name, value in feature["properties"].items():
            short = SHORT.get(name, name) if kind == "shp" else name
            value = moment(value) if name in MOMENTS else plain(name, value, kind)
            properties = there["properties"]
            # GDAL has one field for a placemark's name and for a property of that name.
            got = seen(name, properties.get(short, properties.get("Name") if (kind, name) == ("kml", "name") else None), value)
            if isinstance(value, float) and not isinstance(value, bool):
                assert got == pytest.approx(value, abs=1e-12), name
            else:
                assert got == value, name
        ours, theirs = outline(feature["geometry"]), outline(there["geometry"])
        assert [len(part) for part in theirs] == [len(part) for part in ours]
        off = [abs(a - b) for a, b in zip(numbers(theirs), numbers(ours), strict=True)]
        assert max(off) <= close


@pytest.mark.parametrize("kind", EXTENSION)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_another_gdal_reads_it_too(server: Server, tmp_path: Path, collection: str, kind: str) -> None:
    """The one that comes with pyogrio is newer than Debian's."""
    path = download(server, tmp_path, collection, kind, **VIEW.get(collection, {}))
    there = [name for name, _ in pyogrio.list_layers(path) if name != "layer_styles"]
    count = sum(pyogrio.read_info(path, layer=name, force_feature_count=True)["features"] for name in there)
    assert count == len(sent(server, collection, "OGC:CRS84", **VIEW.get(collection, {})))


@pytest.mark.parametrize("crs", SYSTEMS)
def test_systems_are_named_in_gdals_own_words(server: Server, tmp_path: Path, crs: str) -> None:
    code = "EPSG:4326" if crs == "OGC:CRS84" else crs
    with sqlite3.connect(download(server, tmp_path, "districts", "gpkg", crs=crs)) as db:
        (text,) = db.execute("SELECT definition FROM gpkg_spatial_ref_sys JOIN gpkg_geometry_columns USING (srs_id)").fetchone()
    with zipfile.ZipFile(download(server, tmp_path, "districts", "shp", crs=crs)) as archive:
        esri = archive.read("districts.prj").decode()
    said = [subprocess.run(["gdalsrsinfo", "--single-line", "-o", kind, code], capture_output=True, text=True, check=True).stdout.strip() for kind in ("wkt1", "wkt_esri")]
    assert [text, esri] == said


@pytest.mark.parametrize("kind", EXTENSION)
def test_nothing_is_a_file_too(server: Server, tmp_path: Path, kind: str) -> None:
    path = download(server, tmp_path, "communes", kind, name="Không có")
    if kind == "kml":
        # A document without placemarks has no layers.
        validate(file_to_validate=path)
        assert layers(path) == [] or read(path) == []
        return
    assert read(path) == []


@pytest.mark.parametrize("kind", ["gpkg", "fgb", "shp"])
def test_features_without_geometry_stay(server: Server, tmp_path: Path, kind: str) -> None:
    path = download(server, tmp_path, "communes", kind, skip_geometry="true")
    features = read(path)
    assert len(features) == 108
    assert all(feature["geometry"] is None for feature in features)


@pytest.mark.parametrize("kind", EXTENSION)
def test_windows_find_what_lies_in_them(server: Server, tmp_path: Path, kind: str) -> None:
    path = download(server, tmp_path, "communes", kind)
    window = ("103", "22.2", "103.3", "22.5")
    wanted = sent(server, "communes", "OGC:CRS84", bbox=",".join(window))
    ran = [ogrinfo("-spat", *window, str(path), name).count for name in layers(path)]
    # GDAL holds boxes against the window where it has no exact test.
    assert len(wanted) <= sum(ran) < 108


def test_a_geopackage_is_sound_and_explains_itself(server: Server, tmp_path: Path) -> None:
    path = download(server, tmp_path, "coverage", "gpkg", line="2018-leaflets", as_of="2018-06-30", crs="EPSG:9205")
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT rtreecheck('rtree_coverage_geom')").fetchone() == ("ok",)
        (members,) = db.execute("SELECT metadata FROM gpkg_metadata WHERE mime_type = 'application/json'").fetchone()
        titles = dict(db.execute("SELECT column_name, title FROM gpkg_data_columns"))
    api = requests.get(f"{server.url}/data/coverage.geojson", params={"line": "2018-leaflets", "as_of": "2018-06-30"}, timeout=10).json()
    told = json.loads(members)
    for name in ("title_vi", "plan", "as_of", "line", "by_status", "numberReturned", "timeStamp", "sample_activities"):
        assert told[name] == api[name], name
    assert titles["quota"] == "Chỉ tiêu"
    assert "GPKG_METADATA_ITEM" in gdal("ogrinfo", "-ro", "-mdd", "all", "-so", str(path), "coverage").out
    # Editing keeps the index right: GDAL brings the functions that its triggers call.
    gdal("ogrinfo", str(path), "-dialect", "SQLite", "-sql", "SELECT 1")
    gdal("ogr2ogr", "-f", "GPKG", "-append", "-nln", "coverage", str(path), str(download(server, tmp_path, "coverage", "fgb", crs="EPSG:9205")))
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM rtree_coverage_geom").fetchone() == (216,)


def test_a_flatgeobuf_is_indexed_and_explains_itself(server: Server, tmp_path: Path) -> None:
    path = download(server, tmp_path, "coverage", "fgb", lang="en")
    header = path.read_bytes()[:20_000]
    for text in ("Coverage", "contains sample data", "Lines reached", "WGS 84", "ODbL"):
        assert text.encode() in header, text
    # Behind an index features do not come in the order of their codes.
    codes = [feature["properties"]["code"] for feature in read(path)]
    assert len(codes) == 108 and codes != sorted(codes)


def test_a_kml_is_valid_and_folded_by_status(server: Server, tmp_path: Path) -> None:
    for collection in COLLECTIONS:
        path = download(server, tmp_path, collection, "kml", **VIEW.get(collection, {}))
        assert validate(file_to_validate=path), collection
    view = VIEW["coverage"]
    counts = requests.get(f"{server.url}/data/coverage.geojson", params=view, timeout=10).json()["by_status"]
    there = layers(download(server, tmp_path, "coverage", "kml", **view))
    wanted = [f"({count})" for count in (counts[s] for s in ("reached", "partial", "pending", "overdue", "not_targeted")) if count]
    assert [name[name.rindex("(") :] for name in there] == wanted


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_shapefile_comes_with_what_belongs_to_it(server: Server, tmp_path: Path, lang: str) -> None:
    path = download(server, tmp_path, "activities", "shp", lang=lang)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(["README.txt", *(f"activities.{end}" for end in ("cpg", "dbf", "prj", "qml", "shp", "shx"))])
        readme = archive.read("README.txt").decode("utf-8-sig")
    for long, short in SHORT.items():
        assert (f"{short:<10}  {long}" in readme) == (long in ("participants", "recorded_by", "recorded_at"))
    assert {"vi": "Số người tham gia", "en": "Participants"}[lang] in readme
    assert {"vi": "dữ liệu mẫu", "en": "sample data"}[lang] in readme


@pytest.mark.parametrize("kind", EXTENSION)
def test_the_same_data_makes_the_same_bytes(server: Server, kind: str) -> None:
    def fetched(name: str) -> bytes:
        return requests.get(f"{server.url}/data/{name}.{EXTENSION[kind]}", params={"crs": "OGC:CRS84"}, timeout=10, headers={"Cache-Control": "no-cache"}).content

    assert fetched("activities") == fetched("activities")
    if kind == "shp":
        with zipfile.ZipFile(io.BytesIO(fetched("communes"))) as archive:
            assert len({entry.date_time for entry in archive.infolist()}) == 1
