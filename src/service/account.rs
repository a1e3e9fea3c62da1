//! Managing accounts: making, changing, listing them, and their tokens. Who may sign in is `sign_in`'s.

use jiff::{SignedDuration, Timestamp, Unit};
use serde::Serialize;

use super::password::{self, NoSecret, Secret};
use unicode_normalization::UnicodeNormalization;

use crate::domain::access::{Manage, OwnAccount};
use crate::domain::fault::FaultKind;
use crate::domain::gazetteer::{Gazetteer, Lookup};
use crate::domain::{FieldFault, FieldFaultKind, Permit, Place, Reference, Role, Territory};
use crate::store::{
    AccountChange, AccountRow, Hand, NewAccount, NewToken, Store, StoreError, TokenRow,
};

/// Names that the history uses for others than accounts.
const RESERVED: [&str; 3] = ["cli", "sample", "system"];

/// Longest life of a token, and the usual one.
pub const MOST_DAYS: i64 = 3650;
pub const USUAL_DAYS: i64 = 365;

/// What every token of ours begins with, so that a leaked one is recognised.
pub const TOKEN_PREFIX: &str = "vp_";

/// Why an account or token was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountFault {
    #[error("{}", .0.iter().map(|f| format!("{} `{}`: {}", f.field, f.value, f.kind.en())).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<FieldFault>),
    #[error("there is no account `{0}`")]
    NoSuch(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Secret(#[from] NoSecret),
}

/// What is asked for a new account.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    pub name: &'a str,
    pub role: &'a str,
    /// Codes or names; the province's for all.
    pub districts: &'a [String],
    pub password: &'a str,
}

/// What is asked to be changed; `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Changes<'a> {
    pub role: Option<&'a str>,
    pub districts: Option<&'a [String]>,
    pub disabled: Option<bool>,
    pub password: Option<&'a str>,
}

/// A name as it is kept and compared.
pub fn normal(name: &str) -> String {
    name.trim().nfc().collect::<String>().to_lowercase()
}

/// Makes an account.
///
/// # Errors
/// Everything that is wrong with what is asked, or [`StoreError::NameTaken`].
pub fn add(
    permit: &Permit<Manage>,
    wanted: &Wanted<'_>,
    reference: &Reference,
    store: &Store,
) -> Result<AccountRow, AccountFault> {
    let mut faults = Vec::new();
    if !usable(wanted.name) {
        faults.push(FieldFault::new(
            "name",
            wanted.name,
            FieldFaultKind::BadName,
        ));
    }
    let role = role("role", wanted.role, &mut faults);
    let districts = districts(wanted.districts, reference, &mut faults);
    if role == Some(Role::Editor) && wanted.districts.is_empty() {
        faults.push(FieldFault::new(
            "districts",
            "",
            FieldFaultKind::NeedsDistrict,
        ));
    }
    faults.extend(password::fault("password", wanted.password, wanted.name));
    let (Some(role), true) = (role, faults.is_empty()) else {
        return Err(AccountFault::Invalid(faults));
    };
    let new = NewAccount {
        name: wanted.name,
        role,
        districts: &districts,
        password: &password::hash(wanted.password)?,
    };
    Ok(store.add_account(&new, hand(permit.name()))?)
}

/// Changes an account.
///
/// # Errors
/// Everything that is wrong with what is asked, [`AccountFault::NoSuch`], or [`StoreError::LastAdmin`].
pub fn change(
    permit: &Permit<Manage>,
    name: &str,
    wanted: &Changes<'_>,
    reference: &Reference,
    store: &Store,
) -> Result<AccountRow, AccountFault> {
    let no_such = || AccountFault::NoSuch(name.to_owned());
    let before = store.account(name)?.ok_or_else(no_such)?;
    let mut faults = Vec::new();
    let new_role = wanted.role.map(|text| role("role", text, &mut faults));
    let new_districts = wanted
        .districts
        .map(|codes| districts(codes, reference, &mut faults));
    let will_be = new_role.flatten().unwrap_or(before.role);
    let where_to = new_districts.as_ref().unwrap_or(&before.districts);
    if will_be == Role::Editor && where_to.is_empty() {
        faults.push(FieldFault::new(
            "districts",
            "",
            FieldFaultKind::NeedsDistrict,
        ));
    }
    if let Some(password) = wanted.password {
        faults.extend(password::fault("password", password, name));
    }
    if !faults.is_empty() {
        return Err(AccountFault::Invalid(faults));
    }
    let change = AccountChange {
        role: new_role.flatten(),
        districts: new_districts,
        disabled: wanted.disabled,
        password: wanted.password.map(password::hash).transpose()?,
        keep_session: None,
    };
    store
        .change_account(name, &change, hand(permit.name()))?
        .ok_or_else(no_such)
}

/// Changes the own password; other sessions than the one with this hash end.
///
/// # Errors
/// If the current one is wrong or the new one no good.
pub fn change_own_password(
    permit: &Permit<OwnAccount>,
    current: &str,
    new: &str,
    session: Option<String>,
    store: &Store,
) -> Result<(), AccountFault> {
    let name = permit.name();
    let known = store.password_of(name)?;
    if !password::matches(current, known.as_deref()) {
        let fault = FieldFault::secret("current", FieldFaultKind::WrongPassword);
        return Err(AccountFault::Invalid(vec![fault]));
    }
    if let Some(fault) = password::fault("new", new, name) {
        return Err(AccountFault::Invalid(vec![fault]));
    }
    let change = AccountChange {
        password: Some(password::hash(new)?),
        keep_session: session,
        ..AccountChange::default()
    };
    store
        .change_account(name, &change, hand(name))?
        .map(|_| ())
        .ok_or_else(|| AccountFault::NoSuch(name.to_owned()))
}

