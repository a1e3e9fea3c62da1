//! The features of a page as a table: a row for each, its name first.

use super::cell::{Cell, Wording};
use super::items::VIEW;
use super::named::Named;
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Feature};
use crate::http::headers::Language;

#[derive(Debug)]
pub struct Table {
    /// What the first column holds.
    pub first: String,
    pub headings: Vec<Heading>,
    pub rows: Vec<Row>,
    /// What the first column holds are sentences.
    pub long: bool,
    /// Properties of the view, the same in every row: told once.
    pub common: Vec<(String, Cell)>,
    /// Properties without a value in any row: named instead of filling the table.
    pub silent: Vec<String>,
}

#[derive(Debug)]
pub struct Heading {
    pub title: String,
    pub number: bool,
}

#[derive(Debug)]
pub struct Row {
    pub href: String,
    pub label: String,
    pub cells: Vec<Option<Cell>>,
}

impl Table {
    /// `href` leads to a feature by its id.
    pub fn of(
        wording: &Wording<'_>,
        features: &[Feature<'_>],
        href: impl Fn(&str) -> String,
    ) -> Self {
        let language = wording.language;
        let columns = wording.collection.columns;
        let label = Named::label_column(columns, language);
        let named: Vec<_> = features
            .iter()
            .map(|feature| Named { columns, feature })
            .collect();
        let mut rows: Vec<Row> = named
            .iter()
            .map(|named| Row {
                href: href(&named.feature.id),
                label: named.label(language).to_owned(),
                cells: Vec::with_capacity(columns.len()),
            })
            .collect();
        let mut headings = Vec::new();
        let (mut silent, mut common) = (Vec::new(), Vec::new());
        let others = columns
            .iter()
            .enumerate()
            .filter(|(ix, _)| Some(*ix) != label);
        // Ids that only programs read stand at the end.
        let (ids, others): (Vec<_>, Vec<_>) = others.partition(|(_, column)| column.name == "id");
        for (_, column) in others.into_iter().chain(ids) {
            let mut cells: Vec<_> = named.iter().map(|n| wording.cell(column, n)).collect();
            if !cells.is_empty() && cells.iter().all(Option::is_none) {
                silent.push(title(column, language));
                continue;
            }
            if wording.collection.has_view && VIEW.contains(&column.name) {
                let cell = cells.pop().flatten();
                common.extend(cell.map(|cell| (title(column, language), cell)));
                continue;
            }
            headings.push(Heading {
                title: title(column, language),
                number: Wording::is_number(column),
            });
            for (row, cell) in rows.iter_mut().zip(cells) {
                row.cells.push(cell);
            }
        }
        Self {
            first: label.map_or_else(|| "id".to_owned(), |ix| title(&columns[ix], language)),
            headings,
            rows,
            long: label.is_some_and(|ix| columns[ix].kind == ColumnKind::Prose),
            common,
            silent,
        }
    }
}

/// What a property is called, with its unit.
pub fn title(column: &Column, language: Language) -> String {
    let title = language.choose(column.title_vi, column.title_en);
    match column.unit.map(unit) {
        None | Some("") => title.to_owned(),
        Some(unit) => format!("{title} ({unit})"),
    }
}

/// A unit as people write it; UCUM has codes of its own for some.
fn unit(ucum: &str) -> &str {
    match ucum {
        "km2" => "km²",
        "deg" => "°",
        "1" => "",
        other => other,
    }
}
