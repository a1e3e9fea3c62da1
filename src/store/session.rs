//! Sessions of browsers and tokens of programs. The database has hashes of the secrets only; times are whole seconds.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};
use serde_json::json;

use super::account::{districts, role};
use super::{Hand, Store, StoreError, audit};
use crate::domain::Role;

/// Whom a secret belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub name: String,
    /// A token's own role where that is less than the account's.
    pub role: Role,
    pub account_role: Role,
    pub districts: Vec<String>,
    pub expires_at: Timestamp,
    /// When it was last seen, as far as that was noted.
    pub seen_at: Option<Timestamp>,
    /// The token's number and label; `None` for a session.
    pub token: Option<(i64, String)>,
}

/// How long sessions last, in seconds: without use, and at most.
#[derive(Clone, Copy, Debug)]
pub struct Lifetime {
    pub idle: i64,
    pub most: i64,
}

/// A new token; the secret's hash only.
#[derive(Clone, Copy, Debug)]
pub struct NewToken<'a> {
    pub hash: &'a str,
    pub account: &'a str,
    pub label: &'a str,
    pub role: Role,
    pub expires_at: Timestamp,
}

/// A token as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    pub id: i64,
    pub account: String,
    pub label: String,
    pub role: Role,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

const DISTRICTS: &str = "(SELECT json_group_array(d.district ORDER BY d.district) FROM account_district d WHERE d.account = a.name)";

