//! A feature's values by the names of their properties.

use crate::domain::Language;
use crate::domain::Status;
use crate::geo::{Column, Feature, Value};

#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    pub columns: &'a [Column],
    pub feature: &'a Feature<'a>,
}

impl<'a> Named<'a> {
    pub fn get(&self, name: &str) -> Option<&'a Value<'a>> {
        let ix = self.columns.iter().position(|c| c.name == name)?;
        self.feature.values.get(ix)
    }

    pub fn text(&self, name: &str) -> Option<&'a str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Value::Bool(true)))
    }

    pub fn status(&self) -> Option<Status> {
        let text = self.text("status")?;
        Status::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// The property that holds what the feature is called.
    pub fn label_column(columns: &[Column], language: Language) -> Option<usize> {
        let own = language.choose("name_vi", "name_en");
        [own, "name", "title"]
            .into_iter()
            .find_map(|name| columns.iter().position(|c| c.name == name))
    }

    /// What the feature is called; its id where it has no name.
    pub fn label(&self, language: Language) -> &'a str {
        let at = Self::label_column(self.columns, language);
        match at.and_then(|ix| self.feature.values.get(ix)) {
            Some(Value::Text(text)) => text,
            _ => &self.feature.id,
        }
    }

    /// The same with the district, where it lies in one: names of communes come twice.
    pub fn full_label(&self, language: Language) -> String {
        let label = self.label(language);
        match self.text("district") {
            Some(district) if district != label => format!("{label} ({district})"),
            _ => label.to_owned(),
        }
    }
}