/// What is asked for a new token.
#[derive(Clone, Copy, Debug)]
pub struct WantedToken<'a> {
    /// Whose it is to be.
    pub account: &'a str,
    pub label: &'a str,
    /// At most the account's; its own if `None`.
    pub role: Option<&'a str>,
    pub days: Option<i64>,
}

/// Makes a token; the secret is given out this once. `by` is who asks: the account itself, or the operator of the machine.
///
/// # Errors
/// Everything that is wrong with what is asked.
pub fn add_token(
    permit: &Permit<OwnAccount>,
    wanted: WantedToken<'_>,
    store: &Store,
) -> Result<(String, TokenRow), AccountFault> {
    let name = wanted.account;
    let account = store
        .account(name)?
        .ok_or_else(|| AccountFault::NoSuch(name.to_owned()))?;
    let mut faults = Vec::new();
    let most = permit
        .account()
        .filter(|asker| asker.name == name)
        .map_or(account.role, |asker| asker.role.min(account.role));
    let role = match wanted.role {
        None => Some(most),
        Some(text) => role("role", text, &mut faults),
    };
    if role.is_some_and(|role| role > most) {
        let text = wanted.role.unwrap_or_default();
        faults.push(FieldFault::new("role", text, FieldFaultKind::RoleTooHigh));
    }
    let label = wanted.label.trim();
    if label.chars().count() > 100 {
        faults.push(FieldFault::content(
            "label",
            label,
            FaultKind::TooLong { most: 100 },
        ));
    }
    let days = wanted.days.unwrap_or(USUAL_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        let kind = FieldFaultKind::BadDays { most: MOST_DAYS };
        faults.push(FieldFault::new("days", &days.to_string(), kind));
    }
    let now = Timestamp::now().round(Unit::Second);
    let expires_at = now
        .and_then(|now| now.checked_add(SignedDuration::from_hours(days.clamp(1, MOST_DAYS) * 24)));
    let (Some(role), Ok(expires_at), true) = (role, expires_at, faults.is_empty()) else {
        return Err(AccountFault::Invalid(faults));
    };
    let secret = Secret::new(TOKEN_PREFIX)?;
    let new = NewToken {
        hash: &secret.hash,
        account: name,
        label,
        role,
        expires_at,
    };
    let row = store.add_token(&new, hand(permit.name()))?;
    Ok((secret.secret, row))
}

/// A district of an account, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DistrictView {
    pub code: String,
    pub name: String,
}

/// Names beside the codes.
pub fn district_views(codes: &[String], reference: &Reference) -> Vec<DistrictView> {
    let units = &reference.units;
    let name = |code: &String| match reference.place(code) {
        Some(Place::District(d)) => units.districts[d].name.clone(),
        Some(Place::Province) => units.province.name.clone(),
        _ => String::new(),
    };
    codes
        .iter()
        .map(|code| DistrictView {
            code: code.clone(),
            name: name(code),
        })
        .collect()
}

/// Where an account of a role may record.
pub fn territory(role: Role, codes: &[String], reference: &Reference) -> Territory {
    let places = || codes.iter().filter_map(|code| reference.place(code));
    if role > Role::Editor || places().any(|place| place == Place::Province) {
        return Territory::Province;
    }
    Territory::Districts(
        places()
            .filter_map(|place| match place {
                Place::District(d) => Some(d),
                _ => None,
            })
            .collect(),
    )
}

pub(super) fn hand(by: &str) -> Hand<'_> {
    Hand {
        by,
        now: Timestamp::now(),
    }
}

fn usable(name: &str) -> bool {
    let plain = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || "._-@".contains(c);
    let composed = name.chars().eq(name.nfc());
    composed
        && (2..=64).contains(&name.chars().count())
        && name.chars().all(plain)
        && name.chars().any(char::is_alphanumeric)
        && !RESERVED.contains(&name)
}

fn role(field: &str, text: &str, faults: &mut Vec<FieldFault>) -> Option<Role> {
    let role = Role::parse(text);
    if role.is_none() {
        faults.push(FieldFault::new(field, text, FieldFaultKind::UnknownRole));
    }
    role
}

/// Codes of the districts that are named, or the province's.
fn districts(
    wanted: &[String],
    reference: &Reference,
    faults: &mut Vec<FieldFault>,
) -> Vec<String> {
    let gazetteer = Gazetteer::new(reference);
    let mut codes = Vec::new();
    for (ix, text) in wanted.iter().enumerate() {
        let place = match reference.place(text) {
            Some(place @ (Place::District(_) | Place::Province)) => Some(place),
            _ => match gazetteer.district(text) {
                Lookup::Found(place) => Some(place),
                _ => None,
            },
        };
        match place {
            Some(place) => codes.push(reference.place_id(place).to_owned()),
            None => {
                let field = format!("districts[{ix}]");
                faults.push(FieldFault::content(field, text, FaultKind::UnknownDistrict));
            }
        }
    }
    codes
}
