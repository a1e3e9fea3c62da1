//! `vungphu export`: the same filters and formats as on screen and over HTTP.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{Ending, WrongConfiguration, atlas, open_store, output};
use crate::config::DataDir;
use crate::domain::Language;
use crate::exchange::export::format::{CSV_METADATA, GEOJSON};
use crate::exchange::export::{FORMATS, Format};
use crate::exchange::whole_file;
use crate::service::collection::{self, COLLECTIONS, Source};
use crate::service::export::ExportFault;
use crate::service::parameter::{ParameterFault, Parameters};
use crate::service::{self, clock, query, refresh};
use crate::store::Store;

#[derive(Args, Debug)]
pub(super) struct Export {
    /// communes, border-communes, districts, pano-sites, coverage or activities
    collection: String,
    /// What kind of file [default: as the name of the file ends; for standard output `json`]
    #[arg(long, env = "VUNGPHU_EXPORT_FORMAT", value_parser = formats())]
    format: Option<&'static Format>,
    /// File to write; `-` for standard output
    #[arg(long, short, env = "VUNGPHU_EXPORT_OUTPUT")]
    output: PathBuf,
    /// Plan line [default: overall]
    #[arg(long, env = "VUNGPHU_EXPORT_LINE")]
    line: Option<String>,
    /// Overall of the lines of one year
    #[arg(long, env = "VUNGPHU_EXPORT_YEAR")]
    year: Option<String>,
    /// Day, such as 2018-06-30 [default: today in Vietnam]
    #[arg(long, env = "VUNGPHU_EXPORT_AS_OF")]
    as_of: Option<String>,
    /// As the data was known at a past moment (2018-06-30T08:00:00+07:00) or at the end of a past day [default: now]
    #[arg(long, env = "VUNGPHU_EXPORT_KNOWN_AT")]
    known_at: Option<String>,
    /// District, by name or code
    #[arg(long, env = "VUNGPHU_EXPORT_DISTRICT")]
    district: Option<String>,
    /// Only border communes (true) or only others (false)
    #[arg(long, env = "VUNGPHU_EXPORT_BORDER")]
    border: Option<String>,
    /// Status as in the legend (`reached`, …, `not_targeted`); several with commas
    #[arg(long, env = "VUNGPHU_EXPORT_STATUS")]
    status: Option<String>,
    /// Reference system of the coordinates, such as EPSG:3405 or EPSG:9205 (VN-2000) [default: WGS 84, longitude first]
    #[arg(long, env = "VUNGPHU_EXPORT_CRS")]
    crs: Option<String>,
    /// Language of headings and notes, where the format has any
    #[arg(long, env = "VUNGPHU_EXPORT_LANG", default_value = "vi", value_parser = ["vi", "en"])]
    lang: String,
    /// Any other filter of the HTTP interface, as NAME=VALUE
    #[arg(
        long = "filter",
        env = "VUNGPHU_EXPORT_FILTER",
        value_name = "NAME=VALUE"
    )]
    filters: Vec<String>,
}

/// The names of the table of formats.
fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let value = |format: &&'static Format| {
        PossibleValue::new(format.id)
            .aliases(format.also)
            .help(format.about_en)
    };
    let names = PossibleValuesParser::new(FORMATS.iter().map(value));
    // What the table has is found in it.
    names.try_map(|name| Format::find(&name).ok_or("no such format"))
}

