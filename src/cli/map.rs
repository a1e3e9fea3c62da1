//! `vungphu map`: the coverage map as a picture, with the same parameters as over HTTP.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Ending, WrongConfiguration, atlas, open_store, output};
use crate::config::DataDir;
use crate::service::map::{self, Format, MapPicture};
use crate::service::parameter::{ParameterFault, Parameters};
use crate::service::{clock, query, refresh};

#[derive(Args, Debug)]
pub(super) struct Map {
    /// File to write, `.svg` or `.png`
    #[arg(long, short, env = "VUNGPHU_MAP_OUTPUT")]
    output: PathBuf,
    /// Plan line [default: overall]
    #[arg(long, env = "VUNGPHU_MAP_LINE")]
    line: Option<String>,
    /// Overall of the lines of one year
    #[arg(long, env = "VUNGPHU_MAP_YEAR")]
    year: Option<String>,
    /// Day, such as 2018-06-30 [default: today in Vietnam]
    #[arg(long, env = "VUNGPHU_MAP_AS_OF")]
    as_of: Option<String>,
    /// As the data was known at a past moment (2018-06-30T08:00:00+07:00) or at the end of a past day [default: now]
    #[arg(long, env = "VUNGPHU_MAP_KNOWN_AT")]
    known_at: Option<String>,
    /// District, by name or code [default: the province]
    #[arg(long, env = "VUNGPHU_MAP_DISTRICT")]
    district: Option<String>,
    /// a4, a3, slide, social or figure [default: a4]
    #[arg(long, env = "VUNGPHU_MAP_SIZE")]
    size: Option<String>,
    /// vi or en [default: vi]
    #[arg(long, env = "VUNGPHU_MAP_LANG")]
    lang: Option<String>,
    /// Pixels to the inch of a PNG, 72 to 300 [default: by size]
    #[arg(long, env = "VUNGPHU_MAP_DPI")]
    dpi: Option<String>,
}

pub(super) fn run(data: &DataDir, asked: &Map) -> anyhow::Result<Ending> {
    let format = format(&asked.output)?;
    let atlas = atlas(data)?;
    let wrong = |fault: ParameterFault| WrongConfiguration(fault.en());
    let mut parameters = Parameters::new(pairs(asked)).map_err(wrong)?;
    let known_at = query::known_at(&mut parameters).map_err(wrong)?;
    let read = MapPicture::read(&mut parameters, &atlas.reference, clock::today());
    let picture = read.map_err(wrong)?;
    let dpi = map::dpi(&mut parameters, format, picture.size).map_err(wrong)?;
    parameters.finish().map_err(wrong)?;
    let store = open_store(data)?;
    let snapshot = match known_at {
        None => Arc::new(refresh::rebuild(&atlas, &store)?.0),
        Some(moment) => refresh::past(&atlas, &store, moment)?,
    };
    let svg = map::svg(&snapshot, &picture);
    let bytes = match format {
        Format::Svg => svg.into_bytes(),
        Format::Png => map::png(&svg, dpi)?,
    };
    output::file(&asked.output, &bytes)?;
    Ok(Ending::Done)
}

/// By the name of the file.
fn format(output: &Path) -> Result<Format, WrongConfiguration> {
    let extension = output.extension().and_then(|extension| extension.to_str());
    extension.and_then(Format::named).ok_or_else(|| {
        WrongConfiguration(format!(
            "--output `{}`: want a name that ends in .svg or .png",
            output.display()
        ))
    })
}

fn pairs(asked: &Map) -> Vec<(String, String)> {
    let flags = [
        ("line", &asked.line),
        ("year", &asked.year),
        ("as_of", &asked.as_of),
        ("known_at", &asked.known_at),
        ("district", &asked.district),
        ("size", &asked.size),
        ("lang", &asked.lang),
        ("dpi", &asked.dpi),
    ];
    flags
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
        .collect()
}
