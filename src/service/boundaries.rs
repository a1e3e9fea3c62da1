//! Replacing the outlines by somebody's own: read, held against the units and each other, then written to the data directory.

use std::path::Path;

use crate::domain::Reference;
use crate::domain::unit::{Commune, Units};
use crate::exchange::import::boundaries::{self, BoundaryFault};
use crate::exchange::reference;
use crate::geo::{Shape, measure, validity};

/// What became of a file of outlines.
#[derive(Debug)]
pub enum Outcome {
    /// It does not give one outline for every commune.
    Refused(Vec<BoundaryFault>),
    /// The outlines are there, and do not fit together.
    Unfit(Vec<String>),
    Fine(Comparison),
}

/// The new outlines beside the ones in force.
#[derive(Debug)]
pub struct Comparison {
    pub outlines: usize,
    pub area_km2: f64,
    pub area_before_km2: f64,
    /// The commune whose area changes most, and by what part of it.
    pub most_changed: Option<(String, f64)>,
    /// How they do not fit together, where that is accepted.
    pub accepted: Vec<String>,
}

/// Reads a GeoJSON file of outlines; if all is well and it is not only to be tried, puts it in force for the next start.
///
/// # Errors
/// If the data directory cannot be written.
pub fn import(
    bytes: &[u8],
    dir: &Path,
    dry_run: bool,
    accept_unfit: bool,
    reference: &Reference,
) -> std::io::Result<Outcome> {
    let outlines = match boundaries::read(bytes, reference) {
        Ok(outlines) => outlines,
        Err(faults) => return Ok(Outcome::Refused(faults)),
    };
    let codes = reference.units.communes.iter().map(|c| c.code.as_str());
    let named: Vec<(&str, &Shape)> = codes.zip(&outlines).collect();
    let unfit = validity::faults(&named, reference.plan.expect.parts);
    if !unfit.is_empty() && !accept_unfit {
        return Ok(Outcome::Unfit(unfit));
    }
    let units = fitted(&reference.units, &outlines);
    let comparison = compare(&reference.units, &units, unfit);
    if !dry_run {
        std::fs::create_dir_all(dir)?;
        reference::replace(dir, &units, &outlines)?;
    }
    Ok(Outcome::Fine(comparison))
}

/// The units with the areas of their new outlines, and points that lie inside them.
fn fitted(units: &Units, outlines: &[Shape]) -> Units {
    let mut units = units.clone();
    for (commune, outline) in units.communes.iter_mut().zip(outlines) {
        commune.area_km2 = measure::square_kilometres(outline);
        if !validity::contains(outline, commune.point.lon, commune.point.lat) {
            commune.point = measure::inner_point(outline).unwrap_or(commune.point);
        }
    }
    for district in &mut units.districts {
        let area: f64 = district
            .communes
            .iter()
            .map(|&c| units.communes[c].area_km2)
            .sum();
        district.area_km2 = (area * 100.0).round() / 100.0;
    }
    units
}

fn compare(before: &Units, after: &Units, accepted: Vec<String>) -> Comparison {
    let whole = |units: &Units| units.communes.iter().map(|c| c.area_km2).sum();
    let change = |(old, new): (&Commune, &Commune)| {
        (
            old.name.clone(),
            ((new.area_km2 - old.area_km2) / old.area_km2).abs(),
        )
    };
    Comparison {
        outlines: after.communes.len(),
        area_km2: whole(after),
        area_before_km2: whole(before),
        most_changed: before
            .communes
            .iter()
            .zip(&after.communes)
            .map(change)
            .max_by(|a, b| a.1.total_cmp(&b.1)),
        accepted,
    }
}
