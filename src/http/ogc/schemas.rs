//! `GET /api/collections/{id}/queryables`, `…/schema` and `…/sortables`: a collection's properties as JSON Schema, those
//! to filter by (OGC API – Features – Part 3), all of them, and those to sort by (Part 5).

use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::domain::access::Read;
use crate::geo::Column;
use crate::geo::feature::ColumnKind;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::face::Face;
use crate::http::html;
use crate::http::link::SCHEMA;
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::http::schema;
use crate::service::collection::{self, Collection};

/// A schema of a collection, by the last part of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaOf {
    Queryables,
    Features,
    Sortables,
}

impl SchemaOf {
    pub const ALL: [Self; 3] = [Self::Queryables, Self::Features, Self::Sortables];

    pub const fn path(self) -> &'static str {
        match self {
            Self::Queryables => "queryables",
            Self::Features => "schema",
            Self::Sortables => "sortables",
        }
    }

    /// The relation of links to it.
    pub const fn rel(self) -> &'static str {
        match self {
            Self::Queryables => "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            Self::Features => "http://www.opengis.net/def/rel/ogc/1.0/schema",
            Self::Sortables => "http://www.opengis.net/def/rel/ogc/1.0/sortables",
        }
    }

    /// What it is, as a title of links to it.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Queryables => "Properties to filter by",
            Self::Features => "Properties of the features",
            Self::Sortables => "Properties to sort by",
        }
    }

    fn has(self, column: &Column) -> bool {
        self == Self::Features || column.kind != ColumnKind::Json
    }

    /// The schema; `base` is the address of the service.
    pub fn document(self, collection: &Collection, base: &str) -> Value {
        let columns = collection.columns.iter().filter(|column| self.has(column));
        let mut properties: Map<String, Value> = columns
            .clone()
            .map(|column| (column.name.to_owned(), self.property(column).into()))
            .collect();
        if self != Self::Sortables {
            properties.insert("geometry".into(), self.geometry(collection).into());
        }
        for (ix, property) in properties.values_mut().enumerate() {
            property["x-ogc-propertySeq"] = json!(ix + 1);
        }
        let mut document = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("{base}/api/collections/{}/{}", collection.id, self.path()),
            "type": "object",
            "title": collection.title_en,
            "description": collection.description_en,
            "x-ogc-title-vi": collection.title_vi,
            "properties": properties,
            "additionalProperties": false,
        });
        if self == Self::Features {
            let always = columns.filter(|column| !column.nullable);
            document["required"] = always.map(|column| column.name).collect();
        }
        document
    }

    fn property(self, column: &Column) -> Map<String, Value> {
        let mut property = if self == Self::Features {
            schema::bounded(column)
        } else {
            schema::plain(column)
        };
        property.insert("x-ogc-title-vi".into(), json!(column.title_vi));
        if let Some(role) = column.role {
            property.insert("x-ogc-role".into(), json!(role.as_str()));
        }
        if let Some(unit) = column.unit {
            property.insert("x-ogc-unit".into(), json!(unit));
        }
        if self == Self::Features && !column.handed_in {
            property.insert("readOnly".into(), json!(true));
        }
        property
    }

    fn geometry(self, collection: &Collection) -> Map<String, Value> {
        let mut property = Map::new();
        property.insert("title".into(), json!("Geometry"));
        property.insert("x-ogc-title-vi".into(), json!("Hình học"));
        let format = schema::geometry_format(collection.shape);
        property.insert("format".into(), json!(format));
        property.insert("x-ogc-role".into(), json!("primary-geometry"));
        if self == Self::Features {
            property.insert("readOnly".into(), json!(true));
        }
        property
    }

    async fn answer(
        self,
        Allowed { app, .. }: Allowed<Read>,
        id: String,
        ask: Ask,
    ) -> Result<Response, Problem> {
        let collection = collection::find(&id).ok_or(Problem::NoSuchCollection { id })?;
        app.answer(ask, move |ask, now| {
            let mut parameters = ask.parameters()?;
            let face = ask.face(&mut parameters)?;
            parameters.finish()?;
            let document = self.document(collection, &ask.base());
            match face {
                Face::Page(language) => {
                    html::schema::page(ask, now, language, (collection, self), &document)
                }
                Face::Data | Face::File(..) => Answer::json_as(&document, SCHEMA),
            }
        })
        .await
    }
}

pub async fn queryables(
    allowed: Allowed<Read>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    SchemaOf::Queryables.answer(allowed, id, ask).await
}

pub async fn features(
    allowed: Allowed<Read>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    SchemaOf::Features.answer(allowed, id, ask).await
}

pub async fn sortables(
    allowed: Allowed<Read>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    SchemaOf::Sortables.answer(allowed, id, ask).await
}
