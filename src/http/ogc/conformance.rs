//! `GET /api/conformance`: which classes of the standards hold here. A class stands in the list only if its requirements
//! are tested (`tests/it/requirements`).

use axum::response::Response;
use serde_json::{Value, json};

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::link::{self, JSON, Link};
use crate::http::problem::Problem;
use crate::http::ready::Answer;

/// A conformance class.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    pub uri: &'static str,
    /// What it means here, in English.
    pub about: &'static str,
}

pub const CLASSES: [Class; 25] = [
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        about: "Landing page, conformance, collections and their features, with `limit`, `bbox` and `datetime`",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        about: "Features as GeoJSON",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
        about: "Every resource as a web page",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        about: "A description of the service in OpenAPI 3.0",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
        about: "Coordinates in other systems, asked for by reference: `crs`, `bbox-crs`",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
        about: "The properties to filter by, as a schema",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
        about: "Each of these properties as a parameter",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
        about: "Conditions in the parameter `filter`",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
        about: "`filter` on the features of every collection",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
        about: "Conditions written as text",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
        about: "Comparisons, `IS NULL`, `AND`, `OR`, `NOT`",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
        about: "`LIKE`, `BETWEEN`, `IN`",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
        about: "`CASEI`: capital and small letters are the same",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
        about: "`ACCENTI`: letters with and without marks are the same",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
        about: "`S_INTERSECTS` with points and boxes",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
        about: "`S_INTERSECTS` with every geometry",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
        about: "`S_WITHIN`, `S_CONTAINS`, `S_TOUCHES` and their like",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
        about: "`T_AFTER`, `T_DURING` and their like",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
        about: "Properties compared with each other",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
        about: "Sums, products and powers in conditions",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
        about: "Schemas that name types, units and roles of properties",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
        about: "Which property is the id, the geometry, the time",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
        about: "The schema of the features of every collection",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
        about: "The queryables as such a schema",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/sortables",
        about: "The properties to sort by",
    },
];

pub async fn page(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, _| {
        let mut parameters = ask.parameters()?;
        ask.face(&mut parameters)?;
        parameters.finish()?;
        Answer::json(&document(ask))
    })
    .await
}

pub fn document(ask: &Ask) -> Value {
    let base = ask.base();
    let links = [
        Link::new(
            format!("{base}/api/conformance"),
            "self",
            JSON,
            "This document",
        ),
        link::alternate(ask),
    ];
    json!({"links": links, "conformsTo": CLASSES.map(|class| class.uri)})
}
