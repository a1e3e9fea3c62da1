//! The filter in force in words: every parameter that leaves something out, as people read it.

use super::collection::Collection;
use super::selection::{Filter, Selection};
use crate::domain::{Language, Reference, place_words, words};
use crate::geo::Value;

/// What narrows besides properties: the parameter, and what it is called in Vietnamese and English.
const OTHERS: [(&str, &str, &str); 11] = [
    ("bbox", "Trong khung", "Within the box"),
    ("bbox-crs", "Hệ tọa độ của khung", "System of the box"),
    ("datetime", "Thời gian", "Time"),
    ("filter", "Điều kiện (CQL2)", "Condition (CQL2)"),
    (
        "filter-crs",
        "Hệ tọa độ của điều kiện",
        "System of the condition",
    ),
    ("limit", "Nhiều nhất", "At most"),
    ("offset", "Bỏ qua", "Left out before"),
    ("properties", "Chỉ các thuộc tính", "Only the properties"),
    ("sortby", "Sắp xếp theo", "Sorted by"),
    ("skip_geometry", "Bỏ hình học", "Without geometry"),
    ("zoom-level", "Mức thu phóng", "Zoom level"),
];

/// Whether nothing was left out.
pub fn is_whole(selection: &Selection) -> bool {
    selection.filters.is_empty() && others(selection, Language::En).is_empty()
}

/// `Huyện, thành phố: Phong Thổ; Tình trạng: Trống – quá hạn`
pub fn of(
    collection: &Collection,
    selection: &Selection,
    reference: &Reference,
    language: Language,
) -> String {
    let filters = selection.filters.iter();
    let mut parts: Vec<String> = filters
        .map(|filter| property(collection, filter, reference, language))
        .collect();
    parts.extend(others(selection, language));
    if parts.is_empty() {
        return language
            .choose("không (toàn bộ)", "none (everything)")
            .to_owned();
    }
    parts.join("; ")
}

fn others(selection: &Selection, language: Language) -> Vec<String> {
    let told = |(name, vi, en): &(&str, &str, &str)| {
        let (_, value) = selection.given.iter().find(|(given, _)| given == name)?;
        Some(format!("{}: {value}", language.choose(vi, en)))
    };
    OTHERS.iter().filter_map(told).collect()
}

fn property(
    collection: &Collection,
    filter: &Filter,
    reference: &Reference,
    language: Language,
) -> String {
    let column = filter.column;
    let value = |value: &Value<'_>| match value {
        Value::Text(text) if column.name == "place" => {
            let place = reference.place(text);
            place.map_or_else(
                || text.to_string(),
                |place| place_words::name(place, reference, language),
            )
        }
        Value::Text(text) if !column.values.is_empty() => {
            let meaning = words::value(collection.has_view, column.name, text, language);
            meaning.unwrap_or(text).to_owned()
        }
        Value::Text(text) => text.to_string(),
        Value::Bool(yes) => words::yes(*yes, language).to_owned(),
        Value::Integer(n) => n.to_string(),
        Value::Number(n) => words::number(*n, language),
        Value::Quantity(quantity) => words::quantity(*quantity, language),
        Value::Date(day) => words::date(*day, language),
        Value::Instant(at) => at.to_string(),
        Value::Null | Value::Portions(_) => String::new(),
    };
    let any_of: Vec<String> = filter.any_of.iter().map(value).collect();
    let title = language.choose(column.title_vi, column.title_en);
    format!("{title}: {}", any_of.join(", "))
}
