//! The command line: one file per command. Prints for people, or JSON for programs where asked.
//!
//! Exit status: 0 done, 1 failed, 2 wrong usage or configuration.

mod backup;
mod check;
mod export;
mod import;
mod import_boundaries;
mod map;
mod output;
mod report;
mod serve;
mod template;
mod user;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::config::{self, DataDir};
use crate::exchange::reference;
use crate::store::Store;
use crate::world::Atlas;

/// Vùng phủ: the coverage map of Plan 2228/KH-UBND of Lai Châu
#[derive(Debug, Parser)]
#[command(name = "vungphu", version)]
struct Cli {
    #[command(flatten)]
    data: DataDir,
    /// What to do [default: serve]
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the map and its API
    Serve(config::Serve),
    /// Import a file
    #[command(subcommand)]
    Import(import::Import),
    /// Write the workbook (XLSX) that districts fill in
    Template(template::Template),
    /// Write a collection to a file
    Export(export::Export),
    /// Draw the coverage map as a picture (SVG, PNG)
    Map(map::Map),
    /// Write a half-year or yearly report to a file
    Report(report::Report),
    /// Manage accounts and tokens
    #[command(subcommand)]
    User(user::User),
    /// Check plan, units, outlines, sites and database
    Check(check::Check),
    /// Copy the database to a file, while the service runs or not
    Backup(backup::Backup),
    /// Put a backup in place of the database; what was there is kept beside it
    Restore(backup::Restore),
}

/// What a command comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Done,
    Failed,
}

/// The configuration is wrong: exit status 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct WrongConfiguration(String);

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let ending = match cli.command.unwrap_or_else(serve_by_default) {
        Command::Serve(settings) => serve::run(&cli.data, settings),
        Command::Import(import) => import::run(&cli.data, &import),
        Command::Template(template) => template::run(&cli.data, &template),
        Command::Export(export) => export::run(&cli.data, &export),
        Command::Map(asked) => map::run(&cli.data, &asked),
        Command::Report(report) => report::run(&cli.data, &report),
        Command::User(user) => user::run(&cli.data, &user),
        Command::Check(check) => check::run(&cli.data, &check),
        Command::Backup(backup) => backup::run(&cli.data, &backup),
        Command::Restore(restore) => backup::restore(&cli.data, &restore),
    };
    match ending {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Failed) => ExitCode::from(1),
        Err(error) => {
            output::error(&format!("vungphu: {error:#}"));
            ExitCode::from(if error.downcast_ref::<WrongConfiguration>().is_some() {
                2
            } else {
                1
            })
        }
    }
}

/// `serve` with nothing but defaults and environment variables.
fn serve_by_default() -> Command {
    #[derive(Parser)]
    struct Defaults {
        #[command(flatten)]
        serve: config::Serve,
    }
    Command::Serve(Defaults::parse_from(["vungphu"]).serve)
}

/// Reads the reference in force for a data directory.
fn atlas(data: &DataDir) -> anyhow::Result<Arc<Atlas>> {
    let wrong =
        |error: String| WrongConfiguration(format!("the reference data cannot be used: {error}"));
    let loaded = reference::load(Some(&data.data_dir)).map_err(|error| wrong(error.to_string()))?;
    for file in &loaded.replaced {
        tracing::info!(file = %file.display(), "takes the place of the built-in file");
    }
    Ok(Arc::new(Atlas::new(loaded).map_err(wrong)?))
}

fn open_store(data: &DataDir) -> anyhow::Result<Store> {
    Store::open(&data.data_dir)
        .with_context(|| format!("data directory `{}`", data.data_dir.display()))
}
