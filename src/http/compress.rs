//! Compression: into memory, `well` for answers that many ask for, else as fast as it goes; or while an answer is written.

use std::io::{Result, Write};

use super::headers::Encoding;

/// Whether files of a media type are compressed as they are. Of those not named here, PDF becomes half as large.
pub fn is_packed(media_type: &str) -> bool {
    ["image/png", "application/zip"].contains(&media_type)
        || media_type.starts_with("application/vnd.openxmlformats-officedocument.")
}

/// The bytes in a coding.
///
/// # Errors
/// If the encoder fails, which it does only without memory.
pub fn compress(bytes: &[u8], coding: Encoding, well: bool) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() / 3);
    match coding {
        Encoding::Identity => out.extend_from_slice(bytes),
        Encoding::Gzip => {
            let level = flate2::Compression::new(if well { 7 } else { 1 });
            let mut encoder = flate2::write::GzEncoder::new(&mut out, level);
            encoder.write_all(bytes)?;
            encoder.finish()?;
        }
        Encoding::Brotli => {
            let quality = if well { 7 } else { 0 };
            let mut encoder = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, 22);
            encoder.write_all(bytes)?;
            encoder.flush()?;
        }
        Encoding::Zstd => out = zstd::bulk::compress(bytes, if well { 9 } else { 1 })?,
    }
    Ok(out)
}

/// Has something written in a coding, as fast as it goes.
///
/// # Errors
/// If it cannot be written.
pub fn through(
    out: &mut dyn Write,
    coding: Encoding,
    write: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<()> {
    match coding {
        Encoding::Identity => write(out),
        Encoding::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(out, flate2::Compression::fast());
            write(&mut encoder)?;
            encoder.finish()?;
            Ok(())
        }
        Encoding::Brotli => {
            let mut encoder = brotli::CompressorWriter::new(out, 1 << 16, 0, 22);
            write(&mut encoder)?;
            encoder.flush()
        }
        Encoding::Zstd => {
            let mut encoder = zstd::Encoder::new(out, 1)?;
            write(&mut encoder)?;
            encoder.finish()?;
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn every_coding_gives_the_same_bytes_back() {
        let bytes = "Vùng phủ – Nậm Nhùn ".repeat(500).into_bytes();
        for well in [false, true] {
            let packed = |coding| compress(&bytes, coding, well).unwrap();
            assert_eq!(packed(Encoding::Identity), bytes);
            let mut back = Vec::new();
            flate2::read::GzDecoder::new(&packed(Encoding::Gzip)[..])
                .read_to_end(&mut back)
                .unwrap();
            assert_eq!(back, bytes);
            back.clear();
            brotli::Decompressor::new(&packed(Encoding::Brotli)[..], 4096)
                .read_to_end(&mut back)
                .unwrap();
            assert_eq!(back, bytes);
            assert_eq!(
                zstd::bulk::decompress(&packed(Encoding::Zstd), bytes.len()).unwrap(),
                bytes
            );
        }
    }
}
