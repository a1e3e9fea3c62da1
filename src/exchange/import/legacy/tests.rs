use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::exchange::reference;

/// The 134 letters: small and capital, the vowels with each tone.
fn letters() -> Vec<char> {
    let mut letters = Vec::new();
    for vowel in "aăâeêioôơuưy".chars() {
        for tone in ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"] {
            letters.extend(format!("{vowel}{tone}").nfc());
        }
    }
    letters.retain(|c| !c.is_ascii());
    letters.push('đ');
    let capital = |c: &char| c.to_uppercase().next().unwrap();
    let capitals: Vec<char> = letters.iter().map(capital).collect();
    letters.extend(capitals);
    letters
}

/// The way back, made from the way here.
fn encoder(legacy: Legacy) -> HashMap<char, String> {
    let mut back = HashMap::new();
    for c in letters() {
        let known = match legacy {
            Legacy::Tcvn3 => {
                let pairs: Vec<char> = tables::TCVN3.chars().collect();
                let found = pairs.chunks(2).find(|pair| pair[1] == c);
                // No capital with a tone: a font shows the small letter large.
                found.map(|pair| pair[0].to_string()).or_else(|| {
                    let small = c.to_lowercase().next().unwrap();
                    let found = pairs.chunks(2).find(|pair| pair[1] == small);
                    found.map(|pair| pair[0].to_string())
                })
            }
            Legacy::Vni => vni(c),
        };
        back.insert(c, known.unwrap());
    }
    back
}

/// VNI as its makers describe it: base letter, then a mark of the same case.
fn vni(c: char) -> Option<String> {
    let table: BTreeMap<&str, &str> = [
        ("á", "aù"),
        ("à", "aø"),
        ("ả", "aû"),
        ("ã", "aõ"),
        ("ạ", "aï"),
        ("ă", "aê"),
        ("ắ", "aé"),
        ("ằ", "aè"),
        ("ẳ", "aú"),
        ("ẵ", "aü"),
        ("ặ", "aë"),
        ("â", "aâ"),
        ("ấ", "aá"),
        ("ầ", "aà"),
        ("ẩ", "aå"),
        ("ẫ", "aã"),
        ("ậ", "aä"),
        ("é", "eù"),
        ("è", "eø"),
        ("ẻ", "eû"),
        ("ẽ", "eõ"),
        ("ẹ", "eï"),
        ("ê", "eâ"),
        ("ế", "eá"),
        ("ề", "eà"),
        ("ể", "eå"),
        ("ễ", "eã"),
        ("ệ", "eä"),
        ("í", "í"),
        ("ì", "ì"),
        ("ỉ", "æ"),
        ("ĩ", "ó"),
        ("ị", "ò"),
        ("ó", "où"),
        ("ò", "oø"),
        ("ỏ", "oû"),
        ("õ", "oõ"),
        ("ọ", "oï"),
        ("ô", "oâ"),
        ("ố", "oá"),
        ("ồ", "oà"),
        ("ổ", "oå"),
        ("ỗ", "oã"),
        ("ộ", "oä"),
        ("ơ", "ô"),
        ("ớ", "ôù"),
        ("ờ", "ôø"),
        ("ở", "ôû"),
        ("ỡ", "ôõ"),
        ("ợ", "ôï"),
        ("ú", "uù"),
        ("ù", "uø"),
        ("ủ", "uû"),
        ("ũ", "uõ"),
        ("ụ", "uï"),
        ("ư", "ö"),
        ("ứ", "öù"),
        ("ừ", "öø"),
        ("ử", "öû"),
        ("ữ", "öõ"),
        ("ự", "öï"),
        ("ý", "yù"),
        ("ỳ", "yø"),
        ("ỷ", "yû"),
        ("ỹ", "yõ"),
        ("ỵ", "î"),
        ("đ", "ñ"),
    ]
    .into();
    let small: String = c.to_lowercase().collect();
    let vni = table.get(small.as_str())?;
    Some(if c.is_uppercase() {
        vni.to_uppercase()
    } else {
        (*vni).to_owned()
    })
}

