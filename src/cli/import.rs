//! `vungphu import`: activities here, boundaries in a file of their own

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use super::import_boundaries::{self, Boundaries};
use super::{Ending, atlas, open_store, output};
use crate::config::DataDir;
use crate::domain::fault::Candidate;
use crate::domain::{Fault, Permit};
use crate::exchange::export::marked::MarkError;
use crate::exchange::import::{MOST_BYTES, Options, Report, Stage};
use crate::exchange::whole_file;
use crate::service::import::{self, Asked, MarkedError, Outcome};
use crate::service::refresh;

#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Record the activities of a table (CSV or XLSX): all of them, or none if any row has a fault
    Activities(Activities),
    /// Replace the outlines of the communes by your own
    Boundaries(Boundaries),
}

#[derive(Args, Debug)]
pub(super) struct Activities {
    /// CSV or XLSX file with Vietnamese or English headers
    file: PathBuf,
    /// Sheet of the workbook [default: the one that looks like a table of activities]
    #[arg(long, value_name = "NAME", env = "VUNGPHU_IMPORT_SHEET")]
    sheet: Option<String>,
    /// Also write the table with its faults marked to this XLSX file
    #[arg(long, value_name = "OUT.xlsx", env = "VUNGPHU_IMPORT_MARKED")]
    marked: Option<PathBuf>,
    /// Only say what would happen
    #[arg(long, env = "VUNGPHU_IMPORT_DRY_RUN")]
    dry_run: bool,
    /// How to report
    #[arg(long, env = "VUNGPHU_IMPORT_FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Who the ledger says recorded what came in by this command.
const RECORDED_BY: &str = "cli";

pub(super) fn run(data: &DataDir, import: &Import) -> anyhow::Result<Ending> {
    let asked = match import {
        Import::Activities(asked) => asked,
        Import::Boundaries(asked) => return import_boundaries::run(data, asked),
    };
    let atlas = atlas(data)?;
    let file = asked.file.display();
    let unreadable = || format!("cannot read `{file}`");
    let size = std::fs::metadata(&asked.file)
        .with_context(unreadable)?
        .len();
    if usize::try_from(size).unwrap_or(usize::MAX) > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        anyhow::bail!(
            "`{file}` has {} MB; at most {most} MB: split it into several files",
            size >> 20
        );
    }
    let bytes = std::fs::read(&asked.file).with_context(unreadable)?;
    let store = open_store(data)?;
    let (snapshot, _) = refresh::rebuild(&atlas, &store)?;
    let name = asked.file.file_name().map_or_else(
        || file.to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    let options = Options {
        sheet: asked.sheet.clone(),
        ..Options::default()
    };
    let progress = Progress::default();
    let handed_in = Asked {
        file_name: &name,
        bytes: &bytes,
        options: &options,
        permit: &Permit::operator(RECORDED_BY),
        dry_run: asked.dry_run,
        progress: &|stage, rows| progress.tell(stage, rows),
    };
    if let Some(out) = &asked.marked {
        match import::marked(&handed_in, &snapshot, &store) {
            Ok((workbook, _)) => whole_file::write(out, &workbook)
                .with_context(|| format!("cannot write `{}`", out.display()))?,
            // The report says why there is nothing to mark.
            Err(MarkedError::Mark(MarkError::Unreadable(_))) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let outcome = import::activities(&handed_in, &snapshot, &store)?;
    progress.end();
    match asked.format {
        Format::Json => output::line(&serde_json::to_string_pretty(outcome.report())?),
        Format::Text => tell(&file.to_string(), &outcome),
    }
    Ok(match &outcome {
        Outcome::Refused(report) if !report.only_repeated() => Ending::Failed,
        _ => Ending::Done,
    })
}

/// How far the import is: one line on standard error that overwrites itself, for a person who watches.
#[derive(Debug)]
struct Progress {
    watched: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            watched: std::io::stderr().is_terminal(),
        }
    }
}

impl Progress {
    fn tell(&self, stage: Stage, rows: usize) {
        if self.watched {
            let stage = match stage {
                Stage::Reading => "đọc / reading",
                Stage::Matching => "đối chiếu / matching",
                Stage::Recording => "ghi / recording",
            };
            output::status(&format!("{stage}: {rows}"));
        }
    }

    fn end(&self) {
        if self.watched {
            output::status("");
        }
    }
}

fn tell(file: &str, outcome: &Outcome) {
    let report = outcome.report();
    for fault in &report.faults {
        tell_fault(file, "", fault);
    }
    let more = report.faults_total - report.faults.len();
    if more > 0 {
        output::line(&format!(
            "{file}: và {more} lỗi khác / and {more} more faults"
        ));
    }
    for notice in &report.notices {
        tell_fault(file, "lưu ý / note: ", notice);
    }
    let Report {
        rows,
        faulty,
        warnings,
        activities,
        ..
    } = report;
    output::line(&match outcome {
        Outcome::Refused(report) if report.only_repeated() => {
            "Không có gì thay đổi. / Nothing changed.".to_owned()
        }
        Outcome::Refused(_) => format!(
            "Không ghi gì: {faulty} trên {rows} dòng có lỗi. / Nothing was recorded: {faulty} of {rows} rows have faults."
        ),
        Outcome::DryRun(_) => format!(
            "Chạy thử: {rows} dòng thành {activities} hoạt động, {warnings} lưu ý; chưa ghi gì. / \
             Dry run: {rows} rows make {activities} activities, {warnings} notes; nothing was recorded."
        ),
        Outcome::Done(..) => format!(
            "Đã ghi {activities} hoạt động từ {rows} dòng, {warnings} lưu ý. / \
             Recorded {activities} activities from {rows} rows, {warnings} notes."
        ),
    });
}

/// `file:row: column: “value”: what is wrong`, in both languages, with what may have been meant.
fn tell_fault(file: &str, prefix: &str, fault: &Fault) {
    let mut text = format!("{file}:");
    if fault.row > 0 {
        text.push_str(&format!("{}:", fault.row));
    }
    text.push_str(&format!(" {prefix}"));
    if !fault.column.is_empty() {
        text.push_str(&format!("{}: “{}”: ", fault.column, fault.value));
    }
    text.push_str(&format!("{} / {}", fault.kind.vi(), fault.kind.en()));
    if !fault.candidates.is_empty() {
        let named = |c: &Candidate| match c.district.as_str() {
            "" => format!("{} ({})", c.code, c.name),
            district => format!("{} ({}, {district})", c.name, c.code),
        };
        let candidates: Vec<String> = fault.candidates.iter().map(named).collect();
        text.push_str(&format!(" → {}", candidates.join("; ")));
    }
    output::line(&text);
}
