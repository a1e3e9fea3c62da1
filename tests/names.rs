//! Every commune under every spelling that people use: found with its district, never mistaken for another without it.
#![allow(
    clippy::unwrap_used,
    reason = "a broken expectation should stop the test"
)]

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use vungphu::domain::gazetteer::{Gazetteer, Lookup};
use vungphu::domain::names::plain;
use vungphu::domain::unit::{Commune, CommuneKind};
use vungphu::domain::{Place, Reference};
use vungphu::exchange::reference;

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| reference::load(None).unwrap().reference);

/// Ways to write a name, its aliases among them, and whether the way says what kind of unit it is.
fn spellings(commune: &Commune) -> Vec<(String, bool)> {
    let prefixes: &[&str] = match commune.kind {
        CommuneKind::Xa => &["Xã ", "xã ", "XÃ ", "X. ", "x.", "xa "],
        CommuneKind::ThiTran => &["Thị trấn ", "TT. ", "TT ", "tt.", "thi tran ", "T.T. "],
        CommuneKind::Phuong => &["Phường ", "P. ", "p.", "phuong ", "PHƯỜNG "],
    };
    let mut spellings = Vec::new();
    for name in std::iter::once(&commune.name).chain(&commune.aliases) {
        let forms = [
            name.clone(),
            name.to_uppercase(),
            name.to_lowercase(),
            plain(name),
            plain(name).to_uppercase(),
            name.nfd().collect(),
            name.replace(' ', "-"),
            name.replace(' ', "  "),
            name.replace(' ', ""),
            format!("\u{a0}{name} "),
            plain(name).replace('i', "y"),
            plain(name).replace('y', "i"),
        ];
        for form in forms {
            spellings.extend(
                prefixes
                    .iter()
                    .map(|prefix| (format!("{prefix}{form}"), true)),
            );
            spellings.push((form, false));
        }
    }
    spellings
}

#[test]
fn every_spelling_is_found_with_its_district() {
    let gazetteer = Gazetteer::new(&REFERENCE);
    let (mut tried, mut asked) = (0, Vec::new());
    for (ix, commune) in REFERENCE.units.communes.iter().enumerate() {
        for (spelling, says_kind) in spellings(commune) {
            tried += 1;
            match gazetteer.place(&spelling, Some(commune.district)) {
                Lookup::Found(Place::Commune(found)) => {
                    assert_eq!(found, ix, "{spelling} is not {}", commune.name);
                }
                // Mường Tè is a town and a commune of one district: without the kind it must be asked.
                Lookup::Ambiguous(candidates) if !says_kind && commune.name == "Mường Tè" => {
                    assert_eq!(candidates.len(), 2);
                    asked.push(spelling);
                }
                other => panic!("{spelling} ({}): {other:?}", commune.name),
            }
        }
    }
    assert!(tried > 8000, "{tried}");
    assert_eq!(asked.len(), 2 * 12);
}

#[test]
fn no_spelling_is_mistaken_for_another_place_without_the_district() {
    let gazetteer = Gazetteer::new(&REFERENCE);
    let (mut found, mut asked) = (0, 0);
    for (ix, commune) in REFERENCE.units.communes.iter().enumerate() {
        for (spelling, _) in spellings(commune) {
            match gazetteer.place(&spelling, None) {
                Lookup::Found(Place::Commune(match_ix)) => {
                    assert_eq!(match_ix, ix, "{spelling} is not {}", commune.name);
                    found += 1;
                }
                Lookup::Ambiguous(candidates) => {
                    assert!(
                        candidates.iter().any(|c| c.code == commune.code),
                        "{spelling}"
                    );
                    asked += 1;
                }
                other => panic!("{spelling}: {other:?}"),
            }
        }
    }
    // Nậm Cha and Nậm Chà, and the two Mường Tè, are all that must be asked.
    assert!(
        asked > 0 && asked * 50 < found,
        "{asked} asked, {found} found"
    );
}

#[test]
fn what_is_no_commune_is_never_found() {
    let gazetteer = Gazetteer::new(&REFERENCE);
    for text in [
        "Nậm",
        "Phong",
        "Xã",
        "Hà Nội",
        "Mường",
        "00000",
        "99999",
        "Dao",
        "Pa",
        "?",
        "Sapa",
        "Nậm Chạ Xx",
    ] {
        for district in [None, Some(0), Some(4)] {
            let lookup = gazetteer.place(text, district);
            assert!(!matches!(lookup, Lookup::Found(_)), "{text}: {lookup:?}");
        }
    }
}
