//! The typefaces of paper documents, all in the binary (`data/build/document_fonts.py` cuts them).
//!
//! Tinos runs as Times New Roman does, which administrative documents are written in, and has all of Vietnamese; the
//! signs of the statuses come from `DejaVu` Sans, since Tinos has only some of them.

/// The widest of them.
pub const BOLD: &[u8] = include_bytes!("../../../data/fonts/Tinos-Bold.ttf");

pub const FILES: [&[u8]; 5] = [
    include_bytes!("../../../data/fonts/Tinos-Regular.ttf"),
    include_bytes!("../../../data/fonts/Tinos-Italic.ttf"),
    BOLD,
    include_bytes!("../../../data/fonts/Tinos-BoldItalic.ttf"),
    include_bytes!("../../../data/fonts/DejaVuSans-Signs.ttf"),
];
