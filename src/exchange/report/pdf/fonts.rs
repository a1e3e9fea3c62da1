//! The typefaces as parley and krilla take them. No font of the machine is ever used: the same document is the same everywhere.

use std::collections::HashMap;
use std::sync::Arc;

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, FontData};

use crate::exchange::report::typeface;

/// In the order in which a character is looked for.
pub const FAMILIES: &str = "Tinos, 'DejaVu Sans'";

/// The typefaces as lines are set with.
pub fn context() -> FontContext {
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: false,
    });
    for file in typeface::FILES {
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
