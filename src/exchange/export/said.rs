//! What a file says of itself where a format has room for a text only, and values as such text.

use jiff::Timestamp;

use super::layer::Layer;
use crate::domain::Language;
use crate::geo::{Column, Portion};

/// The layer's title, with a mark if not all of it is real.
pub(super) fn title(layer: &Layer<'_>) -> String {
    let mut title = layer.about.title(layer.language).to_owned();
    if layer.about.members.contains_key("sample_activities") {
        let mark = layer
            .language
            .choose(" (có dữ liệu mẫu)", " (contains sample data)");
        title.push_str(mark);
    }
    title
}

/// The notes, each on a line of its own.
pub(super) fn notes(layer: &Layer<'_>) -> String {
    let notes = layer.about.notes.iter().map(|note| {
        let (label, text) = note.in_language(layer.language);
        format!("{label}: {text}")
    });
    notes.collect::<Vec<_>>().join("\n")
}

/// A moment as RFC 3339 has it, to the millisecond.
pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// A list as the API has it.
pub(super) fn json(portions: &[Portion<'_>]) -> String {
    // Neither texts nor numbers can fail.
    serde_json::to_string(portions).unwrap_or_default()
}

/// What a column's title leaves open. Longer explanations exist in English only.
pub(super) fn explained(column: &Column, language: Language) -> Option<String> {
    let about = language.choose("", column.about);
    let unit = column.unit.map(|unit| {
        let label = language.choose("Đơn vị", "Unit");
        format!("{label}: {}", unit_sign(unit))
    });
    let parts = [Some(about.to_owned()).filter(|a| !a.is_empty()), unit];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(". ");
    (!text.is_empty()).then_some(text)
}

/// A unit's sign for people, of its sign for programs (UCUM).
pub(super) const fn unit_sign(unit: &str) -> &str {
    match unit.as_bytes() {
        b"km2" => "km²",
        b"deg" => "°",
        _ => unit,
    }
}
