//! Whatever bytes come in as a table, or as a name: an answer of bounded size and no panic; and no drafts beside faults.
//!
//! `cargo test` runs each target for a moment on inputs made from the seeds below. A real, coverage-guided run:
//!
//! ```sh
//! cargo install cargo-bolero && cargo +nightly bolero test --test fuzz workbook -T 10min
//! ```
#![allow(
    clippy::unwrap_used,
    reason = "a broken expectation should stop the test"
)]

use std::io::{Cursor, Write};
use std::sync::LazyLock;
use std::time::Duration;

use jiff::civil::date;
use vungphu::domain::gazetteer::{Gazetteer, Lookup};
use vungphu::domain::{Reference, names, personal};
use vungphu::exchange::import::{self, Against, MOST_LISTED, Options, Read};
use vungphu::exchange::reference;

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| reference::load(None).unwrap().reference);

const CSV: [&str; 3] = [
    include_str!("fixtures/faulty-activities.csv"),
    "M· nhiÖm vô;Néi dung;Ngµy b¾t ®Çu;HuyÖn;§Þa bµn;Sè l\u{ad}îng\n2017-leaflets;Ph¸t;10/5/2017;M\u{ad}êng TÌ;Pa ñ;100\n",
    "BÁO CÁO\n\nplan_line\ttitle\tstart\tplace\n\"2017-leaflets\"\t\"a\nb\"\tT3/2018\ttoàn tỉnh\n",
];

/// The parts of a workbook that are read, each as a seed.
const PARTS: [(&str, &str); 6] = [
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="A" sheetId="1" r:id="s1"/><sheet name="B" state="hidden" r:id="s1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="s1" Type="x/worksheet" Target="sheet.xml"/><Relationship Id="s2" Type="x/sharedStrings" Target="../xl/strings.xml"/><Relationship Id="s3" Type="x/styles" Target="/xl/styles.xml"/></Relationships>"#,
    ),
    (
        "xl/sheet.xml",
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row><row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2" t="inlineStr"><is><t>Ph&#xE1;t</t></is></c><c r="C2" s="1"><v>41712.5</v></c><c r="D2"><v>3442</v></c></row><row r="3"><c r="D3" t="e"><v>#N/A</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A4"/></mergeCells></worksheet>"#,
    ),
    (
        "xl/strings.xml",
        r#"<sst uniqueCount="5"><si><t>plan_line</t></si><si><r><t>ti</t></r><r><t>tle</t></r></si><si><t>start</t></si><si><t>place_x000D_</t></si><si><t>2018-leaflets</t></si></sst>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
    ),
];

/// Pieces that are worth putting anywhere.
const PIECES: [&[u8]; 16] = [
    b"\"",
    b"\n",
    b"<",
    b"&",
    b"</c>",
    b"<row>",
    b"r=\"XFD1048576\"",
    b"-1",
    b"99999999999999999999",
    b"1e309",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    "\u{301}\u{323}".as_bytes(),
    "Mường Tè".as_bytes(),
    b"0912345678",
];

/// Changes a seed as the input says: each five bytes are a place, a deed and its amount.
fn mutated(seed: &[u8], input: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for step in input.chunks_exact(5).take(40) {
        let at = usize::from(u16::from_le_bytes([step[0], step[1]])) % (bytes.len() + 1);
        let amount = usize::from(step[3]);
        let end = (at + amount).min(bytes.len());
        match step[2] % 5 {
            0 if at < bytes.len() => bytes[at] = step[4],
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, PIECES[amount % PIECES.len()].iter().copied())),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = usize::from(step[4]) * bytes.len() / 256;
                drop(bytes.splice(to..to, piece));
            }
            _ => bytes.truncate(bytes.len() - amount / 8 % (bytes.len() + 1)),
        }
    }
    bytes
}

fn read(bytes: &[u8]) -> Read {
    let against = Against::reference(&REFERENCE, date(2026, 1, 1));
    let read = import::read(bytes, "x", &Options::default(), &against);
    let report = &read.report;
    assert!(report.faults.len() <= report.faults_total && report.faults.len() <= MOST_LISTED);
    assert!(read.drafts.is_empty() || report.faults_total == 0);
    assert_eq!(
        report.accepted + report.faulty,
        report.rows.max(report.faulty)
    );
    assert!(
        !read.drafts.is_empty() || report.faults_total > 0,
        "neither drafts nor faults"
    );
    let told = serde_json::to_string(report).unwrap();
    assert!(
        told.len() < 60_000 + 60 * bytes.len(),
        "{} of {}",
        told.len(),
        bytes.len()
    );
    read
}

fn archive(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn workbook_of(changed: usize, input: &[u8]) -> Vec<u8> {
    let mut parts = vec![("[Content_Types].xml", Vec::new())];
    for (ix, (name, xml)) in PARTS.iter().enumerate() {
        let bytes = if ix == changed {
            mutated(xml.as_bytes(), input)
        } else {
            xml.as_bytes().to_vec()
        };
        parts.push((name, bytes));
    }
    archive(&parts)
}

/// Runs a target on inputs for a moment, or as a fuzzer wants.
macro_rules! fuzz {
    ($target:expr) => {
        bolero::check!()
            .with_test_time(Duration::from_secs(3))
            .with_max_len(512)
            .for_each($target)
    };
}

#[test]
fn seeds_are_tables() {
    for seed in CSV {
        assert!(read(seed.as_bytes()).report.rows > 0, "{seed}");
    }
    let report = read(&workbook_of(usize::MAX, &[])).report;
    assert_eq!((report.rows, report.columns.len()), (2, 4), "{report:?}");
}

#[test]
fn csv() {
    fuzz!(|input: &[u8]| {
        let (first, rest) = input.split_first().unwrap_or((&0, &[]));
        let bytes = match CSV.get(usize::from(*first) % 4) {
            Some(seed) => mutated(seed.as_bytes(), rest),
            // As Latin-1: the old encodings in single bytes.
            None if *first < 128 => {
                let latin: Vec<u8> = CSV[1]
                    .chars()
                    .map(|c| u8::try_from(u32::from(c)).unwrap())
                    .collect();
                mutated(&latin, rest)
            }
            None => rest.to_vec(),
        };
        read(&bytes);
    });
}

#[test]
fn workbook() {
    fuzz!(|input: &[u8]| {
        let (first, rest) = input.split_first().unwrap_or((&0, &[]));
        let first = usize::from(*first);
        // Mostly the XML inside; now and then the archive around it.
        let bytes = match first % 8 {
            7 => mutated(&workbook_of(usize::MAX, &[]), rest),
            6 => workbook_of(3, rest),
            part => workbook_of(part, rest),
        };
        read(&bytes);
    });
}

#[test]
fn name_matching() {
    let gazetteer = Gazetteer::new(&REFERENCE);
    let units = &REFERENCE.units;
    fuzz!(|input: &[u8]| {
        let (first, rest) = input.split_first().unwrap_or((&0, &[]));
        let seed = &units.communes[usize::from(*first) % units.communes.len()];
        let bytes = if rest.len() % 2 == 0 {
            mutated(seed.name.as_bytes(), rest)
        } else {
            rest.to_vec()
        };
        let text = String::from_utf8_lossy(&bytes);
        for district in [None, Some(seed.district)] {
            if let Lookup::Ambiguous(candidates) | Lookup::Unknown(candidates) =
                gazetteer.place(&text, district)
            {
                assert!(candidates.len() <= units.districts.len());
            }
        }
        gazetteer.district(&text);
        personal::find(&text);
        names::split_kind(&text);
    });
}
