//! Features as examples: the first of a collection as it is in the service's own data.

use serde_json::{Map, Value, json};

use crate::domain::coverage::LineChoice;
use crate::service::collection::{Collection, Source};
use crate::service::selection::View;
use crate::world::Snapshot;

/// The first feature of a collection at the end of the plan, for its first line that counts overall; without geometry,
/// which is long. `None` for what only the ledger has.
pub fn feature(collection: &Collection, snapshot: &Snapshot) -> Option<Value> {
    let Source::Snapshot(features) = collection.source else {
        return None;
    };
    let plan = &snapshot.atlas.reference.plan;
    let view = View {
        as_of: plan.document.ends_on,
        choice: first_line(snapshot),
    };
    let all = features(snapshot, view, &|_| true);
    let feature = all.first()?;
    let values = collection.columns.iter().zip(&feature.values);
    let properties: Map<String, Value> = values
        .map(|(column, value)| (column.name.to_owned(), json!(value)))
        .collect();
    Some(json!({
        "type": "Feature", "id": feature.id, "properties": properties, "geometry": null,
    }))
}

/// A page with that feature alone.
pub fn page(collection: &Collection, snapshot: &Snapshot) -> Option<Value> {
    let feature = feature(collection, snapshot)?;
    let mut page = json!({
        "type": "FeatureCollection",
        "title_vi": collection.title_vi,
        "title_en": collection.title_en,
        "version": snapshot.version,
        "timeStamp": snapshot.time,
        "as_of": snapshot.atlas.reference.plan.document.ends_on,
        "numberMatched": 1,
        "numberReturned": 1,
    });
    page["features"] = json!([feature]);
    Some(page)
}

fn first_line(snapshot: &Snapshot) -> LineChoice {
    let lines = &snapshot.atlas.reference.plan.lines;
    let first = lines.iter().position(|line| line.kind.counts_overall());
    first.map_or(LineChoice::Overall { year: None }, LineChoice::Line)
}
