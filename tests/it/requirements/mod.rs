//! The requirements of the OGC standards, each tested under its own id: `/req/core/fc-bbox-response` is
//! `core::fc_bbox_response`. What is declared at `/api/conformance` stands in [`CLASSES`], and every requirement of it has
//! a test.
//!
//! OGC 17-069r4 (Features 1: Core), 18-058r1 (2: CRS), 19-079r2 (3: Filtering), 21-065r2 (CQL2), 23-058 (5: Schemas).

mod core;
mod cql2;
mod cql2_spatial;
mod crs;
mod filter;
mod geojson;
mod html;
mod oas30;
mod schemas;
mod sortables;

use serde_json::Value;

use crate::support::{Server, address};

pub const COLLECTIONS: [&str; 6] = [
    "communes",
    "border-communes",
    "districts",
    "pano-sites",
    "coverage",
    "activities",
];

/// Every declared class, the file of its tests, and the ids of its requirements.
const CLASSES: &[(&str, &str, &[&str])] = &[
    (
        "ogcapi-features-1/1.0/conf/core",
        include_str!("core.rs"),
        &[
            "root-op",
            "root-success",
            "api-definition-op",
            "api-definition-success",
            "conformance-op",
            "conformance-success",
            "http",
            "query-param-unknown",
            "query-param-invalid",
            "crs84",
            "fc-md-op",
            "fc-md-success",
            "fc-md-links",
            "fc-md-items",
            "fc-md-items-links",
            "fc-md-extent",
            "sfc-md-op",
            "sfc-md-success",
            "fc-op",
            "fc-limit-definition",
            "fc-limit-response-1",
            "fc-bbox-definition",
            "fc-bbox-response",
            "fc-time-definition",
            "fc-time-response",
            "fc-response",
            "fc-links",
            "fc-rel-type",
            "fc-timeStamp",
            "fc-numberMatched",
            "fc-numberReturned",
            "f-op",
            "f-success",
            "f-links",
        ],
    ),
    (
        "ogcapi-features-1/1.0/conf/html",
        include_str!("html.rs"),
        &["definition", "content"],
    ),
    (
        "ogcapi-features-1/1.0/conf/geojson",
        include_str!("geojson.rs"),
        &["definition", "content"],
    ),
    (
        "ogcapi-features-1/1.0/conf/oas30",
        include_str!("oas30.rs"),
        &[
            "oas-definition-1",
            "oas-definition-2",
            "oas-impl",
            "completeness",
            "exceptions-codes",
            "security",
        ],
    ),
    (
        "ogcapi-features-2/1.0/conf/crs",
        include_str!("crs.rs"),
        &[
            "crs-uri",
            "fc-md-crs-list",
            "fc-md-crs-list-global",
            "fc-md-storageCrs",
            "fc-md-storageCrs-valid-value",
            "fc-bbox-crs-definition",
            "fc-bbox-crs-valid-value",
            "fc-bbox-crs-default-value",
            "fc-bbox-crs-action",
            "bbox-crs-exception",
            "fc-crs-definition",
            "fc-crs-valid-value",
            "fc-crs-default-value",
            "fc-crs-action",
            "crs-exception",
            "ogc-crs-header",
            "ogc-crs-header-value",
            "geojson",
        ],
    ),
    (
        "ogcapi-features-3/1.0/conf/queryables",
        include_str!("filter.rs"),
        &[
            "get-queryables-op",
            "get-queryables-response",
            "queryables-link",
            "expression-construction",
        ],
    ),
    (
        "ogcapi-features-3/1.0/conf/queryables-query-parameters",
        include_str!("filter.rs"),
        &["parameters"],
    ),
    (
        "ogcapi-features-3/1.0/conf/filter",
        include_str!("filter.rs"),
        &[
            "filter-param",
            "filter-lang-param",
            "filter-crs-wgs84",
            "filter-crs-param",
            "mixing-expressions",
            "response",
        ],
    ),
    (
        "ogcapi-features-3/1.0/conf/features-filter",
        include_str!("filter.rs"),
        &["filter-param", "filter-lang-param", "filter-crs-param"],
    ),
    (
        "cql2/1.0/conf/cql2-text",
        include_str!("cql2.rs"),
        &["escaping"],
    ),
    (
        "cql2/1.0/conf/basic-cql2",
        include_str!("cql2.rs"),
        &[
            "cql2-filter",
            "binary-comparison-predicate",
            "null-predicate",
            "property",
        ],
    ),
    (
        "cql2/1.0/conf/advanced-comparison-operators",
        include_str!("cql2.rs"),
        &["like-predicate", "between-predicate", "in-predicate"],
    ),
    (
        "cql2/1.0/conf/case-insensitive-comparison",
        include_str!("cql2.rs"),
        &["casei-function"],
    ),
    (
        "cql2/1.0/conf/accent-insensitive-comparison",
        include_str!("cql2.rs"),
        &["accenti-function"],
    ),
    (
        "cql2/1.0/conf/basic-spatial-functions",
        include_str!("cql2_spatial.rs"),
        &["spatial-predicate", "spatial-functions"],
    ),
    (
        "cql2/1.0/conf/basic-spatial-functions-plus",
        include_str!("cql2_spatial.rs"),
        &["spatial-data-types"],
    ),
    (
        "cql2/1.0/conf/spatial-functions",
        include_str!("cql2_spatial.rs"),
        &["spatial-predicates", "spatial-data-types"],
    ),
    (
        "cql2/1.0/conf/property-property",
        include_str!("cql2.rs"),
        &["property-property"],
    ),
    (
        "cql2/1.0/conf/arithmetic",
        include_str!("cql2.rs"),
        &["arithmetic"],
    ),
    (
        "cql2/1.0/conf/temporal-functions",
        include_str!("cql2.rs"),
        &["temporal-functions"],
    ),
    (
        "ogcapi-features-5/1.0/conf/schemas",
        include_str!("schemas.rs"),
        &[
            "json-schema",
            "properties",
            "additional-keywords",
            "role",
            "role-id",
            "property-seq",
            "unit",
        ],
    ),
    (
        "ogcapi-features-5/1.0/conf/core-roles-features",
        include_str!("schemas.rs"),
        &[
            "role-primary-geometry",
            "role-primary-instant",
            "role-primary-interval-start",
            "role-primary-interval-end",
            "primary-temporal-constraints",
            "role-type",
        ],
    ),
    (
        "ogcapi-features-5/1.0/conf/returnables-and-receivables",
        include_str!("schemas.rs"),
        &["link", "op", "response"],
    ),
    (
        "ogcapi-features-5/1.0/conf/queryables",
        include_str!("filter.rs"),
        &[
            "queryables-link",
            "get-queryables-op",
            "get-queryables-response",
        ],
    ),
    (
        "ogcapi-features-5/1.0/conf/sortables",
        include_str!("sortables.rs"),
        &["link", "op", "response"],
    ),
];

