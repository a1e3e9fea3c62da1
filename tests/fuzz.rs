//! Whatever bytes come in as a table, as a name or as a question: an answer of bounded size and no panic; and no drafts
//! beside faults.
//!
//! `cargo test` runs each target for a moment on inputs made from the seeds below. A real, coverage-guided run:
//!
//! ```sh
//! cargo install cargo-bolero && cargo +nightly bolero test workbook --sanitizer NONE -T 10min
//! ```
#![allow(
    clippy::unwrap_used,
    reason = "a broken expectation should stop the test"
)]

use std::io::{Cursor, Write};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use jiff::civil::date;
use vungphu::domain::gazetteer::{Gazetteer, Lookup};
use vungphu::domain::{Reference, names, personal};
use vungphu::exchange::import::{self, Against, MOST_LISTED, Options, Read};
use vungphu::exchange::reference;
use vungphu::geo::cql2::Condition;
use vungphu::geo::{Crs, Feature, Window};
use vungphu::service::collection::{self, COLLECTIONS, Collection};
use vungphu::service::parameter::{ParameterFault, Parameters};
use vungphu::service::query;
use vungphu::service::selection::Selection;
use vungphu::store::Store;
use vungphu::world::{Atlas, Snapshot};

static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(|| {
    let atlas = Atlas::new(reference::load(None).unwrap()).unwrap();
    Snapshot::empty(Arc::new(atlas))
});
static REFERENCE: LazyLock<&Reference> = LazyLock::new(|| &SNAPSHOT.atlas.reference);

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
    mutated_with(&PIECES, seed, input)
}

