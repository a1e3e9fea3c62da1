//! Passwords: whether one is good enough, and argon2id over it. Secrets that machines make, too.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use unicode_normalization::UnicodeNormalization;

use crate::domain::checksum::sha256;
use crate::domain::{FieldFault, FieldFaultKind};

/// Fewest and most characters.
pub const LEAST: usize = 10;
const MOST: usize = 256;

/// Words that are easy to guess here.
const LOCAL_WORDS: [&str; 8] = [
    "vungphu",
    "vùng phủ",
    "laichau",
    "lai châu",
    "matkhau",
    "mật khẩu",
    "18001567",
    "kehoach2228",
];

/// Longer parts of a password are not looked at for what is common in them: that takes quadratic time.
const LOOKED_AT: usize = 64;

/// Why a password cannot be taken for an account, if so.
pub fn fault(field: &str, password: &str, account: &str) -> Option<FieldFault> {
    let characters = password.chars().count();
    let kind = if characters < LEAST {
        FieldFaultKind::TooShort { least: LEAST }
    } else if characters > MOST {
        FieldFaultKind::Content(crate::domain::fault::FaultKind::TooLong { most: MOST })
    } else {
        let beginning: String = password.chars().take(LOOKED_AT).collect();
        let words: Vec<&str> = std::iter::once(account).chain(LOCAL_WORDS).collect();
        // Fewer than a million guesses: the common ones with the usual changes.
        if zxcvbn::zxcvbn(&beginning, &words).score() >= zxcvbn::Score::Two {
            return None;
        }
        FieldFaultKind::TooCommon
    };
    Some(FieldFault::secret(field, kind))
}

/// Keyboards differ in how they compose `ộ`; a password is the same from all of them.
fn typed(password: &str) -> String {
    password.nfc().collect()
}

/// The machine could not do it.
#[derive(Debug, thiserror::Error)]
#[error("cannot make a secret: {0}")]
pub struct NoSecret(String);

/// An argon2id PHC string with a salt of its own: 19 MiB, two passes.
///
/// # Errors
/// If the system gives no random numbers.
pub fn hash(password: &str) -> Result<String, NoSecret> {
    Argon2::default()
        .hash_password(typed(password).as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| NoSecret(error.to_string()))
}

/// The hash of nothing that anybody types.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$Ka/fPHZgnOCUj2bMPKK2V4OUqVjhpjI9jJjQqDxkJwE";

/// Whether a password is the one of a PHC string. Takes as long where there is no account, so that nobody can tell.
pub fn matches(password: &str, phc: Option<&str>) -> bool {
    let parsed = PasswordHash::new(phc.unwrap_or(NOBODY));
    let matches = parsed.is_ok_and(|hash| {
        Argon2::default()
            .verify_password(typed(password).as_bytes(), &hash)
            .is_ok()
    });
    matches && phc.is_some()
}

/// A secret of 256 random bits, and the hash that is kept of it. No salt is needed for what cannot be guessed.
#[derive(Clone, Debug)]
pub struct Secret {
    pub secret: String,
    pub hash: String,
}

impl Secret {
    /// # Errors
    /// If the system gives no random numbers.
    pub fn new(prefix: &str) -> Result<Self, NoSecret> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| NoSecret(error.to_string()))?;
        let secret = bytes.iter().fold(prefix.to_owned(), |text, byte| {
            text + &format!("{byte:02x}")
        });
        Ok(Self {
            hash: Self::hash_of(&secret),
            secret,
        })
    }

    pub fn hash_of(secret: &str) -> String {
        sha256(secret.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_short_or_common() {
        let code = |password: &str| fault("password", password, "lan").map(|f| f.kind.code());
        for (password, want) in [
            ("ngắn", Some("too_short")),
            ("123456789", Some("too_short")),
            ("1234567890", Some("too_common")),
            ("password123", Some("too_common")),
            ("qwertyuiop", Some("too_common")),
            ("matkhau123", Some("too_common")),
            ("laichau2018", Some("too_common")),
            ("aaaaaaaaaaaa", Some("too_common")),
            ("ruộng bậc thang xanh", None),
            ("correct horse battery", None),
            ("k7#pLq2!vZt9", None),
        ] {
            assert_eq!(code(password), want, "{password}");
        }
        assert_eq!(code(&"x7".repeat(200)), Some("too_long"));
    }

    #[test]
    fn knows_the_password_and_no_other() {
        let phc = hash("ruộng bậc thang").unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(matches("ruộng bậc thang", Some(&phc)));
        assert!(!matches("ruộng bậc than", Some(&phc)));
        assert!(matches(
            "ruo\u{302}\u{323}ng ba\u{323}\u{302}c thang",
            Some(&phc)
        ));
        assert!(PasswordHash::new(NOBODY).is_ok() && !matches("", None));
        assert_ne!(hash("x").unwrap(), hash("x").unwrap());
    }

    #[test]
    fn makes_secrets_that_differ() {
        let (a, b) = (Secret::new("vp_").unwrap(), Secret::new("vp_").unwrap());
        assert_ne!(a.secret, b.secret);
        assert_eq!(a.secret.len(), 3 + 64);
        assert_eq!(a.hash, Secret::hash_of(&a.secret));
    }
}
