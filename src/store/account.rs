//! Accounts: who may sign in, as what, and where they may record. Never deleted, since the history names them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::json;

use super::{Hand, Store, StoreError, audit, timestamp};
use crate::domain::Role;

/// An account as it is listed; its password stays inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    pub name: String,
    pub role: Role,
    /// Codes of districts, or of the province.
    pub districts: Vec<String>,
    pub disabled: bool,
    pub created_at: Timestamp,
    pub last_seen_at: Option<Timestamp>,
    /// How many sessions and tokens it has, expired ones included until they are cleared away.
    pub sessions: u32,
    pub tokens: u32,
}

/// A new account; `password` is an argon2id PHC string.
#[derive(Clone, Copy, Debug)]
pub struct NewAccount<'a> {
    pub name: &'a str,
    pub role: Role,
    pub districts: &'a [String],
    pub password: &'a str,
}

/// What is to be changed of an account; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct AccountChange {
    pub role: Option<Role>,
    pub districts: Option<Vec<String>>,
    pub disabled: Option<bool>,
    /// An argon2id PHC string.
    pub password: Option<String>,
    /// The session that stays open when the others end, by its hash.
    pub keep_session: Option<String>,
}

const ACCOUNT: &str = "SELECT a.name, a.role, a.disabled, a.created_at, a.last_seen_at, \
     (SELECT json_group_array(d.district ORDER BY d.district) FROM account_district d WHERE d.account = a.name), \
     (SELECT count(*) FROM session s WHERE s.account = a.name), (SELECT count(*) FROM token t WHERE t.account = a.name) \
     FROM account a";

impl Store {
    /// All accounts by name.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!("{ACCOUNT} ORDER BY a.name"))?;
            let mut rows = statement.query([])?;
            let mut accounts = Vec::new();
            while let Some(row) = rows.next()? {
                accounts.push(account(row)?);
            }
            Ok(accounts)
        })
    }

    /// # Errors
    /// If the database cannot be read.
    pub fn account(&self, name: &str) -> Result<Option<AccountRow>, StoreError> {
        self.read(|connection| one(connection, name))
    }

    /// # Errors
    /// If the database cannot be read.
    pub fn has_accounts(&self) -> Result<bool, StoreError> {
        self.read(|connection| {
            let found: Option<i64> = connection
                .query_row("SELECT 1 FROM account LIMIT 1", [], |row| row.get(0))
                .optional()?;
            Ok(found.is_some())
        })
    }

    /// The PHC string of an account that may sign in.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn password_of(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT password FROM account WHERE name = ?1 AND NOT disabled";
            Ok(connection
                .query_row(sql, [name], |row| row.get(0))
                .optional()?)
        })
    }

    /// # Errors
    /// [`StoreError::NameTaken`] if there is one of that name.
    pub fn add_account(
        &self,
        new: &NewAccount<'_>,
        hand: Hand<'_>,
    ) -> Result<AccountRow, StoreError> {
        self.write(|transaction| {
            if one(transaction, new.name)?.is_some() {
                return Err(StoreError::NameTaken {
                    name: new.name.to_owned(),
                });
            }
            transaction.execute(
                "INSERT INTO account (name, role, password, created_at) VALUES (?1, ?2, ?3, ?4)",
                params![
                    new.name,
                    new.role.as_str(),
                    new.password,
                    hand.now.to_string()
                ],
            )?;
            put_districts(transaction, new.name, new.districts)?;
            let added = one(transaction, new.name)?
                .ok_or_else(|| StoreError::Damaged(new.name.to_owned()))?;
            let told = json!({"role": added.role.as_str(), "districts": added.districts});
            audit::append(
                transaction,
                hand.now,
                hand.by,
                "account.create",
                new.name,
                &told,
            )?;
            Ok(added)
        })
    }

    /// Changes an account; `None` if there is none of that name. Another role or password, or disabling, ends its sessions;
    /// disabling ends its tokens too.
    ///
    /// # Errors
    /// [`StoreError::LastAdmin`] if nobody could manage accounts any more.
    pub fn change_account(
        &self,
        name: &str,
        change: &AccountChange,
        hand: Hand<'_>,
    ) -> Result<Option<AccountRow>, StoreError> {
        self.write(|transaction| {
            let Some(before) = one(transaction, name)? else {
                return Ok(None);
            };
            let role = change.role.unwrap_or(before.role);
            let disabled = change.disabled.unwrap_or(before.disabled);
            transaction.execute(
                "UPDATE account SET role = ?2, disabled = ?3, password = ifnull(?4, password) WHERE name = ?1",
                params![name, role.as_str(), disabled, change.password],
            )?;
            if let Some(districts) = &change.districts {
                transaction.execute("DELETE FROM account_district WHERE account = ?1", [name])?;
                put_districts(transaction, name, districts)?;
            }
            let manages = |role: Role, disabled: bool| role == Role::Admin && !disabled;
            if manages(before.role, before.disabled) && !manages(role, disabled) {
                let sql = "SELECT count(*) FROM account WHERE role = 'admin' AND NOT disabled";
                let left: i64 = transaction.query_row(sql, [], |row| row.get(0))?;
                if left == 0 {
                    return Err(StoreError::LastAdmin);
                }
            }
            if role != before.role || disabled || change.password.is_some() {
                transaction.execute(
                    "DELETE FROM session WHERE account = ?1 AND hash IS NOT ?2",
                    params![name, change.keep_session],
                )?;
            }
            if disabled {
                transaction.execute("DELETE FROM token WHERE account = ?1", [name])?;
            }
            let Some(after) = one(transaction, name)? else {
                return Ok(None);
            };
            let told = json!({
                "role": after.role.as_str(), "districts": after.districts, "disabled": after.disabled,
                "password_changed": change.password.is_some(),
            });
            audit::append(transaction, hand.now, hand.by, "account.change", name, &told)?;
            Ok(Some(after))
        })
    }
}

pub(super) fn one(connection: &Connection, name: &str) -> Result<Option<AccountRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{ACCOUNT} WHERE a.name = ?1"))?;
    let mut rows = statement.query([name])?;
    rows.next()?.map(account).transpose()
}

fn account(row: &Row<'_>) -> Result<AccountRow, StoreError> {
    let name: String = row.get(0)?;
    let last_seen_at: Option<String> = row.get(4)?;
    Ok(AccountRow {
        role: role(&row.get::<_, String>(1)?)?,
        disabled: row.get(2)?,
        created_at: timestamp(&row.get::<_, String>(3)?)?,
        last_seen_at: last_seen_at.as_deref().map(timestamp).transpose()?,
        districts: districts(&row.get::<_, String>(5)?)?,
        sessions: row.get(6)?,
        tokens: row.get(7)?,
        name,
    })
}

fn put_districts(
    connection: &Connection,
    account: &str,
    districts: &[String],
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO account_district (account, district) VALUES (?1, ?2)",
    )?;
    for district in districts {
        insert.execute([account, district])?;
    }
    Ok(())
}

pub(super) fn role(text: &str) -> Result<Role, StoreError> {
    Role::parse(text).ok_or_else(|| StoreError::Damaged(format!("role `{text}`")))
}

pub(super) fn districts(json: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(json).map_err(|e| StoreError::Damaged(format!("districts `{json}`: {e}")))
}