fn mutated_with(pieces: &[&[u8]], seed: &[u8], input: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for step in input.chunks_exact(5).take(40) {
        let at = usize::from(u16::from_le_bytes([step[0], step[1]])) % (bytes.len() + 1);
        let amount = usize::from(step[3]);
        let end = (at + amount).min(bytes.len());
        match step[2] % 5 {
            0 if at < bytes.len() => bytes[at] = step[4],
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, pieces[amount % pieces.len()].iter().copied())),
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
    let gazetteer = Gazetteer::new(*REFERENCE);
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

/// Conditions on communes, of every kind.
const CONDITIONS: [&str; 14] = [
    "name = 'Mường Tè' AND (border = true OR NOT priority) AND area_km2 BETWEEN 10 AND 1e3",
    "CASEI(ACCENTI(name)) LIKE casei(accenti('%NẬM\\_ _%')) OR code IN ('03386', '03388', name)",
    "population_2019 / area_km2 > 100 AND area_km2 * 2 ^ 2 - -1 % 3 div 2 >= .5 + (1)",
    "aliases IS NOT NULL AND NOT NOT kind <> 'xa' OR (lon < lat) = (border > false)",
    "S_INTERSECTS(geometry, POLYGON((103 22.2, 103.5 22.2, 103.5 22.6, 103 22.6, 103 22.2), (103.1 22.3, 103.2 22.3, 103.1 22.4, 103.1 22.3)))",
    "S_WITHIN(geometry, MULTIPOLYGON(((102 21, 103 21, 103 23, 102 21)), ((104 21, 105 21, 105 23, 104 21))))",
    "S_TOUCHES(geometry, LINESTRING(102 22, 103.5 22.5, 104 22)) OR S_CROSSES(MULTILINESTRING((102 22, 104 23), (0 0, 1 1)), geometry)",
    "S_OVERLAPS(geometry, BBOX(103, 22.2, 103.5, 22.6)) AND S_EQUALS(geometry, geometry) OR S_CONTAINS(geometry, MULTIPOINT(103 22.4, (103.1 22.5)))",
    "S_DISJOINT(GEOMETRYCOLLECTION(POINT Z (103.2 22.4 5), GEOMETRYCOLLECTION(POLYGON((103 22, 104 22, 103 23, 103 22)), POLYGON((103 22, 104 22, 104 23, 103 22)))), geometry)",
    "S_DWITHIN(geometry, POINT(103.2 22.4), 12.5, 'kilometers') OR S_DWITHIN(LINESTRING(102 22, 104 23), geometry, 3, nautical miles)",
    "T_AFTER(DATE('2018-06-30'), TIMESTAMP('2018-06-30T08:00:00Z')) OR T_DURING(INTERVAL('2018-01-01', '..'), INTERVAL('..', '2018-06-30T00:00:00Z'))",
    "S_INTERSECTS(geometry, BBOX(170, -90, 110, 90)) AND S_WITHIN(geometry, BBOX(102, 21, -9, 104, 23, 9))",
    "\"name\" LIKE 'it''s \\' \\t%' OR DATE('2018-06-30') IN ('2018-06-30') OR '2018' = name",
    "S_WITHIN(geometry, GEOMETRYCOLLECTION(LINESTRING(102 22, 104 23), POLYGON((103 22, 104 22, 103 23, 103 22)))) OR true AND false",
];

/// Pieces that are worth putting into a condition or a parameter.
const QUESTION_PIECES: [&[u8]; 32] = [
    b"(",
    b")",
    b",",
    b"'",
    b"\"",
    b"''",
    b"\\",
    b" AND ",
    b" OR ",
    b"NOT ",
    b"-",
    b"+",
    b"^",
    b"1e308",
    b"180",
    b"-90",
    b"0",
    b"..",
    b"name",
    b"geometry",
    b"POINT(",
    b"POLYGON((",
    b"CASEI(",
    b"S_DWITHIN(geometry,",
    b"103.1 22.4",
    b"NULL",
    b"\0",
    b"%",
    b"_",
    "đ".as_bytes(),
    "\u{31B}\u{300}".as_bytes(),
    b"99999999999999999999",
];

fn question(seed: &str, input: &[u8]) -> String {
    let bytes = mutated_with(&QUESTION_PIECES, seed.as_bytes(), input);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn selected(
    collection: &'static Collection,
    pairs: &[(&str, &str)],
) -> Result<Selection, ParameterFault> {
    let pairs = pairs
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
    let mut parameters = Parameters::new(pairs.collect())?;
    let selection = query::selection(collection, &mut parameters, &REFERENCE, date(2018, 9, 30))?;
    parameters.finish()?;
    Ok(selection)
}

/// The features of a collection that is not in the store.
fn features_of(id: &str, store: &Store) -> (&'static Collection, Vec<Feature<'static>>) {
    let collection = collection::find(id).unwrap();
    let selection = selected(collection, &[]).unwrap();
    let page = collection.page(&selection, &SNAPSHOT, store).unwrap();
    (collection, page.features)
}

fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    (dir, store)
}

/// A refusal says something in both languages, of no more length than was asked for.
fn told(fault: &ParameterFault) {
    for said in [fault.vi(), fault.en()] {
        assert!(!said.is_empty() && said.len() < 3000, "{said}");
    }
    assert!(fault.value.chars().count() <= 200);
}

#[test]
fn seeds_are_conditions() {
    let communes = collection::find("communes").unwrap();
    for seed in CONDITIONS {
        let read = Condition::parse(seed, communes.columns, Crs::Crs84);
        assert!(read.is_ok(), "{seed}: {:?}", read.err());
    }
}

#[test]
fn conditions() {
    let (_dir, store) = store();
    let all = ["communes", "pano-sites", "coverage", "districts"].map(|id| features_of(id, &store));
    fuzz!(|input: &[u8]| {
        let (first, rest) = input.split_first().unwrap_or((&0, &[]));
        let first = usize::from(*first);
        let text = match CONDITIONS.get(first % 16) {
            Some(seed) => question(seed, rest),
            None => String::from_utf8_lossy(rest).into_owned(),
        };
        for (collection, features) in &all {
            let crs = if first > 200 {
                Crs::ALL[first % 6]
            } else {
                Crs::Crs84
            };
            match Condition::parse(&text, collection.columns, crs) {
                Ok(condition) => {
                    let first = features.iter().take(20);
                    first.for_each(|feature| _ = condition.matches(feature));
                }
                Err(fault) => {
                    assert!(
                        fault.at >= 1 && fault.at <= text.chars().count() + 1,
                        "{text}"
                    );
                    assert!(!fault.vi().is_empty() && !fault.en().is_empty());
                }
            }
        }
    });
}

/// Corners of real outlines put together anew: what shares corners and edges with features, but crosses none of them
/// properly. Whatever comes of it must agree with itself.
#[test]
fn outlines_with_corners_in_common() {
    let (_dir, store) = store();
    let (collection, features) = features_of("communes", &store);
    let corners: Vec<Vec<geo::Coord<f64>>> = features
        .iter()
        .map(|feature| {
            let shape = feature.shape.as_ref().unwrap();
            geo::CoordsIter::coords_iter(&shape.geometry).collect()
        })
        .collect();
    fuzz!(|input: &[u8]| {
        let mut numbers = input.iter().copied().map(usize::from);
        let mut next = || numbers.next().unwrap_or(0);
        let own = next() % corners.len();
        // Neighbours follow one another often enough.
        let other = (own + next() % 4) % corners.len();
        let (from, step, count) = (next(), 1 + next() % 9, 3 + next() % 40);
        let mut ring: Vec<geo::Coord<f64>> = (0..count)
            .map(|n| {
                let of = if n % 7 == 6 { other } else { own };
                corners[of][(from + n * step) % corners[of].len()]
            })
            .collect();
        ring.push(ring[0]);
        let written: Vec<String> = ring.iter().map(|c| format!("{} {}", c.x, c.y)).collect();
        let line = next() % 3 == 0;
        let wkt = if line {
            format!("LINESTRING({})", written.join(","))
        } else {
            format!("POLYGON(({}))", written.join(","))
        };
        let asked = |relation: &str| {
            Condition::parse(
                &format!("{relation}(geometry, {wkt})"),
                collection.columns,
                Crs::Crs84,
            )
        };
        let Ok(intersects) = asked("S_INTERSECTS") else {
            return;
        };
        let [
            disjoint,
            within,
            contains,
            touches,
            overlaps,
            crosses,
            equals,
        ] = [
            "S_DISJOINT",
            "S_WITHIN",
            "S_CONTAINS",
            "S_TOUCHES",
            "S_OVERLAPS",
            "S_CROSSES",
            "S_EQUALS",
        ]
        .map(|relation| asked(relation).unwrap());
        for feature in &features {
            let holds = |condition: &Condition| condition.matches(feature);
            let meets = holds(&intersects);
            assert_eq!(holds(&disjoint), !meets, "{wkt}");
            let ways = [&within, &contains, &touches, &overlaps, &crosses].map(holds);
            let equal = holds(&equals);
            let count = ways.iter().filter(|way| **way).count();
            // Exactly one way, or both within and containing if they are the same.
            let wanted = if equal { 2 } else { usize::from(meets) };
            assert_eq!(count, wanted, "{} {ways:?} {equal} {wkt}", feature.id);
        }
    });
}

#[test]
fn windows() {
    let shapes: Vec<_> = SNAPSHOT
        .atlas
        .sites
        .iter()
        .take(3)
        .chain(&SNAPSHOT.atlas.communes[..3])
        .collect();
    fuzz!(|input: &[u8]| {
        let (first, rest) = input.split_first().unwrap_or((&0, &[]));
        let seeds = [
            "103,22,104,23",
            "177,-70,-177,70",
            ".5,-1e1,0,1.5,10,100",
            "200000,2400000,500000,2600000",
        ];
        let text = question(seeds[usize::from(*first) % 4], rest);
        for crs in Crs::ALL {
            match Window::parse(&text, crs) {
                Ok(window) => {
                    let shown = shapes
                        .iter()
                        .filter_map(|shape| shape.shown_in(window.crs()));
                    shown.for_each(|shape| _ = window.intersects(&shape));
                }
                Err((vi, en)) => assert!(!vi.is_empty() && !en.is_empty()),
            }
        }
    });
}

#[test]
fn datetimes() {
    fuzz!(|input: &[u8]| {
        let (first, rest) = input.split_first().unwrap_or((&0, &[]));
        let seeds = [
            "2018-06-30",
            "2018-06-30T08:00:00+07:00",
            "2017-01-01/2018-06-30",
            "../2018-06-30T00:00:00Z",
            "2018-01-01/..",
        ];
        let text = question(seeds[usize::from(*first) % 5], rest);
        for name in ["datetime", "as_of"] {
            for collection in COLLECTIONS {
                match selected(collection, &[(name, &text)]) {
                    Ok(selection) => {
                        if let Some(interval) = selection.interval {
                            assert!(
                                interval.from.is_none()
                                    || interval.until.is_none()
                                    || interval.from <= interval.until
                            );
                        }
                    }
                    Err(fault) => told(&fault),
                }
            }
        }
    });
}

/// A question as a whole: several parameters, known ones with values near what they want, and others.
#[test]
fn questions() {
    const KNOWN: [(&str, &str); 26] = [
        ("limit", "10"),
        ("offset", "5"),
        ("bbox", "103,22,104,23"),
        ("bbox-crs", "http://www.opengis.net/def/crs/EPSG/0/3405"),
        ("crs", "http://www.opengis.net/def/crs/EPSG/0/9205"),
        ("datetime", "2017-01-01/2018-06-30"),
        ("as_of", "2018-06-30"),
        ("line", "2018-leaflets"),
        ("year", "2018"),
        ("skip_geometry", "true"),
        ("filter", "border = true AND CASEI(name) LIKE 'n%'"),
        ("filter-lang", "cql2-text"),
        ("filter-crs", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"),
        ("sortby", "name,-share,+code"),
        ("properties", "code,name"),
        ("district", "Mường Tè"),
        ("border", "true"),
        ("status", "reached,overdue"),
        ("quota", "250.5"),
        ("area_km2", "12.5"),
        ("state", "verified"),
        ("start", "2018-06-30"),
        ("recorded_at", "2018-06-30T08:00:00Z"),
        ("women", "3"),
        ("q", "tờ rơi"),
        ("place", "03386"),
    ];
    let (_dir, store) = store();
    fuzz!(|input: &[u8]| {
        let (first, rest) = input.split_first().unwrap_or((&0, &[]));
        let collection = COLLECTIONS[usize::from(*first) % COLLECTIONS.len()];
        let asked: Vec<(String, String)> = rest
            .chunks(48)
            .take(6)
            .map(|chunk| {
                let (which, change) = chunk.split_first().unwrap_or((&0, &[]));
                let which = usize::from(*which);
                match KNOWN.get(which % 32) {
                    // Mostly as it should be.
                    Some((name, value)) if which < 128 => ((*name).to_owned(), (*value).to_owned()),
                    Some((name, value)) => ((*name).to_owned(), question(value, change)),
                    None => (question("name", change), question("1", change)),
                }
            })
            .collect();
        let pairs: Vec<(&str, &str)> = asked
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        match selected(collection, &pairs) {
            Ok(selection) => {
                let page = collection.page(&selection, &SNAPSHOT, &store).unwrap();
                assert!(page.features.len() <= page.matched);
            }
            Err(fault) => told(&fault),
        }
    });
}
