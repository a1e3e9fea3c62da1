//! `vungphu report`: the same reports as over HTTP.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::{Ending, WrongConfiguration, atlas, open_store, output};
use crate::config::DataDir;
use crate::exchange::report::{FORMATS, Format};
use crate::service::parameter::{ParameterFault, Parameters};
use crate::service::report::ask;
use crate::service::{clock, query, refresh, report};

#[derive(Args, Debug)]
pub(super) struct Report {
    /// 2016, 2017-h1, 2017, 2018-h1 or 2018
    period: String,
    /// File to write; `-` for standard output
    #[arg(long, short, env = "VUNGPHU_REPORT_OUTPUT")]
    output: PathBuf,
    /// docx, pdf, xlsx or html [default: as the file is called]
    #[arg(long, env = "VUNGPHU_REPORT_FORMAT")]
    format: Option<String>,
    /// Report of a district, by name or code [default: of the province]
    #[arg(long, env = "VUNGPHU_REPORT_DISTRICT")]
    district: Option<String>,
    /// vi or en [default: vi]
    #[arg(long, env = "VUNGPHU_REPORT_LANG")]
    lang: Option<String>,
    /// As the data was known at a past moment (2018-07-05T08:00:00+07:00) or at the end of a past day [default: now]
    #[arg(long, env = "VUNGPHU_REPORT_KNOWN_AT")]
    known_at: Option<String>,
}

pub(super) fn run(data: &DataDir, wanted: &Report) -> anyhow::Result<Ending> {
    let wrong = |fault: ParameterFault| WrongConfiguration(fault.en());
    let format = format(wanted)?;
    let atlas = atlas(data)?;
    let reference = &atlas.reference;
    let period = ask::period(&wanted.period, &reference.plan, clock::today()).map_err(wrong)?;
    let flags = [
        ("district", &wanted.district),
        ("lang", &wanted.lang),
        ("known_at", &wanted.known_at),
    ];
    let pairs = flags
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
    let mut parameters = Parameters::new(pairs.collect()).map_err(wrong)?;
    let known_at = query::known_at(&mut parameters).map_err(wrong)?;
    let asked = ask::asked(period, &mut parameters, reference).map_err(wrong)?;
    let store = open_store(data)?;
    let snapshot = match known_at {
        None => Arc::new(refresh::rebuild(&atlas, &store)?.0),
        Some(moment) => refresh::past(&atlas, &store, moment)?,
    };
    let bytes = report::report(&snapshot, &store, &asked, format)?;
    output::file(&wanted.output, &bytes)?;
    Ok(Ending::Done)
}

/// The one that is named, or that of the file's name.
fn format(wanted: &Report) -> Result<&'static Format, WrongConfiguration> {
    let by_name = wanted.output.extension().and_then(|ext| ext.to_str());
    let id = wanted.format.as_deref().or(by_name);
    let id = id.ok_or_else(|| {
        let known = FORMATS.map(|format| format.extension).join(", ");
        let file = wanted.output.display();
        WrongConfiguration(format!(
            "`{file}` does not say in which format: want --format, one of {known}"
        ))
    })?;
    ask::format(id).map_err(|fault| WrongConfiguration(fault.en()))
}