fn encode(text: &str, back: &HashMap<char, String>) -> String {
    text.chars()
        .map(|c| back.get(&c).cloned().unwrap_or_else(|| c.to_string()))
        .collect()
}

#[test]
fn all_letters_go_around() {
    assert_eq!(letters().len(), 134);
    for legacy in Legacy::ALL {
        let back = encoder(legacy);
        for c in letters() {
            let there = &back[&c];
            assert!(there.chars().all(|l| u32::from(l) <= 0xff), "{c} {there}");
            let again = legacy.decode(there);
            let toned_capital = c.is_uppercase() && !"ĂÂĐÊÔƠƯ".contains(c);
            if legacy == Legacy::Tcvn3 && toned_capital {
                assert_eq!(again, c.to_lowercase().to_string());
            } else {
                assert_eq!(again, c.to_string(), "{legacy:?} {there}");
            }
        }
    }
}

#[test]
fn samples_of_old_documents_are_read() {
    assert_eq!(Legacy::Tcvn3.decode("hép møt tÕt"), "hộp mứt tết");
    assert_eq!(
        Legacy::Tcvn3.decode("Céng hoµ x· héi chñ nghÜa ViÖt Nam"),
        "Cộng hoà xã hội chủ nghĩa Việt Nam"
    );
    assert_eq!(
        Legacy::Vni.decode("Xin chaøo caùc baïn"),
        "Xin chào các bạn"
    );
    assert_eq!(
        Legacy::Vni.decode("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM"),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    );
    assert_eq!(Legacy::Vni.decode("ñöôøng daây noùng"), "đường dây nóng");
}

/// A table of one column.
fn column(texts: &[&str]) -> Table {
    let mut table = Table::new();
    for (text, number) in texts.iter().zip(1..) {
        let id = table.texts.id(Kind::Text, text);
        table.put(0, id);
        table.end_row(number);
    }
    table
}

fn texts(table: &Table) -> Vec<String> {
    let rows = table.rows.iter();
    rows.map(|row| table.texts.text(table.at(row, 0)).to_owned())
        .collect()
}

#[test]
fn every_commune_is_recognised_in_both_encodings() {
    let reference = reference::load(None).unwrap().reference;
    let names: Vec<String> = reference
        .units
        .communes
        .iter()
        .map(|c| c.name.clone())
        .collect();
    for legacy in Legacy::ALL {
        let back = encoder(legacy);
        let old: Vec<String> = names.iter().map(|name| encode(name, &back)).collect();
        let old: Vec<&str> = old.iter().map(String::as_str).collect();
        let mut table = column(&old);
        assert_eq!(convert(&mut table), Some(legacy));
        for (got, want) in texts(&table).iter().zip(&names) {
            assert_eq!(got.to_lowercase(), want.to_lowercase());
        }
    }
}

#[test]
fn unicode_is_never_touched() {
    let reference = reference::load(None).unwrap().reference;
    let names: Vec<&str> = reference
        .units
        .communes
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    // Every name alone, then all, then only those that Latin-1 could write too.
    let plain: Vec<&str> = names.iter().copied().filter(|n| may_be_legacy(n)).collect();
    assert!(plain.len() > 10, "{plain:?}");
    let alone = names.iter().map(|name| vec![*name]);
    let other = [
        vec!["Café", "été à Genève", "naïve"],
        vec!["Größe", "Straße", "Ñandú"],
        vec!["±5 µm", "§ 3", "© 2018"],
    ];
    for list in alone.chain([names.clone(), plain]).chain(other) {
        let mut table = column(&list);
        assert_eq!(convert(&mut table), None, "{list:?}");
        assert_eq!(texts(&table), list);
    }
}
