//! Places as people write them: with and without prefix and diacritics, in other spellings, as codes that a spreadsheet
//! has spoilt; and the names that are asked back about because they fit two places.

use serde_json::{Value, json};

use crate::support::{DataDir, Table, features};

/// What somebody writes in the district and place columns, and the unit it means.
const WRITTEN: [(&str, &str, &str); 50] = [
    ("", "Dào San", "03571"),
    ("", "Đào San", "03571"),
    ("", "DAO SAN", "03571"),
    ("Phong Thổ", "xã Đào San", "03571"),
    ("huyện Phong Thổ", "X. Dào San", "03571"),
    ("109", "dào san", "03571"),
    ("", "03571", "03571"),
    ("", "3571", "03571"),
    ("", "Ma Ly Pho", "03574"),
    ("", "Ma Li Pho", "03574"),
    ("", "xã Ma-Li-Pho", "03574"),
    ("", "TT. Mường Tè", "03433"),
    ("", "TT Mường Tè", "03433"),
    ("", "thị trấn Mường Tè", "03433"),
    ("Mường Tè", "xã Mường Tè", "03445"),
    ("", "3445", "03445"),
    ("", "P. Đoàn Kết", "03389"),
    ("", "Phường Đoàn Kết", "03389"),
    ("TP. Lai Châu", "đoàn kết", "03389"),
    ("Lai Châu", "Doan Ket", "03389"),
    ("", "Pa Khoá", "03527"),
    ("", "Pa Khóa", "03527"),
    ("", "Hua Bum", "03460"),
    ("", "Hua Bun", "03460"),
    ("", "Sì Lở Lầu", "03550"),
    ("", "Si Lo Lau", "03550"),
    ("", "Lản Nhì Thàng", "03391"),
    ("", "Lả Nhì Thàng", "03391"),
    ("", "Tung Qua Lìn", "03565"),
    ("", "Tông Qua Lìn", "03565"),
    ("", "Pa Vệ Sủ", "03448"),
    ("", "Ta Gia", "03640"),
    ("", "Pa U\u{309}", "03442"),
    ("", "  Pa   Ủ ", "03442"),
    ("", "Nậm Chà", "03473"),
    ("", "Nậm Cha", "03526"),
    ("Sìn Hồ", "Nam Cha", "03526"),
    ("Nậm Nhùn", "nam cha", "03473"),
    ("", "Sin Suối Hồ", "03592"),
    ("", "Phong Thổ", "03549"),
    ("", "thị trấn Phong Thổ", "03549"),
    ("", "toàn tỉnh", "12"),
    ("", "Toàn tỉnh", "12"),
    ("Sìn Hồ", "toàn huyện", "108"),
    ("H. Sìn Hồ", "Toàn Huyện", "108"),
    ("Thành phố Lai Châu", "toàn thành phố", "105"),
    ("", "huyện Sìn Hồ", "108"),
    ("", "Thành phố Lai Châu", "105"),
    ("", "109", "109"),
    ("", "tỉnh Lai Châu", "12"),
];

fn broadcast<'a>(
    title: &'a str,
    district: &'a str,
    place: &'a str,
) -> [(&'static str, &'a str); 5] {
    [
        ("plan_line", "2018-loudspeaker"),
        ("title", title),
        ("start", "2018-03-01"),
        ("district", district),
        ("place", place),
    ]
}

fn only_fault(data: &DataDir, district: &str, place: &str) -> Value {
    let table = Table::new().row(&broadcast("x", district, place));
    data.only_fault(table.text())
}

fn codes(fault: &Value) -> Vec<&str> {
    let candidates = fault["candidates"].as_array().unwrap();
    candidates
        .iter()
        .map(|c| c["code"].as_str().unwrap())
        .collect()
}

#[test]
fn all_ways_of_writing_a_place_find_it() {
    let data = DataDir::new();
    let titles: Vec<String> = (0..WRITTEN.len()).map(|n| format!("nơi {n}")).collect();
    let mut table = Table::new();
    for ((district, place, _), title) in WRITTEN.iter().zip(&titles) {
        table = table.row(&broadcast(title, district, place));
    }
    data.import(&table).done();
    let recorded = data.export("activities", &[]);
    for ((district, place, code), title) in WRITTEN.iter().zip(&titles) {
        let found = features(&recorded)
            .iter()
            .find(|f| f["properties"]["title"] == **title);
        let shares = &found.unwrap()["properties"]["shares"];
        assert_eq!(
            *shares,
            json!([{"unit": code, "quantity": 1}]),
            "{district} / {place}"
        );
    }
}

