//! Signing in, and who a request comes from.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::account::{self, territory};
use super::password::{self, NoSecret, Secret};
use super::throttle::Throttle;
use crate::domain::{Account, Actor, Reference};
use crate::store::{Identity, Lifetime, Store, StoreError};

/// What a request carries to say who it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The secret in a browser's cookie.
    Session(String),
    /// A program's token.
    Token(String),
}

impl Credential {
    pub fn hash(&self) -> String {
        match self {
            Self::Session(secret) | Self::Token(secret) => Secret::hash_of(secret),
        }
    }
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInFault {
    #[error("wrong name or password")]
    WrongCredentials,
    #[error("too many attempts")]
    TooMany { wait: Duration },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Secret(#[from] NoSecret),
}

/// Begins a session: the secret for the cookie.
///
/// # Errors
/// If name and password do not fit, or were guessed at too often.
pub fn sign_in(
    name: &str,
    password: &str,
    address: &str,
    lifetime: Lifetime,
    throttle: &Throttle,
    store: &Store,
) -> Result<Secret, SignInFault> {
    let name = account::normal(name);
    let now = Instant::now();
    if let Some(wait) = throttle.wait(&name, address, now) {
        return Err(SignInFault::TooMany { wait });
    }
    let known = store.password_of(&name)?;
    if !password::matches(password, known.as_deref()) {
        throttle.failed(&name, address, now);
        if known.is_some() {
            store.refused_session(&name, Timestamp::now())?;
        }
        return Err(SignInFault::WrongCredentials);
    }
    throttle.succeeded(&name);
    let secret = Secret::new("")?;
    store.open_session(&secret.hash, &name, lifetime, Timestamp::now())?;
    Ok(secret)
}

/// Whom a credential belongs to, if it still holds.
///
/// # Errors
/// If the database cannot be read.
pub fn identify(
    credential: &Credential,
    lifetime: Lifetime,
    store: &Store,
) -> Result<Option<Identity>, StoreError> {
    let now = Timestamp::now();
    match credential {
        Credential::Session(secret) => store.session(&Secret::hash_of(secret), lifetime, now),
        Credential::Token(secret) => store.token(&Secret::hash_of(secret), now),
    }
}

/// Whether it is time to note again that somebody is there: not at every request, since each note is a write.
pub fn is_due(identity: &Identity, lifetime: Lifetime) -> bool {
    let every = (lifetime.idle / 10).clamp(1, 60);
    identity
        .seen_at
        .is_none_or(|seen| Timestamp::now().as_second() - seen.as_second() >= every)
}

/// Who acts, with the rights of the account or token.
pub fn actor(identity: &Identity, reference: &Reference) -> Actor {
    Actor {
        account: Some(Account {
            name: identity.name.clone(),
            role: identity.role,
            territory: territory(identity.account_role, &identity.districts, reference),
        }),
    }
}
