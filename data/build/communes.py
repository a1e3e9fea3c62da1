"""communes.geojson: the generalised outlines with what the map needs to know of each unit."""

from shapely.geometry import mapping

from border import border_communes
from common import area_km2, read_curated, write_geojson
from outlines import generalised, source


def main():
    districts = {d["code"]: d["name"] for d in read_curated("districts.csv")}
    features = []
    for unit in sorted(read_curated("communes.csv"), key=lambda u: u["code"]):
        code = unit["code"]
        properties = {
            "code": code,
            "name": unit["name"],
            "kind": unit["kind"],
            "district_code": unit["district_code"],
            "district": districts[unit["district_code"]],
            "border": code in border_communes(),
            "area_km2": round(area_km2(source()[code]), 2),
        }
        features.append({"type": "Feature", "id": code, "properties": properties, "geometry": mapping(generalised()[code])})
    write_geojson("communes.geojson", features)


if __name__ == "__main__":
    main()
