//! Every encoding that Vietnamese offices have used means the same: in the bytes of a CSV file, and as characters in a
//! workbook or a UTF-8 file that was typed with an old font.

use serde_json::{Value, json};

use crate::support::workbook::workbook;
use crate::support::{DataDir, features};

const UNICODE: [&str; 3] = [
    "Mã nhiệm vụ;Nội dung;Ngày bắt đầu;Huyện;Địa bàn;Số lượng\n",
    "2017-leaflets;Phát tờ rơi về đường dây nóng 18001567;10/5/2017;Mường Tè;Pa Ủ;100\n",
    "2017-leaflets;Phát tờ rơi;11/5/2017;Mường Tè;Thu Lũm;5\n",
];
const TCVN3: [&str; 3] = [
    "M· nhiÖm vô;Néi dung;Ngµy b¾t ®Çu;HuyÖn;§Þa bµn;Sè l\u{ad}îng\n",
    "2017-leaflets;Ph¸t tê r¬i vÒ ®\u{ad}êng d©y nãng 18001567;10/5/2017;M\u{ad}êng TÌ;Pa ñ;100\n",
    "2017-leaflets;Ph¸t tê r¬i;11/5/2017;M\u{ad}êng TÌ;Thu Lòm;5\n",
];
const VNI: [&str; 3] = [
    "Maõ nhieäm vuï;Noäi dung;Ngaøy baét ñaàu;Huyeän;Ñòa baøn;Soá löôïng\n",
    "2017-leaflets;Phaùt tôø rôi veà ñöôøng daây noùng 18001567;10/5/2017;Möôøng Teø;Pa UÛ;100\n",
    "2017-leaflets;Phaùt tôø rôi;11/5/2017;Möôøng Teø;Thu Luõm;5\n",
];
/// A tone is a character of its own in Windows-1258.
const WINDOWS_1258: &[u8] = b"M\xe3 nhi\xea\xf2m vu\xf2;N\xf4\xf2i dung\n";

/// Characters up to U+00FF as single bytes.
fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect()
}

fn utf16(text: &str, pair: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(pair).collect()
}

fn as_workbook(lines: &[&str]) -> Vec<u8> {
    let rows: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| line.trim().split(';').collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    workbook(&rows)
}

#[test]
fn all_encodings_mean_the_same() {
    let unicode = UNICODE.concat();
    let marked = format!("\u{feff}{unicode}");
    let decomposed: String = {
        use unicode_normalization::UnicodeNormalization;
        unicode.nfd().collect()
    };
    for (form, encoding, bytes) in [
        ("UTF-8", "UTF-8", unicode.clone().into_bytes()),
        ("UTF-8 with a mark", "UTF-8", marked.clone().into_bytes()),
        ("decomposed", "UTF-8", decomposed.into_bytes()),
        ("UTF-16LE", "UTF-16LE", utf16(&unicode, u16::to_le_bytes)),
        (
            "UTF-16LE with a mark",
            "UTF-16LE",
            utf16(&marked, u16::to_le_bytes),
        ),
        ("UTF-16BE", "UTF-16BE", utf16(&unicode, u16::to_be_bytes)),
        (
            "UTF-16BE with a mark",
            "UTF-16BE",
            utf16(&marked, u16::to_be_bytes),
        ),
        ("TCVN3", "TCVN3", latin(&TCVN3.concat())),
        ("VNI", "VNI", latin(&VNI.concat())),
        ("TCVN3 saved as UTF-8", "TCVN3", TCVN3.concat().into_bytes()),
        ("VNI saved as UTF-8", "VNI", VNI.concat().into_bytes()),
        (
            "TCVN3 saved as UTF-16",
            "TCVN3",
            utf16(&TCVN3.concat(), u16::to_le_bytes),
        ),
        ("workbook", "UTF-8", as_workbook(&UNICODE)),
        ("workbook with .VnTime", "TCVN3", as_workbook(&TCVN3)),
        ("workbook with VNI-Times", "VNI", as_workbook(&VNI)),
    ] {
        let data = DataDir::new();
        let (_, report) = data.report(&bytes);
        assert_eq!(report["file"]["encoding"], encoding, "{form}: {report}");
        data.import_bytes(&bytes).done();
        let all = data.export("activities", &[]);
        let got: Vec<Value> = features(&all)
            .iter()
            .map(|f| {
                json!([
                    f["properties"]["title"],
                    f["properties"]["shares"][0]["unit"]
                ])
            })
            .collect();
        assert_eq!(
            json!(got),
            json!([
                ["Phát tờ rơi về đường dây nóng 18001567", "03442"],
                ["Phát tờ rơi", "03436"]
            ]),
            "{form}"
        );
    }
}

#[test]
fn windows_1258_is_recognised() {
    let (_, report) = DataDir::new().report([WINDOWS_1258, b"x;y\n"].concat());
    assert_eq!(report["file"]["encoding"], "windows-1258");
    let columns = report["columns"].as_array().unwrap();
    let fields: Vec<&Value> = columns.iter().map(|c| &c["field"]).collect();
    assert_eq!(json!(fields), json!(["plan_line", "title"]));
}

#[test]
fn a_workbook_may_be_half_old() {
    // The title column was typed with an old font, the rest is Unicode.
    let rows: [&[&str]; 3] = [
        &[
            "Mã nhiệm vụ",
            "Nội dung",
            "Ngày bắt đầu",
            "Địa bàn",
            "Số lượng",
        ],
        &[
            "2017-leaflets",
            "Ph¸t tê r¬i vÒ ®\u{ad}êng d©y nãng",
            "10/5/2017",
            "Mù Sang",
            "1",
        ],
        &["2017-leaflets", "Ph¸t tê r¬i", "10/5/2017", "Pa Ủ", "1"],
    ];
    let data = DataDir::new();
    data.import_bytes(workbook(&rows)).done();
    let all = data.export("activities", &[]);
    let titles: Vec<&Value> = features(&all)
        .iter()
        .map(|f| &f["properties"]["title"])
        .collect();
    assert_eq!(
        json!(titles),
        json!(["Phát tờ rơi về đường dây nóng", "Phát tờ rơi"])
    );
}
