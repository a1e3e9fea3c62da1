//! The reference files: plan, units, outlines, border line and pano sites.
//!
//! The files of `data/` are embedded in the binary. A file of the same name in the data directory takes the place of
//! the embedded one: another plan or another province is data, not code.

mod outlines;
mod plan_toml;
mod sites_csv;
mod table;
mod units_csv;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::whole_file;
use crate::domain::{Reference, Units};
use crate::geo::Shape;

/// The reference as read, before anything is computed from it.
#[derive(Debug)]
pub struct Loaded {
    pub reference: Reference,
    /// Outlines of the communes, in the order of the units.
    pub communes: Vec<Shape>,
    pub national_border: Shape,
    /// The plan's own words.
    pub plan_text: String,
    /// Files that stand in the data directory instead of the embedded ones.
    pub replaced: Vec<PathBuf>,
}

/// What is wrong with a reference file.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    #[error("cannot read `{path}`: {source}")]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{file}: {what}")]
    File { file: String, what: String },
    #[error("{file}, row {row}, column `{column}`: `{value}`: {want}")]
    Cell {
        file: String,
        row: u64,
        column: &'static str,
        value: String,
        want: String,
    },
    #[error("{}", .0.join("\n"))]
    Together(Vec<String>),
}

impl ReferenceError {
    fn file(file: &str, what: impl std::fmt::Display) -> Self {
        Self::File {
            file: file.to_owned(),
            what: what.to_string(),
        }
    }
}

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../data/", $name)))),+]
    };
}

/// The default reference: the plan of Lai Châu, in the binary.
const EMBEDDED: &[(&str, &str)] = embedded![
    "plan.toml",
    "plan-2228.txt",
    "units.csv",
    "communes.geojson",
    "national-border.geojson",
    "pano-sites.csv",
];

/// Reads the reference: from `dir` what stands there, the rest from the binary.
///
/// # Errors
/// The first file that cannot be read or understood, with row, column, value and what would be right.
pub fn load(dir: Option<&Path>) -> Result<Loaded, ReferenceError> {
    let mut files = Files {
        dir,
        replaced: Vec::new(),
    };
    let plan = plan_toml::read("plan.toml", &files.get("plan.toml")?)?;
    let plan_text = files.get(&plan.document.text)?.into_owned();
    let units = units_csv::read("units.csv", &files.get("units.csv")?)?;
    let communes = outlines::communes("communes.geojson", &files.get("communes.geojson")?, &units)?;
    let national_border = outlines::line(
        "national-border.geojson",
        &files.get("national-border.geojson")?,
    )?;
    let sites = sites_csv::read(
        "pano-sites.csv",
        &files.get("pano-sites.csv")?,
        &plan,
        &units,
    )?;
    let reference = Reference::new(plan, units, sites).map_err(ReferenceError::Together)?;
    Ok(Loaded {
        reference,
        communes,
        national_border,
        plan_text,
        replaced: files.replaced,
    })
}

/// Puts outlines, and the units whose areas and points go with them, into a data directory in place of the built-in ones.
///
/// # Errors
/// If a file cannot be written; each is written whole or not at all.
pub fn replace(dir: &Path, units: &Units, communes: &[Shape]) -> std::io::Result<()> {
    whole_file::write(&dir.join("units.csv"), units_csv::write(units)?.as_bytes())?;
    whole_file::write(
        &dir.join("communes.geojson"),
        outlines::write(units, communes).as_bytes(),
    )
}

struct Files<'a> {
    dir: Option<&'a Path>,
    replaced: Vec<PathBuf>,
}

impl Files<'_> {
    fn get(&mut self, name: &str) -> Result<Cow<'static, str>, ReferenceError> {
        if name.contains(['/', '\\']) {
            return Err(ReferenceError::file(
                "plan.toml",
                format!("text `{name}`: want the name of a file beside it"),
            ));
        }
        if let Some(path) = self
            .dir
            .map(|dir| dir.join(name))
            .filter(|path| path.exists())
        {
            let text = std::fs::read_to_string(&path).map_err(|source| ReferenceError::Read {
                path: path.clone(),
                source,
            })?;
            self.replaced.push(path);
            return Ok(Cow::Owned(text));
        }
        EMBEDDED
            .iter()
            .find(|(embedded, _)| *embedded == name)
            .map(|(_, text)| Cow::Borrowed(*text))
            .ok_or_else(|| {
                ReferenceError::file(name, "not in the data directory, and none is built in")
            })
    }
}
