//! The zip archive around a workbook: its parts as streams of XML events, never more of them than a real workbook has.
//!
//! Sizes are counted while unpacking, since what an archive declares may be a lie; and no single piece of XML may be
//! larger than any cell can be, so memory stays bounded whatever the file says.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::domain::fault::FaultKind;
use crate::domain::not_a_table::NotATable;
use crate::exchange::import::{MOST_UNPACKED, kind};

/// Parts that together may always unpack to this, however well they compress.
const FREE: u64 = 64 << 20;
/// Beyond that, a part of the archive's size: repetitive tables reach one hundredth, bombs a thousandth.
const RATIO: u64 = 300;
/// Largest tag or text. A cell holds 32 767 characters.
const MOST_IN_EVENT: usize = 1 << 20;
/// What the error is called that a limit causes.
const LIMIT: &str = "limit";

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: Rc<Cell<u64>>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FaultKind> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let most = MOST_UNPACKED.min(FREE.max(size.saturating_mul(RATIO)));
        let mut declared = 0_u64;
        for ix in 0..archive.len() {
            let part = archive.by_index_raw(ix).map_err(damaged)?;
            if part.encrypted() {
                let what = NotATable::Encrypted;
                return Err(FaultKind::NotATable { what });
            }
            declared = declared.saturating_add(part.size());
        }
        if declared > most {
            return Err(FaultKind::TooLarge);
        }
        Ok(Self {
            archive,
            left: Rc::new(Cell::new(most)),
        })
    }

    /// A part by its path; case does not matter in package names.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Xml<'_>>, FaultKind> {
        let wanted = path.trim_start_matches('/');
        let same = |name: &str| {
            let name = name.trim_start_matches('/');
            name.eq_ignore_ascii_case(wanted)
                || name.replace('\\', "/").eq_ignore_ascii_case(wanted)
        };
        let mut names = self.archive.file_names().filter_map(Result::ok);
        let Some(name) = names.find(|name| same(name)).map(Cow::into_owned) else {
            return Ok(None);
        };
        drop(names);
        let file = self.archive.by_name(&name).map_err(damaged)?;
        Ok(Some(Xml::new(file, Rc::clone(&self.left))))
    }
}

/// Counts what is read: of the whole package, and since the last event.
struct Limited<R> {
    inner: R,
    left: Rc<Cell<u64>>,
    event: usize,
}

impl<R: BufRead> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.len().min(buffer.len());
        let read = self.inner.read(&mut buffer[..count])?;
        self.count(read);
        Ok(read)
    }
}

impl<R> Limited<R> {
    fn count(&mut self, bytes: usize) {
        let many = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.left.set(self.left.get().saturating_sub(many));
        self.event = self.event.saturating_add(bytes);
    }
}

impl<R: BufRead> BufRead for Limited<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left.get() == 0 || self.event > MOST_IN_EVENT {
            return Err(io::Error::other(LIMIT));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
        self.count(amount);
    }
}

/// The XML events of one part. Empty elements come as a start and an end.
pub(super) struct Xml<'p> {
    reader: Reader<Limited<BufReader<Box<dyn Read + 'p>>>>,
    buffer: Vec<u8>,
}

impl<'p> Xml<'p> {
    fn new(part: impl Read + 'p, left: Rc<Cell<u64>>) -> Self {
        let mut reader = Reader::from_reader(Limited {
            inner: BufReader::with_capacity(64 * 1024, Box::new(part) as Box<dyn Read>),
            left,
            event: 0,
        });
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // Well-formedness is checked only as far as it is needed to read on; and names need no stack then.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::with_capacity(1024),
        }
    }

    pub(super) fn next(&mut self) -> Result<Event<'_>, FaultKind> {
        self.buffer.clear();
        self.reader.get_mut().event = 0;
        self.reader
            .read_event_into(&mut self.buffer)
            .map_err(|error| match &error {
                quick_xml::Error::Io(io) if io.to_string() == LIMIT => FaultKind::TooLarge,
                _ => damaged(error),
            })
    }
}

/// An attribute's value by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let found = attributes
        .filter_map(Result::ok)
        .find(|a| a.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned))
}

/// Adds what an event says of a text: characters, or one named by a reference. Entities of a document's own are not
/// expanded, so they cannot multiply.
pub(super) fn add_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => {
            if let Ok(Some(c)) = reference.resolve_char_ref() {
                text.push(c);
            } else if let Some(known) = quick_xml::escape::resolve_xml_entity(reference.as_ref()) {
                text.push_str(known);
            }
        }
        _ => {}
    }
}

pub(super) fn damaged(why: impl std::fmt::Display) -> FaultKind {
    FaultKind::NotATable {
        what: kind::damaged(why),
    }
}
