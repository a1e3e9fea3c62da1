//! `pano-sites.csv`: the places of the plan's large billboards.

use super::ReferenceError;
use super::table::Table;
use super::units_csv::point;
use crate::domain::pano::PanoSite;
use crate::domain::{Plan, Units};

const COLUMNS: [&str; 10] = [
    "slug",
    "plan_line",
    "year",
    "name_vi",
    "name_en",
    "commune_code",
    "lon",
    "lat",
    "accuracy_m",
    "source",
];

pub(super) fn read(
    file: &str,
    text: &str,
    plan: &Plan,
    units: &Units,
) -> Result<Vec<PanoSite>, ReferenceError> {
    let table = Table::read(file, text, &COLUMNS)?;
    let sites = table.rows().map(|row| {
        Ok(PanoSite {
            slug: row.get("slug", "want lower-case letters, digits and hyphens", |v| {
                let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                (!v.is_empty() && v.chars().all(allowed)).then(|| v.to_owned())
            })?,
            line: row.get("plan_line", "want the id of a line of plan.toml", |v| {
                plan.line_ix(v)
            })?,
            year: row.number("year")?,
            name_vi: row.filled("name_vi")?,
            name_en: row.filled("name_en")?,
            commune: row.get(
                "commune_code",
                "want the code of a commune of units.csv",
                |v| units.commune_ix(v),
            )?,
            point: point(&row)?,
            accuracy_m: row.number("accuracy_m")?,
            source: row.text("source").to_owned(),
        })
    });
    sites.collect()
}
