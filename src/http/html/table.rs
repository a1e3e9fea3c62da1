//! The features of a page as a table: a row for each, its name first.

use super::address::{Addresses, segment};
use super::cell::{Cell, Wording};
use super::items::VIEW;
use super::named::Named;
use crate::domain::Language;
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Feature, Order};

#[derive(Debug)]
pub struct Table {
    /// Of the first column, which says what the features are called.
    pub first: Heading,
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
    /// How the rows are sorted by it, as ARIA has it; empty if they are not.
    pub sorted: &'static str,
    /// The same page sorted by it, or the other way round; empty where that cannot be.
    pub sort: String,
}

#[derive(Debug)]
pub struct Row {
    pub href: String,
    pub label: String,
    pub cells: Vec<Option<Cell>>,
}

/// What a table shows, and where its links lead.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    pub wording: Wording<'a>,
    pub links: &'a Addresses,
    /// Parameters that lead to the same view of a feature.
    pub view: &'a [(&'a str, &'a str)],
    /// Places of the columns that are told; `None`: all of them.
    pub properties: Option<&'a [usize]>,
    pub order: &'a [Order],
}

impl Plan<'_> {
    pub fn table(&self, features: &[Feature<'_>]) -> Table {
        let Wording {
            collection,
            language,
            ..
        } = self.wording;
        let columns = collection.columns;
        let label = Named::label_column(columns, language);
        let named: Vec<_> = features
            .iter()
            .map(|feature| Named { columns, feature })
            .collect();
        let mut table = Table {
            first: self.heading(label.unwrap_or(0)),
            headings: Vec::new(),
            rows: named.iter().map(|named| self.row(named)).collect(),
            long: label.is_some_and(|ix| columns[ix].kind == ColumnKind::Prose),
            common: Vec::new(),
            silent: Vec::new(),
        };
        let told = |ix: &usize| self.properties.is_none_or(|told| told.contains(ix));
        let others = (0..columns.len()).filter(|ix| Some(*ix) != label && told(ix));
        // Ids that only programs read stand at the end.
        let (ids, others): (Vec<_>, Vec<_>) = others.partition(|ix| columns[*ix].name == "id");
        for ix in others.into_iter().chain(ids) {
            let column = &columns[ix];
            let mut cells: Vec<_> = named
                .iter()
                .map(|named| self.wording.cell(column, named))
                .collect();
            if !cells.is_empty() && cells.iter().all(Option::is_none) {
                table.silent.push(title(column, language));
                continue;
            }
            if collection.has_view && VIEW.contains(&column.name) {
                let cell = cells.pop().flatten();
                let told = cell.map(|cell| (title(column, language), cell));
                table.common.extend(told);
                continue;
            }
            table.headings.push(self.heading(ix));
            for (row, cell) in table.rows.iter_mut().zip(cells) {
                row.cells.push(cell);
            }
        }
        table
    }

    fn row(&self, named: &Named<'_>) -> Row {
        let collection = self.wording.collection.id;
        let id = segment(&named.feature.id);
        let path = format!("/api/collections/{collection}/items/{id}");
        Row {
            href: self.links.to_with(&path, self.view),
            label: named.label(self.wording.language).to_owned(),
            cells: Vec::new(),
        }
    }

    fn heading(&self, ix: usize) -> Heading {
        let column = &self.wording.collection.columns[ix];
        let first = self.order.first().filter(|order| order.column == ix);
        let sorted = first.map_or("", |order| {
            if order.descending {
                "descending"
            } else {
                "ascending"
            }
        });
        let other = if sorted == "ascending" { "-" } else { "" };
        let by = format!("{other}{}", column.name);
        let sort = [("sortby", Some(by.as_str())), ("offset", None)];
        Heading {
            title: title(column, self.wording.language),
            number: Wording::is_number(column),
            sorted,
            sort: if column.kind == ColumnKind::Json {
                String::new()
            } else {
                self.links.same(&sort)
            },
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
