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

/// So many forms of a name, before any prefix.
const FORMS: usize = 20;

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
            // As Windows-1258 has it: the letter with its circumflex, breve or horn, then the tone.
            half_composed(name),
            // The Icelandic eth, which many keyboards give for đ.
            name.replace('Đ', "Ð").replace('đ', "ð"),
            name.replace(' ', "\u{200b} "),
            name.replace(' ', " – "),
            name.replace(' ', "\u{a0}"),
            format!("{name}."),
            format!("“{name}”"),
            tone_moved(name),
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

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Letters composed, tones not.
fn half_composed(name: &str) -> String {
    let of = |c: char| {
        let (tones, letter): (Vec<char>, Vec<char>) = std::iter::once(c)
            .nfd()
            .partition(|part| TONES.contains(part));
        letter.into_iter().nfc().chain(tones).collect::<String>()
    };
    name.nfc().map(of).collect()
}

/// `Khoá` for `Khóa` and the other way round: the tone on the other of two vowels.
fn tone_moved(name: &str) -> String {
    let mut letters: Vec<String> = Vec::new();
    for c in name.nfd() {
        match letters.last_mut() {
            Some(letter) if unicode_normalization::char::is_combining_mark(c) => letter.push(c),
            _ => letters.push(c.to_string()),
        }
    }
    for ix in 1..letters.len() {
        let pair = [&letters[ix - 1], &letters[ix]].map(|l| plain(l));
        if !matches!(
            pair.each_ref().map(String::as_str),
            ["o", "a" | "e"] | ["u", "y"]
        ) {
            continue;
        }
        for (from, to) in [(ix - 1, ix), (ix, ix - 1)] {
            if let Some(at) = letters[from].find(TONES) {
                let tone = letters[from].remove(at);
                letters[to].push(tone);
                break;
            }
        }
    }
    letters.concat().nfc().collect()
}

/// What the project promises of names, counted over all spellings with the district and without.
#[test]
fn names_are_matched_and_never_mistaken() {
    let gazetteer = Gazetteer::new(&REFERENCE);
    let (mut variants, mut matched, mut wrong) = (0_usize, 0_usize, Vec::new());
    for (ix, commune) in REFERENCE.units.communes.iter().enumerate() {
        for (spelling, _) in spellings(commune) {
            variants += 1;
            match gazetteer.place(&spelling, Some(commune.district)) {
                Lookup::Found(Place::Commune(found)) if found == ix => matched += 1,
                Lookup::Found(other) => wrong.push((spelling.clone(), other)),
                _ => {}
            }
            match gazetteer.place(&spelling, None) {
                Lookup::Found(Place::Commune(found)) if found == ix => {}
                Lookup::Found(other) => wrong.push((spelling, other)),
                _ => {}
            }
        }
    }
    assert!(variants > 14_000, "{variants} variants");
    assert_eq!(wrong, [], "mistaken without a word");
    assert!(matched * 1000 >= variants * 995, "{matched} of {variants}");
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
    assert_eq!(asked.len(), 2 * FORMS);
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
