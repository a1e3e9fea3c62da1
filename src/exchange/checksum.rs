//! SHA-256 as lower-case hexadecimal text.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The checksum of several parts, as if they were one.
pub fn sha256<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}"); // writing to memory cannot fail
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn gives_the_standards_example() {
        let want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256([b"a".as_slice(), b"bc"]), want);
    }
}
