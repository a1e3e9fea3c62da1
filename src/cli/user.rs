//! `vungphu user`: accounts and tokens, for whoever runs the machine

use std::io::Read;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::{Ending, WrongConfiguration, atlas, open_store, output};
use crate::config::DataDir;
use crate::domain::access::{Manage, OwnAccount};
use crate::domain::{Permit, Reference};
use crate::service::account::{self, AccountFault, Changes, Wanted, WantedToken};
use crate::store::{AccountRow, Store, StoreError};

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Make an account; its password is read from standard input
    Add(Add),
    /// List all accounts
    List(List),
    /// Make an API token and print it, this once
    Token(Token),
    /// Shut an account out: its sessions and tokens end at once
    Disable(Disable),
    /// Set another password, read from standard input; the account's sessions end
    Passwd(Passwd),
}

#[derive(Args, Debug)]
pub(super) struct Add {
    /// Small letters, digits and . _ - @
    name: String,
    /// What the account is for
    #[arg(long, env = "VUNGPHU_USER_ROLE", value_parser = ["viewer", "editor", "verifier", "admin"])]
    role: String,
    /// District in which an editor may record, by code or name (12 is the whole province); may stand several times
    #[arg(
        long = "district",
        env = "VUNGPHU_USER_DISTRICT",
        value_delimiter = ',',
        value_name = "CODE"
    )]
    districts: Vec<String>,
    #[command(flatten)]
    password: PasswordFrom,
}

#[derive(Args, Debug)]
struct PasswordFrom {
    /// Read the password from standard input (so that it stands in no list of processes)
    #[arg(long, env = "VUNGPHU_USER_PASSWORD_STDIN", required = true)]
    password_stdin: bool,
}

