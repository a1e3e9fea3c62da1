//! `vungphu export`: the same filters as on screen and over HTTP.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::{Ending, WrongConfiguration, atlas, open_store, output};
use crate::config::DataDir;
use crate::exchange::whole_file;
use crate::service::collection::{self, COLLECTIONS};
use crate::service::parameter::Parameters;
use crate::service::{clock, download, query, refresh};

#[derive(Args, Debug)]
pub(super) struct Export {
    /// communes, border-communes, districts, pano-sites, coverage or activities
    collection: String,
    #[arg(long, env = "VUNGPHU_EXPORT_FORMAT", value_enum, default_value_t = Format::Geojson)]
    format: Format,
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
    /// Any other filter of the HTTP interface, as NAME=VALUE
    #[arg(
        long = "filter",
        env = "VUNGPHU_EXPORT_FILTER",
        value_name = "NAME=VALUE"
    )]
    filters: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Geojson,
}

pub(super) fn run(data: &DataDir, export: &Export) -> anyhow::Result<Ending> {
    let Format::Geojson = export.format;
    let collection = collection::find(&export.collection).ok_or_else(|| {
        let known: Vec<&str> = COLLECTIONS.iter().map(|c| c.id).collect();
        WrongConfiguration(format!(
            "there is no collection `{}`; there are: {}",
            export.collection,
            known.join(", ")
        ))
    })?;
    let atlas = atlas(data)?;
    let wrong = |fault: crate::service::parameter::ParameterFault| WrongConfiguration(fault.en());
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
    let store = open_store(data)?;
    let snapshot = match known_at {
        None => Arc::new(refresh::rebuild(&atlas, &store)?.0),
        Some(moment) => {
            selection.known = true;
            refresh::past(&atlas, &store, moment)?
        }
    };
    let bytes = download::contents(collection, &selection, &snapshot, &store)?.geojson();
    if export.output.as_os_str() == "-" {
        output::bytes(&bytes)?;
    } else {
        whole_file::write(&export.output, &bytes)
            .with_context(|| format!("cannot write `{}`", export.output.display()))?;
        output::error(&format!(
            "{}: {} bytes",
            export.output.display(),
            bytes.len()
        ));
    }
    Ok(Ending::Done)
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
