//! Who may do what. A right is a type: work that needs one takes a [`Permit`] of it, and only the table below gives those
//! out. So nothing can be written that forgets to ask.

use std::marker::PhantomData;

use super::{DistrictIx, Place, Reference};

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Looks.
    Viewer,
    /// Records what was done in its districts.
    Editor,
    /// The focal agency: verifies, and records everywhere.
    Verifier,
    /// Manages accounts besides.
    Admin,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Editor, Self::Verifier, Self::Admin];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Verifier => "verifier",
            Self::Admin => "admin",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// The table of rights. Where an editor may act is another question: [`Territory`].
    pub const fn may(self, action: Action) -> bool {
        match action {
            Action::Read | Action::OwnAccount => true,
            Action::Record => matches!(self, Self::Editor | Self::Verifier | Self::Admin),
            Action::Verify => matches!(self, Self::Verifier | Self::Admin),
            Action::Manage => matches!(self, Self::Admin),
        }
    }
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the map, the lists and the history.
    Read,
    /// Change the own password, tokens and sessions.
    OwnAccount,
    /// Record, change, delete and restore activities that are not verified; import.
    Record,
    /// Verify and reject; change verified records.
    Verify,
    /// Manage accounts; read the audit log.
    Manage,
}

impl Action {
    pub const ALL: [Self; 5] = [
        Self::Read,
        Self::OwnAccount,
        Self::Record,
        Self::Verify,
        Self::Manage,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::OwnAccount => "own_account",
            Self::Record => "record",
            Self::Verify => "verify",
            Self::Manage => "manage",
        }
    }
}

/// Where somebody may record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Territory {
    Province,
    Districts(Vec<DistrictIx>),
}

impl Territory {
    /// Whether a place lies inside. The province as a whole lies in no district.
    pub fn covers(&self, place: Place, reference: &Reference) -> bool {
        match self {
            Self::Province => true,
            Self::Districts(own) => reference
                .district_of(place)
                .is_some_and(|district| own.contains(&district)),
        }
    }
}

/// Somebody who was recognised, or nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// `None` for somebody who has not signed in.
    pub account: Option<Account>,
}

/// The account behind a request, with the rights it has there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    pub role: Role,
    pub territory: Territory,
}

/// Why something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    SignInNeeded,
    NotAllowed { action: Action, role: Role },
}

/// Who asks, for work that needs the right `P`. Only made by those who hold it.
#[derive(Clone, Debug)]
pub struct Permit<P> {
    actor: Actor,
    right: PhantomData<P>,
}

/// A right, as a type.
pub trait Right {
    const ACTION: Action;
}

macro_rules! rights {
    ($($name:ident),*) => { $(
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}
        impl Right for $name {
            const ACTION: Action = Action::$name;
        }
    )* };
}
rights!(Read, OwnAccount, Record, Verify, Manage);

impl Actor {
    pub const NOBODY: Self = Self { account: None };

    /// The right to do something, if this one has it. `private` services let nobody read who has not signed in.
    ///
    /// # Errors
    /// What is missing.
    pub fn permit<P: Right>(self, private: bool) -> Result<Permit<P>, Refusal> {
        let role = self.account.as_ref().map(|account| account.role);
        match (role, P::ACTION) {
            (None, Action::Read) if !private => {}
            (None, _) => return Err(Refusal::SignInNeeded),
            (Some(role), action) if role.may(action) => {}
            (Some(role), action) => return Err(Refusal::NotAllowed { action, role }),
        }
        Ok(Permit {
            actor: self,
            right: PhantomData,
        })
    }
}

impl<P: Right> Permit<P> {
    /// Whoever may run commands on the machine may do everything. `name` is what the history calls them.
    pub fn operator(name: &str) -> Self {
        let account = Account {
            name: name.to_owned(),
            role: Role::Admin,
            territory: Territory::Province,
        };
        Self {
            actor: Actor {
                account: Some(account),
            },
            right: PhantomData,
        }
    }

    /// The account that asks; `None` for a reader who has not signed in.
    pub fn account(&self) -> Option<&Account> {
        self.actor.account.as_ref()
    }

    /// What the history calls whoever asks.
    pub fn name(&self) -> &str {
        self.account().map_or("", |account| &account.name)
    }

    /// Whether the one who holds this holds another right too.
    pub fn also<Q: Right>(&self) -> Result<Permit<Q>, Refusal> {
        self.actor.clone().permit(true)
    }

    /// The places among these where whoever asks may not record.
    pub fn outside(
        &self,
        places: impl IntoIterator<Item = Place>,
        reference: &Reference,
    ) -> Vec<Place> {
        let territory = self.account().map(|account| &account.territory);
        places
            .into_iter()
            .filter(|place| !territory.is_some_and(|t| t.covers(*place, reference)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Read, own account, record, verify, manage.
    const TABLE: [(Option<Role>, [bool; 5]); 5] = [
        (None, [true, false, false, false, false]),
        (Some(Role::Viewer), [true, true, false, false, false]),
        (Some(Role::Editor), [true, true, true, false, false]),
        (Some(Role::Verifier), [true, true, true, true, false]),
        (Some(Role::Admin), [true, true, true, true, true]),
    ];

    fn rights(actor: &Actor, private: bool) -> [bool; 5] {
        [
            actor.clone().permit::<Read>(private).is_ok(),
            actor.clone().permit::<OwnAccount>(private).is_ok(),
            actor.clone().permit::<Record>(private).is_ok(),
            actor.clone().permit::<Verify>(private).is_ok(),
            actor.clone().permit::<Manage>(private).is_ok(),
        ]
    }

    fn actor(role: Option<Role>) -> Actor {
        Actor {
            account: role.map(|role| Account {
                name: "a".into(),
                role,
                territory: Territory::Province,
            }),
        }
    }

    #[test]
    fn gives_each_role_its_rights() {
        for (role, wanted) in TABLE {
            assert_eq!(rights(&actor(role), false), wanted, "{role:?}");
        }
    }

    #[test]
    fn a_private_service_shows_nothing_to_nobody() {
        assert_eq!(rights(&Actor::NOBODY, true), [false; 5]);
        for (role, wanted) in TABLE.into_iter().skip(1) {
            assert_eq!(rights(&actor(role), true), wanted, "{role:?}");
        }
    }
}
