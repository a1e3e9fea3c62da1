//! `vungphu import`: activities here, boundaries in a file of their own

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use super::import_boundaries::{self, Boundaries};
use super::{Ending, atlas, open_store, output};
use crate::config::DataDir;
use crate::domain::Fault;
use crate::domain::fault::Candidate;
use crate::exchange::import::Report;
use crate::service::import::{self, Outcome};

#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Record the activities of a CSV table: all of them, or none if any row has a fault
    Activities(Activities),
    /// Replace the outlines of the communes by your own
    Boundaries(Boundaries),
}

#[derive(Args, Debug)]
pub(super) struct Activities {
    /// CSV file with Vietnamese or English headers
    file: PathBuf,
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
    let bytes = std::fs::read(&asked.file).with_context(|| format!("cannot read `{file}`"))?;
    let store = open_store(data)?;
    let name = asked.file.file_name().map_or_else(
        || file.to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    let outcome = import::activities(
        &name,
        &bytes,
        RECORDED_BY,
        asked.dry_run,
        &atlas.reference,
        &store,
    )?;
    match asked.format {
        Format::Json => output::line(&serde_json::to_string_pretty(outcome.report())?),
        Format::Text => tell(&file.to_string(), &outcome),
    }
    Ok(match &outcome {
        Outcome::Refused(report) if !only_repeated(report) => Ending::Failed,
        _ => Ending::Done,
    })
}

/// The same file once more: nothing changes, and nothing is wrong.
fn only_repeated(report: &Report) -> bool {
    report
        .faults
        .iter()
        .all(|fault| fault.kind.code() == "already_imported")
}

fn tell(file: &str, outcome: &Outcome) {
    let report = outcome.report();
    for fault in &report.faults {
        tell_fault(file, "", fault);
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
        Outcome::Refused(report) if only_repeated(report) => {
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
