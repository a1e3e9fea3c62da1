//! Where parts of a file wait for what goes before them: in memory while they are small, on disk from then on.

use tempfile::SpooledTempFile;

/// Bytes up to which a part stays in memory: all but the records of a large province.
const IN_MEMORY: usize = 4 << 20;

pub(super) fn file() -> SpooledTempFile {
    SpooledTempFile::new(IN_MEMORY)
}