#[test]
fn every_declared_class_is_tested_whole() {
    let declared = Server::empty().json("/api/conformance");
    let mut declared: Vec<&str> = array(&declared["conformsTo"])
        .iter()
        .map(|class| class.as_str().unwrap())
        .collect();
    let mut tested: Vec<String> = CLASSES
        .iter()
        .map(|(class, ..)| format!("http://www.opengis.net/spec/{class}"))
        .collect();
    declared.sort_unstable();
    tested.sort_unstable();
    assert_eq!(declared, tested);
    for (class, tests, requirements) in CLASSES {
        for id in *requirements {
            let name = id.replace('-', "_").to_lowercase();
            assert!(
                tests.contains(&format!("#[test]\nfn {name}()")),
                "{class}: no test for {id}"
            );
        }
    }
}

pub fn array(value: &Value) -> &[Value] {
    match value.as_array() {
        Some(items) => items,
        None => panic!("no array: {value}"),
    }
}

/// The link of a document with a relation, and with a type where one is given.
pub fn link<'a>(document: &'a Value, rel: &str, media_type: &str) -> &'a Value {
    let links = array(&document["links"]);
    let wanted = |l: &&Value| l["rel"] == rel && (media_type.is_empty() || l["type"] == media_type);
    match links.iter().find(wanted) {
        Some(link) => link,
        None => panic!("no link {rel} of type `{media_type}`: {links:?}"),
    }
}

/// A page of features with their outlines.
pub fn page(server: &Server, collection: &str, query: &[(&str, &str)]) -> Value {
    server.json(&address(&items(collection), query))
}

pub fn items(collection: &str) -> String {
    format!("/api/collections/{collection}/items")
}

/// The operation that GET at a path is: of the path itself, or of the template that it fits.
pub fn operation<'a>(document: &'a Value, path: &str) -> &'a Value {
    let own = &document["paths"][path]["get"];
    if own.is_object() {
        return own;
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts[2] = "{collectionId}";
    &document["paths"][parts.join("/")]["get"]
}

/// A parameter of the operation at a path, by its name.
pub fn parameter(document: &Value, path: &str, name: &str) -> Value {
    let operation = operation(document, path);
    let found = array(&operation["parameters"])
        .iter()
        .map(|p| resolve(document, p));
    let found = found.into_iter().find(|p| p["name"] == name);
    match found {
        Some(parameter) => parameter.clone(),
        None => panic!("{path} has no parameter {name}"),
    }
}

/// What a `$ref` stands for.
pub fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document
            .pointer(reference.trim_start_matches('#'))
            .unwrap_or_else(|| panic!("no {reference}")),
        None => value,
    }
}

/// Every page's address under `/api` that a reader can get to.
pub fn resources(server: &Server) -> Vec<String> {
    let mut all: Vec<String> = ["/api", "/api/conformance", "/api/collections"]
        .map(str::to_owned)
        .into();
    for id in COLLECTIONS {
        let collection = format!("/api/collections/{id}");
        all.extend(["queryables", "schema", "items"].map(|part| format!("{collection}/{part}")));
        let first = server.json(&format!("{collection}/items?limit=1"));
        let feature = first["features"][0]["id"].as_str().unwrap();
        all.push(format!("{collection}/items/{feature}"));
        all.push(collection);
    }
    all
}