impl Store {
    /// Begins a session of an account, and clears away those that are over.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn open_session(
        &self,
        hash: &str,
        account: &str,
        lifetime: Lifetime,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let at = now.as_second();
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM session WHERE seen_at <= ?1 OR created_at <= ?2",
                [at - lifetime.idle, at - lifetime.most],
            )?;
            transaction.execute(
                "INSERT INTO session (hash, account, created_at, seen_at) VALUES (?1, ?2, ?3, ?3)",
                params![hash, account, at],
            )?;
            transaction.execute(
                "UPDATE account SET last_seen_at = ?2 WHERE name = ?1",
                params![account, now.to_string()],
            )?;
            audit::append(
                transaction,
                now,
                account,
                "session.open",
                account,
                &json!({}),
            )
        })
    }

    /// Notes in the audit log that a password for an account was wrong.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn refused_session(&self, account: &str, now: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            audit::append(
                transaction,
                now,
                account,
                "session.refused",
                account,
                &json!({}),
            )
        })
    }

    /// Whose session it is, if it is not over and the account not disabled.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn session(
        &self,
        hash: &str,
        lifetime: Lifetime,
        now: Timestamp,
    ) -> Result<Option<Identity>, StoreError> {
        self.read(|connection| {
            let at = now.as_second();
            let sql = format!(
                "SELECT a.name, a.role, {DISTRICTS}, min(s.created_at + ?3, s.seen_at + ?2), s.seen_at, NULL, NULL, a.role \
                 FROM session s JOIN account a ON a.name = s.account \
                 WHERE s.hash = ?1 AND NOT a.disabled AND s.seen_at + ?2 > ?4 AND s.created_at + ?3 > ?4"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![hash, lifetime.idle, lifetime.most, at])?;
            rows.next()?.map(identity).transpose()
        })
    }

    /// Whose token it is, if it has not expired and the account is not disabled.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn token(&self, hash: &str, now: Timestamp) -> Result<Option<Identity>, StoreError> {
        self.read(|connection| {
            let sql = format!(
                "SELECT a.name, a.role, {DISTRICTS}, t.expires_at, t.last_used_at, t.id, t.label, t.role \
                 FROM token t JOIN account a ON a.name = t.account \
                 WHERE t.hash = ?1 AND NOT a.disabled AND t.expires_at > ?2"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![hash, now.as_second()])?;
            rows.next()?.map(identity).transpose()
        })
    }

    /// Notes that a session or token was used, unless something is being written just now.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn seen(&self, hash: &str, account: &str, now: Timestamp) -> Result<(), StoreError> {
        self.write_if_idle(|transaction| {
            let at = now.as_second();
            transaction.execute(
                "UPDATE session SET seen_at = max(seen_at, ?2) WHERE hash = ?1",
                params![hash, at],
            )?;
            transaction.execute(
                "UPDATE token SET last_used_at = ?2 WHERE hash = ?1",
                params![hash, at],
            )?;
            transaction.execute(
                "UPDATE account SET last_seen_at = ?2 WHERE name = ?1",
                params![account, now.to_string()],
            )?;
            Ok(())
        })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn close_session(&self, hash: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM session WHERE hash = ?1", [hash])?;
            Ok(())
        })
    }

    /// Ends all sessions of an account; says whether there is such an account.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn close_sessions(&self, account: &str, hand: Hand<'_>) -> Result<bool, StoreError> {
        self.write(|transaction| {
            if super::account::one(transaction, account)?.is_none() {
                return Ok(false);
            }
            let ended = transaction.execute("DELETE FROM session WHERE account = ?1", [account])?;
            let told = json!({"sessions": ended});
            audit::append(
                transaction,
                hand.now,
                hand.by,
                "session.close_all",
                account,
                &told,
            )?;
            Ok(true)
        })
    }

    /// # Errors
    /// If the database cannot be written.
    pub fn add_token(&self, new: &NewToken<'_>, hand: Hand<'_>) -> Result<TokenRow, StoreError> {
        self.write(|transaction| {
            let id = transaction
                .prepare_cached(
                    "INSERT INTO token (hash, account, label, role, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .insert(params![
                    new.hash,
                    new.account,
                    new.label,
                    new.role.as_str(),
                    hand.now.as_second(),
                    new.expires_at.as_second()
                ])?;
            let told = json!({"id": id, "label": new.label, "role": new.role.as_str(), "expires_at": new.expires_at});
            audit::append(transaction, hand.now, hand.by, "token.create", new.account, &told)?;
            Ok(TokenRow {
                id,
                account: new.account.to_owned(),
                label: new.label.to_owned(),
                role: new.role,
                created_at: second(hand.now.as_second())?,
                expires_at: new.expires_at,
                last_used_at: None,
            })
        })
    }

    /// Tokens of an account, or of all.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn tokens(&self, account: Option<&str>) -> Result<Vec<TokenRow>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, account, label, role, created_at, expires_at, last_used_at FROM token \
                 WHERE ?1 IS NULL OR account = ?1 ORDER BY id DESC",
            )?;
            let mut rows = statement.query([account])?;
            let mut tokens = Vec::new();
            while let Some(row) = rows.next()? {
                tokens.push(TokenRow {
                    id: row.get(0)?,
                    account: row.get(1)?,
                    label: row.get(2)?,
                    role: role(&row.get::<_, String>(3)?)?,
                    created_at: second(row.get(4)?)?,
                    expires_at: second(row.get(5)?)?,
                    last_used_at: row.get::<_, Option<i64>>(6)?.map(second).transpose()?,
                });
            }
            Ok(tokens)
        })
    }

    /// Ends a token, of a certain account or of anybody; says whether it was there.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn remove_token(
        &self,
        id: i64,
        account: Option<&str>,
        hand: Hand<'_>,
    ) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let sql = "DELETE FROM token WHERE id = ?1 AND (?2 IS NULL OR account = ?2) RETURNING account";
            let owner: Option<String> = transaction
                .query_row(sql, params![id, account], |row| row.get(0))
                .optional()?;
            if let Some(owner) = &owner {
                let told = json!({"id": id});
                audit::append(transaction, hand.now, hand.by, "token.remove", owner, &told)?;
            }
            Ok(owner.is_some())
        })
    }
}

fn identity(row: &Row<'_>) -> Result<Identity, StoreError> {
    let token: Option<i64> = row.get(5)?;
    let account_role = role(&row.get::<_, String>(1)?)?;
    Ok(Identity {
        name: row.get(0)?,
        role: account_role.min(role(&row.get::<_, String>(7)?)?),
        account_role,
        districts: districts(&row.get::<_, String>(2)?)?,
        expires_at: second(row.get(3)?)?,
        seen_at: row.get::<_, Option<i64>>(4)?.map(second).transpose()?,
        token: token.zip(row.get(6)?),
    })
}

fn second(second: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_second(second).map_err(|_| StoreError::Damaged(format!("time `{second}`")))
}
