//! A collection as a file of any format, with everything it says of itself.
//!
//! Features of the snapshot are in memory anyway. Records of the ledger may be a million: many of them are read and written
//! one by one, and only counted before, so that a file needs no more memory than a page.

use std::io::{self, Write};
use std::sync::Arc;

use super::about::{Counts, about};
use super::collection::{Collection, Source};
use super::download;
use super::parameter::{ParameterFault, ParameterFaultKind};
use super::selection::Selection;
use crate::domain::Language;
use crate::exchange::export::layer::{About, Layer};
use crate::exchange::export::{FORMATS, Format};
use crate::geo::{Column, Crs, Feature};
use crate::store::{Store, StoreError};
use crate::world::Snapshot;

/// More records than this are not held in memory.
const MANY: usize = 5_000;

/// What is wanted, as which file. Keeps the state of the data that it is of.
#[derive(Clone, Debug)]
pub struct Export {
    pub collection: &'static Collection,
    pub selection: Selection,
    pub snapshot: Arc<Snapshot>,
    pub format: &'static Format,
    pub language: Language,
}

/// An export whose size is known.
#[derive(Debug)]
pub struct Opened<'e> {
    export: &'e Export,
    pub about: About,
    /// How many match, limit or not.
    pub matched: usize,
    /// `None`: so many that they are read as they are written.
    features: Option<Vec<Feature<'e>>>,
}

#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{}", .0.en())]
    Parameter(ParameterFault),
}

impl Export {
    /// Files of some formats have one reference system only.
    ///
    /// # Errors
    /// If the format does not take the system that is asked for.
    pub fn check_crs(&self) -> Result<(), ParameterFault> {
        let crs = self.selection.look.crs;
        if self.format.any_crs || crs == Crs::Crs84 {
            return Ok(());
        }
        let only = ParameterFaultKind::OnlyWgs84(self.format.title_en);
        let mut fault = ParameterFault::new("crs", crs.code(), only);
        let others = FORMATS.iter().filter(|format| format.any_crs);
        fault.allowed = others.map(|format| format.id.to_owned()).collect();
        Err(fault)
    }

    /// Counts, or reads, what the file is to hold.
    ///
    /// # Errors
    /// If the database cannot be read, or the format cannot hold so many features.
    pub fn open(&self, store: &Store) -> Result<Opened<'_>, ExportFault> {
        let Self {
            collection,
            selection,
            snapshot,
            ..
        } = self;
        if let Source::Ledger = collection.source {
            let matched = collection.count(selection, snapshot, store)?;
            let limit = selection.limit.unwrap_or(usize::MAX);
            let wanted = matched.saturating_sub(selection.offset).min(limit);
            self.check_size(wanted)?;
            if wanted > MANY {
                return Ok(self.to_be_read(matched));
            }
        }
        let contents = download::contents(collection, selection, snapshot, store)?;
        Ok(Opened {
            export: self,
            about: contents.about,
            matched: contents.page.matched,
            features: Some(contents.page.features),
        })
    }

    /// Of so many records that they are read as they are written.
    pub fn to_be_read(&self, matched: usize) -> Opened<'_> {
        let counts = Counts {
            matched,
            ..Counts::default()
        };
        Opened {
            export: self,
            about: about(self.collection, &self.selection, &self.snapshot, &counts),
            matched,
            features: None,
        }
    }

    fn check_size(&self, wanted: usize) -> Result<(), ExportFault> {
        match self.format.most {
            Some(most) if wanted > most => {
                let kind = ParameterFaultKind::TooManyFor {
                    count: wanted,
                    most,
                };
                let mut fault = ParameterFault::new("f", self.format.id, kind);
                let others = FORMATS
                    .iter()
                    .filter(|f| f.most.is_none_or(|most| wanted <= most));
                fault.allowed = others.map(|format| format.id.to_owned()).collect();
                Err(ExportFault::Parameter(fault))
            }
            _ => Ok(()),
        }
    }

    /// `Vùng phủ – Độ phủ – 2018-leaflets – 2018-06-30.csv`
    pub fn file_name(&self) -> String {
        let reference = &self.snapshot.atlas.reference;
        let extension = self.format.extension;
        download::file_name(self.collection, &self.selection, reference, extension)
    }

    /// The columns that are told, with their places among a feature's values.
    fn columns(&self) -> Vec<(usize, &'static Column)> {
        let columns = self.collection.columns.iter().enumerate();
        let told = |ix: &usize| {
            let properties = self.selection.properties.as_ref();
            properties.is_none_or(|properties| properties.contains(ix))
        };
        columns.filter(|(ix, _)| told(ix)).collect()
    }
}

impl Opened<'_> {
    /// Whether it is read as it is written.
    pub const fn is_large(&self) -> bool {
        self.features.is_none()
    }

    /// # Errors
    /// If the database cannot be read, or the file not be written.
    pub fn write(&self, store: &Store, out: &mut dyn Write) -> io::Result<()> {
        let Export {
            collection,
            selection,
            snapshot,
            format,
            language,
        } = self.export;
        let layer = Layer {
            name: collection.id,
            columns: self.export.columns(),
            shape: collection.shape,
            crs: selection.look.crs,
            about: &self.about,
            language: *language,
            reference: &snapshot.atlas.reference,
            has_view: collection.has_view,
        };
        match &self.features {
            Some(features) => {
                (format.write)(&layer, &mut |take| features.iter().try_for_each(take), out)
            }
            None => (format.write)(
                &layer,
                &mut |take| collection.stream(selection, snapshot, store, take),
                out,
            ),
        }
    }
}
