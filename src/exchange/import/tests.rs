use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::date;

use super::*;
use crate::exchange::reference;

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| reference::load(None).unwrap().reference);

fn read_with(text: &str, options: &Options, allowed: Option<&[DistrictIx]>) -> Read {
    let against = Against {
        allowed,
        ..Against::reference(&REFERENCE, date(2026, 1, 1))
    };
    read(text.as_bytes(), "x.csv", options, &against)
}

/// Row, column and code of every fault.
fn faults(read: &Read) -> Vec<(u64, &str, &'static str)> {
    let faults = read.report.faults.iter();
    faults
        .map(|f| (f.row, f.column.as_str(), f.kind.code()))
        .collect()
}

fn shares(read: &Read) -> Vec<&str> {
    let shares = read.drafts.iter().flat_map(|draft| &draft.shares);
    shares.map(|s| REFERENCE.place_id(s.place)).collect()
}

const HEADER: &str = "plan_line,title,start,district,place,quantity\n";

#[test]
fn an_answer_settles_an_ambiguous_place() {
    let text = format!(
        "{HEADER}2017-leaflets,Phát,2017-05-10,Mường Tè,Mường Tè,1\n2017-leaflets,Phát,2017-05-10,,Pa Uu,1\n"
    );
    let answer = |places: &[(&str, &str)]| {
        let places = places
            .iter()
            .map(|(t, c)| ((*t).to_owned(), (*c).to_owned()));
        Options {
            places: places.collect(),
            ..Options::default()
        }
    };
    let asked = read_with(&text, &Options::default(), None);
    let codes = [
        (2, "place", "ambiguous_place"),
        (3, "place", "unknown_place"),
    ];
    assert_eq!(faults(&asked), codes);
    let answered = answer(&[("mường tè", "03445"), ("PA UU", "03442")]);
    assert_eq!(
        shares(&read_with(&text, &answered, None)),
        ["03445", "03442"]
    );
    // An answer that was never among the candidates, and one that lies in another district, settle nothing.
    assert_eq!(
        faults(&read_with(&text, &answer(&[("Mường Tè", "03442")]), None)),
        codes
    );
    let elsewhere = format!("{HEADER}2017-leaflets,Phát,2017-05-10,Sìn Hồ,Pa Uu,1\n");
    let pa_u = answer(&[("Pa Uu", "03442")]);
    assert_eq!(
        faults(&read_with(&elsewhere, &pa_u, None)),
        [(2, "place", "unknown_place")]
    );
    let unknown = answer(&[("Mường Tè", "99999")]);
    assert_eq!(
        faults(&read_with(&text, &unknown, None)),
        [(0, "", "unknown_unit")]
    );
    // What is certain is not overruled.
    let certain = format!("{HEADER}2017-leaflets,Phát,2017-05-10,,Pa Ủ,1\n");
    let wrong = answer(&[("Pa Ủ", "03433")]);
    assert_eq!(shares(&read_with(&certain, &wrong, None)), ["03442"]);
}

#[test]
fn an_answer_says_what_a_column_is() {
    let text = "Kế hoạch số;Việc;Ngày;Chỗ;Bao nhiêu;Ghi chú\n2017-leaflets;Phát;10/5/2017;Pa Ủ;7;gọi 0912345678\n";
    assert_eq!(
        read_with(text, &Options::default(), None)
            .report
            .faults_total,
        3
    );
    let columns: BTreeMap<String, Option<Field>> = serde_json::from_str(
        r#"{"Kế hoạch số": "plan_line", "Việc": "title", "chỗ": "place", "Bao nhiêu": "quantity", "Ghi chú": null}"#,
    )
    .unwrap();
    let options = Options {
        columns,
        ..Options::default()
    };
    let read = read_with(text, &options, None);
    assert_eq!((faults(&read), read.report.warnings), (vec![], 0));
    assert_eq!(read.drafts[0].shares[0].quantity, Quantity::whole(7));
    // Two columns are called alike; the answer takes the one meant.
    let twice =
        "plan_line,title,start,Ngày,place,quantity\n2017-leaflets,Phát,x,10/5/2017,Pa Ủ,7\n";
    assert_eq!(
        faults(&read_with(twice, &Options::default(), None)),
        [(1, "Ngày", "duplicate_column")]
    );
    let options = Options {
        columns: [("Ngày".to_owned(), Some(Field::Start))].into(),
        ..Options::default()
    };
    assert_eq!(faults(&read_with(twice, &options, None)), []);
    assert!(serde_json::from_str::<Options>(r#"{"columns": {"a": "b"}}"#).is_err());
    assert!(serde_json::from_str::<Options>(r#"{"sheets": "a"}"#).is_err());
}

#[test]
fn rows_of_other_districts_are_refused() {
    let own = REFERENCE.units.district_ix("107").unwrap();
    let text = format!(
        "{HEADER}2018-loudspeaker,Phát,2018-05-10,,Pa Ủ,1\n2018-loudspeaker,Phát,2018-05-10,107,toàn huyện,1\n\
         2018-loudspeaker,Phát,2018-05-10,Sìn Hồ,toàn huyện,1\n2018-loudspeaker,Phát,2018-05-10,,Dào San,1\n\
         2018-loudspeaker,Phát,2018-05-10,,toàn tỉnh,1\n2018-pano,Dựng,2018-05-10,,Thị trấn Sìn Hồ,1\n2018-pano,Dựng,2018-05-10,,Thị trấn Mường Tè,1\n"
    );
    let read = read_with(&text, &Options::default(), Some(&[own]));
    let other = |row| (row, "place", "other_district");
    assert_eq!(faults(&read), [other(4), other(5), other(6), other(7)]);
    assert_eq!(read_with(&text, &Options::default(), None).drafts.len(), 7);
    assert_eq!(
        read_with(&text, &Options::default(), Some(&[]))
            .report
            .faults_total,
        7
    );
}

#[test]
fn lists_end_and_totals_go_on() {
    let row = "2017-leaflets,Phát,x,,Pa Ủ,1\n";
    let read = read_with(
        &format!("{HEADER}{}", row.repeat(MOST_LISTED + 5)),
        &Options::default(),
        None,
    );
    let report = &read.report;
    assert_eq!(
        (report.faults.len(), report.faults_total, report.faulty),
        (MOST_LISTED, MOST_LISTED + 5, MOST_LISTED + 5)
    );
}