pub(super) fn run(data: &DataDir, export: &Export) -> anyhow::Result<Ending> {
    let collection = collection::find(&export.collection).ok_or_else(|| {
        let known: Vec<&str> = COLLECTIONS.iter().map(|c| c.id).collect();
        WrongConfiguration(format!(
            "there is no collection `{}`; there are: {}",
            export.collection,
            known.join(", ")
        ))
    })?;
    let format = match export.format {
        Some(format) => format,
        None => by_name(&export.output)?,
    };
    let atlas = atlas(data)?;
    let wrong = |fault: ParameterFault| WrongConfiguration(fault.en());
    let mut parameters = Parameters::new(pairs(export)?).map_err(wrong)?;
    let known_at = query::known_at(&mut parameters).map_err(wrong)?;
    let mut selection = query::selection(
        collection,
        &mut parameters,
        &atlas.reference,
        clock::today(),
    )
    .map_err(wrong)?;
    parameters.finish().map_err(wrong)?;
    selection.known_at = known_at;
    let store = open_store(data)?;
    let snapshot = match (&collection.source, known_at) {
        (Source::Ledger, _) => Arc::new(refresh::unsummed(&atlas, &store, known_at)?),
        (Source::Snapshot(_), None) => Arc::new(refresh::rebuild(&atlas, &store)?.0),
        (Source::Snapshot(_), Some(moment)) => refresh::past(&atlas, &store, moment)?,
    };
    let language = match export.lang.as_str() {
        "en" => Language::En,
        _ => Language::Vi,
    };
    let export_of = |format| service::export::Export {
        collection,
        selection: selection.clone(),
        snapshot: Arc::clone(&snapshot),
        format,
        language,
    };
    let file = export_of(format);
    file.check_crs().map_err(wrong)?;
    write(&file, &export.output, &store)?;
    if format.id == "csv" && !is_standard_output(&export.output) {
        let mut beside = export.output.clone().into_os_string();
        beside.push("-metadata.json");
        write(&export_of(&CSV_METADATA), Path::new(&beside), &store)?;
    }
    Ok(Ending::Done)
}

fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What a file is to be by the end of its name.
fn by_name(path: &Path) -> anyhow::Result<&'static Format> {
    if is_standard_output(path) {
        return Ok(&GEOJSON);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let known = Format::of_file(&name).map(|(_, format)| format);
    known.filter(|format| FORMATS.contains(format)).ok_or_else(|| {
        let known: Vec<&str> = FORMATS.iter().map(|format| format.extension).collect();
        let wrong = format!(
            "`{}`: cannot tell the format by this name; give --format, or a name that ends with one of: {}",
            path.display(),
            known.join(", ")
        );
        WrongConfiguration(wrong).into()
    })
}

fn write(export: &service::export::Export, path: &Path, store: &Store) -> anyhow::Result<()> {
    let mut opened = export.open(store).map_err(|fault| match fault {
        ExportFault::Parameter(fault) => WrongConfiguration(fault.en()).into(),
        ExportFault::Store(error) => anyhow::Error::from(error),
    })?;
    if is_standard_output(path) {
        return Ok(output::stream(|out| opened.write(store, out))?);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(table) = name.strip_suffix("-metadata.json") {
        table.clone_into(&mut opened.about.address);
    }
    let mut size = 0;
    whole_file::write_with(path, |out| {
        let mut counted = Counted {
            out,
            size: &mut size,
        };
        opened.write(store, &mut counted)
    })
    .with_context(|| format!("cannot write `{}`", path.display()))?;
    output::error(&format!("{}: {size} bytes", path.display()));
    Ok(())
}

/// Counts what is written.
struct Counted<'w> {
    out: &'w mut dyn io::Write,
    size: &'w mut u64,
}

impl io::Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        *self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn pairs(export: &Export) -> anyhow::Result<Vec<(String, String)>> {
    let flags = [
        ("line", &export.line),
        ("year", &export.year),
        ("as_of", &export.as_of),
        ("known_at", &export.known_at),
        ("district", &export.district),
        ("border", &export.border),
        ("status", &export.status),
        ("crs", &export.crs),
    ];
    let mut pairs: Vec<(String, String)> = flags
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
        .collect();
    for filter in &export.filters {
        let (name, value) = filter
            .split_once('=')
            .ok_or_else(|| WrongConfiguration(format!("--filter `{filter}`: want NAME=VALUE")))?;
        pairs.push((name.to_owned(), value.to_owned()));
    }
    Ok(pairs)
}
