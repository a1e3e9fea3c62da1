//! SHA-256 as lower-case hexadecimal text.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The checksum of a file's bytes.
pub fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}"); // writing to memory cannot fail
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn gives_the_standards_example() {
        let want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256(b"abc"), want);
    }
}