#[derive(Args, Debug)]
pub(super) struct List {
    /// How to list
    #[arg(long, env = "VUNGPHU_USER_FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Args, Debug)]
pub(super) struct Token {
    name: String,
    /// How long it holds
    #[arg(long, env = "VUNGPHU_USER_DAYS", default_value_t = account::USUAL_DAYS)]
    days: i64,
    /// Less than the account's own role
    #[arg(long, env = "VUNGPHU_USER_TOKEN_ROLE", value_parser = ["viewer", "editor", "verifier", "admin"])]
    role: Option<String>,
    /// What it is for
    #[arg(long, env = "VUNGPHU_USER_LABEL", default_value = "cli")]
    label: String,
}

#[derive(Args, Debug)]
pub(super) struct Disable {
    name: String,
    /// Let it in again instead
    #[arg(long, env = "VUNGPHU_USER_ENABLE")]
    enable: bool,
}

#[derive(Args, Debug)]
pub(super) struct Passwd {
    name: String,
    #[command(flatten)]
    password: PasswordFrom,
}

/// Who the audit log says did what came in by this command.
const OPERATOR: &str = "cli";

pub(super) fn run(data: &DataDir, user: &User) -> anyhow::Result<Ending> {
    let atlas = atlas(data)?;
    let reference = &atlas.reference;
    let store = open_store(data)?;
    match user {
        User::Add(asked) => add(asked, reference, &store),
        User::List(asked) => list(asked, &store),
        User::Token(asked) => token(asked, &store),
        User::Disable(asked) => {
            let changes = Changes {
                disabled: Some(!asked.enable),
                ..Changes::default()
            };
            change(&asked.name, &changes, reference, &store)
        }
        User::Passwd(asked) => {
            let password = password(&asked.password)?;
            let changes = Changes {
                password: Some(&password),
                ..Changes::default()
            };
            change(&asked.name, &changes, reference, &store)
        }
    }
}

fn add(asked: &Add, reference: &Reference, store: &Store) -> anyhow::Result<Ending> {
    let password = password(&asked.password)?;
    let wanted = Wanted {
        name: &account::normal(&asked.name),
        role: &asked.role,
        districts: &asked.districts,
        password: &password,
    };
    let permit = Permit::<Manage>::operator(OPERATOR);
    let row = account::add(&permit, &wanted, reference, store).map_err(refused)?;
    output::line(&describe(&row));
    Ok(Ending::Done)
}

fn change(
    name: &str,
    changes: &Changes<'_>,
    reference: &Reference,
    store: &Store,
) -> anyhow::Result<Ending> {
    let permit = Permit::<Manage>::operator(OPERATOR);
    let name = account::normal(name);
    let row = account::change(&permit, &name, changes, reference, store).map_err(refused)?;
    output::line(&describe(&row));
    Ok(Ending::Done)
}

fn token(asked: &Token, store: &Store) -> anyhow::Result<Ending> {
    let permit = Permit::<OwnAccount>::operator(OPERATOR);
    let wanted = WantedToken {
        account: &account::normal(&asked.name),
        label: &asked.label,
        role: asked.role.as_deref(),
        days: Some(asked.days),
    };
    let (secret, row) = account::add_token(&permit, wanted, store).map_err(refused)?;
    output::error(&format!(
        "Mã truy cập của {0} ({1}), đến {2}; chỉ hiện một lần. / Token of {0} ({1}), until {2}; shown this once.",
        row.account,
        row.role.as_str(),
        row.expires_at
    ));
    output::line(&secret);
    Ok(Ending::Done)
}

fn list(asked: &List, store: &Store) -> anyhow::Result<Ending> {
    let accounts = store.accounts()?;
    match asked.format {
        Format::Text => {
            for row in &accounts {
                output::line(&describe(row));
            }
            if accounts.is_empty() {
                output::error(
                    "Chưa có tài khoản nào. / There is no account yet: vungphu user add NAME --role admin --password-stdin",
                );
            }
        }
        Format::Json => {
            let rows: Vec<_> = accounts
                .iter()
                .map(|row| {
                    json!({
                        "name": row.name, "role": row.role.as_str(), "districts": row.districts,
                        "disabled": row.disabled, "created_at": row.created_at, "last_seen_at": row.last_seen_at,
                        "sessions": row.sessions, "tokens": row.tokens,
                    })
                })
                .collect();
            output::line(&serde_json::to_string_pretty(&json!({"accounts": rows}))?);
        }
    }
    Ok(Ending::Done)
}

fn describe(row: &AccountRow) -> String {
    let districts = match row.districts.as_slice() {
        [] => String::new(),
        codes => format!("  {}", codes.join(",")),
    };
    let disabled = if row.disabled {
        "  (đã khóa / disabled)"
    } else {
        ""
    };
    format!(
        "{:<24} {:<9}{districts}{disabled}",
        row.name,
        row.role.as_str()
    )
}

/// The first line of standard input.
fn password(_from: &PasswordFrom) -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .take(4096)
        .read_to_string(&mut text)
        .context("cannot read the password from standard input")?;
    let password = text.lines().next().unwrap_or_default();
    Ok(password.to_owned())
}

/// What is wrong with what was asked is wrong usage; what the machine cannot do has failed.
fn refused(fault: AccountFault) -> anyhow::Error {
    match &fault {
        AccountFault::Invalid(faults) => {
            let lines = faults.iter().map(|fault| {
                let value = if fault.value.is_empty() {
                    String::new()
                } else {
                    format!(" `{}`", fault.value)
                };
                format!(
                    "{}{value}: {} / {}",
                    fault.field,
                    fault.kind.vi(),
                    fault.kind.en()
                )
            });
            WrongConfiguration(lines.collect::<Vec<_>>().join("\n")).into()
        }
        AccountFault::NoSuch(_)
        | AccountFault::Store(StoreError::NameTaken { .. } | StoreError::LastAdmin) => {
            anyhow::Error::new(fault)
        }
        _ => anyhow::Error::new(fault).context("the account was not changed"),
    }
}
