//! The typefaces of paper documents, all in the binary (`data/build/document_fonts.py` cuts them).
//!
//! Tinos runs as Times New Roman does, which administrative documents are written in, and has all of Vietnamese; the
//! signs of the statuses come from `DejaVu` Sans, since Tinos has only some of them. No font of the machine is ever
//! used: the same document is the same everywhere.

use std::collections::HashMap;
use std::sync::Arc;

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, FontData};

/// In the order in which a character is looked for.
pub const FAMILIES: &str = "Tinos, 'DejaVu Sans'";

/// The widest of them.
pub const BOLD: &[u8] = include_bytes!("../../../../data/fonts/Tinos-Bold.ttf");

const FILES: [&[u8]; 5] = [
    include_bytes!("../../../../data/fonts/Tinos-Regular.ttf"),
    include_bytes!("../../../../data/fonts/Tinos-Italic.ttf"),
    BOLD,
    include_bytes!("../../../../data/fonts/Tinos-BoldItalic.ttf"),
    include_bytes!("../../../../data/fonts/DejaVuSans-Signs.ttf"),
];

/// The typefaces as lines are set with.
pub fn context() -> FontContext {
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: false,
    });
    for file in FILES {
        collection.register_fonts(Blob::new(Arc::new(file)), None);
    }
    FontContext {
        collection,
        source_cache: SourceCache::default(),
    }
}

/// The typefaces as they are written into the file, each made when it is first used.
#[derive(Default)]
pub struct Faces(HashMap<u64, Option<Font>>);

impl Faces {
    pub fn of(&mut self, face: &FontData) -> Option<Font> {
        let (bytes, id) = face.data.clone().into_raw_parts();
        let make = || Font::new(bytes.into(), face.index);
        self.0.entry(id).or_insert_with(make).clone()
    }
}
