//! What a file says of itself where a format has room for a title, a text or a time only.

use jiff::Timestamp;
use serde_json::Value;

use super::layer::{About, Layer};
use crate::domain::{Language, words};
use crate::geo::{Column, ShapeKind};

impl Layer<'_> {
    /// `Độ phủ – 2018-leaflets – 30/6/2018 (có dữ liệu mẫu)`: what, of which line, as of when, and whether it is real.
    pub fn title(&self) -> String {
        let member = |name: &str| self.about.members.get(name).and_then(Value::as_str);
        let title = member(self.language.choose("title_vi", "title_en"));
        let mut title = title.unwrap_or(self.name).to_owned();
        if let Some(line) = member("line") {
            title.push_str(&format!(" – {line}"));
        }
        if let Some(day) = member("as_of").and_then(|day| day.parse().ok()) {
            title.push_str(&format!(" – {}", words::date(day, self.language)));
        }
        if self.about.has_samples() {
            title.push_str(
                self.language
                    .choose(" (có dữ liệu mẫu)", " (contains sample data)"),
            );
        }
        title
    }

    /// The notes, each on a line of its own.
    pub fn notes(&self) -> String {
        let notes = self.about.notes.iter().map(|note| {
            let (label, text) = note.in_language(self.language);
            format!("{label}: {text}")
        });
        notes.collect::<Vec<_>>().join("\n")
    }
}

impl About {
    /// When the data was what it is: the time of the snapshot. Files bear it instead of the time at which they were made.
    pub fn time(&self) -> Timestamp {
        let time = self.members.get("timeStamp").and_then(Value::as_str);
        time.and_then(|time| time.parse().ok())
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }

    pub fn has_samples(&self) -> bool {
        self.members.contains_key("sample_activities")
    }
}

/// A moment as RFC 3339 has it, to the millisecond.
pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// What a value of a column means in words, where it is a code.
pub(super) fn meaning(layer: &Layer<'_>, property: &str, value: &str) -> Option<&'static str> {
    let of_places = layer.shape == ShapeKind::Areas;
    words::value(of_places, property, value, layer.language)
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
