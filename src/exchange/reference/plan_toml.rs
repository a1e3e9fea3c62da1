//! `plan.toml`: the plan's document, rules and lines.

use toml::Value;

use super::ReferenceError;
use crate::domain::Plan;

pub(super) fn read(file: &str, text: &str) -> Result<Plan, ReferenceError> {
    let value: Value = toml::from_str(text).map_err(|e| ReferenceError::file(file, e))?;
    dates_as_text(value)
        .try_into()
        .map_err(|e| ReferenceError::file(file, e))
}

/// TOML has dates of its own kind; the domain reads them as ISO text.
fn dates_as_text(value: Value) -> Value {
    match value {
        Value::Datetime(date) => Value::String(date.to_string()),
        Value::Array(items) => Value::Array(items.into_iter().map(dates_as_text).collect()),
        Value::Table(table) => Value::Table(
            table
                .into_iter()
                .map(|(k, v)| (k, dates_as_text(v)))
                .collect(),
        ),
        other => other,
    }
}