#[test]
fn a_name_that_fits_two_places_is_asked_about() {
    let data = DataDir::new();
    for district in ["", "Mường Tè"] {
        let fault = only_fault(&data, district, "Mường Tè");
        assert_eq!(fault["code"], "ambiguous_place");
        assert_eq!(
            fault["candidates"],
            json!([
                {"code": "03433", "name": "Mường Tè", "district": "Mường Tè"},
                {"code": "03445", "name": "Mường Tè", "district": "Mường Tè"},
            ])
        );
    }
    let fault = only_fault(&data, "", "Nam Cha");
    assert_eq!(
        (&fault["code"], codes(&fault)),
        (&json!("ambiguous_place"), vec!["03473", "03526"])
    );
    let fault = only_fault(&data, "", "toàn huyện");
    assert_eq!(fault["code"], "ambiguous_place");
    assert_eq!(
        codes(&fault),
        ["105", "106", "107", "108", "109", "110", "111", "112"]
    );
}

#[test]
fn a_name_that_fits_none_gets_the_nearest() {
    let data = DataDir::new();
    for (district, place, nearest) in [
        ("", "Dào Sang", "03571"),
        ("", "Pa Vệ Xử", "03448"),
        ("", "Mù Cá Cả", "03451"),
        ("", "xã Ma Ly Pô", "03574"),
        ("Phong Thổ", "Mồ Xì San", "03553"),
        // There, but not in that district.
        ("Mường Tè", "Dào San", "03571"),
    ] {
        let fault = only_fault(&data, district, place);
        assert_eq!(fault["code"], "unknown_place", "{place}");
        assert_eq!(fault["value"], place);
        assert!(codes(&fault).contains(&nearest), "{place}: {fault}");
        let wanted = data.export("communes", &["--filter", &format!("code={nearest}")]);
        let commune = &features(&wanted)[0]["properties"];
        let found = fault["candidates"]
            .as_array()
            .unwrap()
            .iter()
            .find(|c| c["code"] == nearest);
        assert_eq!(found.unwrap()["name"], commune["name"]);
        assert_eq!(found.unwrap()["district"], commune["district"]);
    }
}

#[test]
fn a_prefix_must_agree_with_the_unit() {
    let data = DataDir::new();
    // Đoàn Kết is a ward, Dào San a commune; there is no town of Pa Ủ.
    for place in ["xã Đoàn Kết", "thị trấn Dào San", "TT. Pa Ủ"] {
        assert_eq!(
            only_fault(&data, "", place)["code"],
            "unknown_place",
            "{place}"
        );
    }
    assert_eq!(only_fault(&data, "", "99999")["code"], "unknown_place");
    assert_eq!(
        only_fault(&data, "Mường Tè", "03571")["code"],
        "unknown_place"
    );
    let fault = only_fault(&data, "Điện Biên Đông", "Pa Ủ");
    assert_eq!(
        (&fault["code"], &fault["column"]),
        (&json!("unknown_district"), &json!("district"))
    );
}

#[test]
fn a_pano_stands_at_one_of_the_sites_of_its_line() {
    let data = DataDir::new();
    let fault = |line: &str, place: &str| {
        let (_, report) = data.report(Table::new().done(line, "2018-03-01", place, "").text());
        report["faults"][0].clone()
    };
    let other_year = fault("2017-pano", "thị trấn Sìn Hồ");
    assert_eq!(other_year["code"], "unknown_site");
    assert_eq!(codes(&other_year), ["ma-lu-thang", "dao-san", "phong-tho"]);
    assert_eq!(fault("2018-pano", "Dào San")["code"], "unknown_site");
    assert_eq!(codes(&fault("2018-pano", "Dào San")).len(), 7);
    // Its commune has no pano of its own.
    assert_eq!(fault("2017-pano", "Pa Ủ")["code"], "unknown_site");
}
