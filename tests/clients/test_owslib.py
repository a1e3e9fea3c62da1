"""OWSLib's client of OGC API – Features."""

import pytest
import requests
from owslib.ogcapi.features import Features
from server import Server

COUNTS = {"communes": 108, "border-communes": 23, "districts": 8, "pano-sites": 10, "coverage": 108, "activities": 211}


@pytest.fixture
def service(server: Server) -> Features:
    return Features(server.api)


def ids(answer: dict) -> list[str]:
    return [feature["id"] for feature in answer["features"]]


def test_landing_page_and_conformance(service: Features) -> None:
    assert service.response["title"] == "Vùng phủ"
    relations = {link["rel"] for link in service.links}
    assert {"self", "service-desc", "service-doc", "conformance", "data"} <= relations
    classes = service.conformance()["conformsTo"]
    for part, name in [("1", "core"), ("1", "geojson"), ("1", "html"), ("1", "oas30"), ("2", "crs"), ("3", "filter"), ("5", "schemas")]:
        assert f"http://www.opengis.net/spec/ogcapi-features-{part}/1.0/conf/{name}" in classes


def test_the_description_of_the_service(service: Features) -> None:
    document = service.api()
    assert document["openapi"].startswith("3.0")
    for collection in COUNTS:
        assert f"/collections/{collection}/items" in document["paths"]


def test_collections(service: Features) -> None:
    assert service.feature_collections() == list(COUNTS)
    for name in COUNTS:
        collection = service.collection(name)
        assert (collection["id"], collection["itemType"]) == (name, "feature")


@pytest.mark.parametrize("collection", COUNTS)
def test_items(service: Features, collection: str) -> None:
    answer = service.collection_items(collection, limit=7)
    assert (answer["numberMatched"], answer["numberReturned"]) == (COUNTS[collection], 7)
    following = service.collection_items(collection, limit=7, offset=7)
    assert following["numberReturned"] == min(7, COUNTS[collection] - 7)
    assert not set(ids(answer)) & set(ids(following))


def test_pages_follow_one_another(service: Features) -> None:
    answer = service.collection_items("activities", limit=100)
    found = ids(answer)
    while more := [link["href"] for link in answer["links"] if link["rel"] == "next"]:
        answer = requests.get(more[0], timeout=10).json()
        found += ids(answer)
    assert len(found) == len(set(found)) == 211


def test_queryables_are_what_can_be_filtered_by(service: Features) -> None:
    for collection in COUNTS:
        queryables = service.collection_queryables(collection)
        assert queryables["type"] == "object" and queryables["properties"]
    assert service.collection_queryables("communes")["properties"]["border"]["type"] == "boolean"


def test_filters(service: Features) -> None:
    by_property = service.collection_items("communes", border="true")
    assert by_property["numberMatched"] == 23
    window = service.collection_items("communes", bbox=[103.0, 22.2, 103.3, 22.5])
    assert 0 < window["numberMatched"] < 108
    days = service.collection_items("activities", datetime_="2018-01-01/2018-03-31", limit=1000)
    assert days["features"]
    for feature in days["features"]:
        start, end = feature["properties"]["start"], feature["properties"]["end"]
        assert start <= "2018-03-31" and (end or start) >= "2018-01-01"


def test_conditions_in_cql2(service: Features) -> None:
    answer = service.collection_items("communes", filter="border = TRUE AND district = 'Phong Thổ'")
    wanted = service.collection_items("communes", border="true", district="Phong Thổ")
    assert ids(answer) == ids(wanted) and ids(wanted)


def test_one_feature(service: Features) -> None:
    feature = service.collection_item("communes", "03571")
    (listed,) = service.collection_items("communes", code="03571")["features"]
    assert feature["id"] == listed["id"] == "03571"
    assert feature["properties"] == listed["properties"] and feature["geometry"] == listed["geometry"]


def test_errors_say_what_is_wrong(service: Features) -> None:
    with pytest.raises(RuntimeError, match="there is no parameter `colour`"):
        service.collection_items("communes", colour="red")
    with pytest.raises(RuntimeError, match="no_such_collection"):
        service.collection("provinces")
