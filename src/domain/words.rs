//! Numbers, days and the values of properties as people read them, in Vietnamese and English. The web app writes them
//! alike (`static/src/lib/format.ts`).

use jiff::civil::{Date, DateTime};

use super::{Language, Quantity, Status};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `30/9/2018`, or `30 Sep 2018`.
pub fn date(day: Date, language: Language) -> String {
    let (d, m, y) = (day.day(), day.month(), day.year());
    match language {
        Language::Vi => format!("{d}/{m}/{y}"),
        Language::En => {
            let month = usize::try_from(m - 1).ok().and_then(|ix| MONTHS.get(ix));
            format!("{d} {} {y}", month.unwrap_or(&""))
        }
    }
}

/// A day with the time on its clock.
pub fn moment(at: DateTime, language: Language) -> String {
    let (hour, minute) = (at.hour(), at.minute());
    format!("{} {hour:02}:{minute:02}", date(at.date(), language))
}

/// A number as Rust writes it (`-1234.5`), with its digits grouped: `-1.234,5` or `-1,234.5`.
fn grouped(plain: &str, language: Language) -> String {
    let (sign, plain) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain),
    };
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let mut text = sign.to_owned();
    for (ix, digit) in whole.chars().enumerate() {
        if ix > 0 && (whole.len() - ix).is_multiple_of(3) {
            text.push_str(language.choose(".", ","));
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push_str(language.choose(",", "."));
        text.push_str(fraction);
    }
    text
}

pub fn number(number: f64, language: Language) -> String {
    grouped(&number.to_string(), language)
}

pub fn whole(number: &impl ToString, language: Language) -> String {
    grouped(&number.to_string(), language)
}

pub fn quantity(quantity: Quantity, language: Language) -> String {
    grouped(&quantity.to_string(), language)
}

/// A share between 0 and 1 as a percentage; something that is not all never reads as 100 %.
pub fn share(share: f64, language: Language) -> String {
    let percent = (share * 100.0).round();
    let percent = if share < 1.0 {
        percent.min(99.0)
    } else {
        percent
    };
    let percent = if share > 0.0 {
        percent.max(1.0)
    } else {
        percent
    };
    format!("{percent}{}", language.choose("%", " %"))
}

pub fn yes(yes: bool, language: Language) -> &'static str {
    if yes {
        language.choose("có", "yes")
    } else {
        language.choose("không", "no")
    }
}

pub const fn status(status: Status, language: Language) -> &'static str {
    match status {
        Status::Reached => language.choose("Đã phủ", "Reached"),
        Status::Partial => language.choose("Một phần", "Partial"),
        Status::Pending => language.choose("Chưa đến hạn", "Pending"),
        Status::Overdue => language.choose("Trống – quá hạn", "Overdue"),
        Status::NotTargeted => language.choose("Ngoài phạm vi", "Not targeted"),
    }
}

pub fn pano(state: &str, language: Language) -> &'static str {
    match state {
        "built" => language.choose("Đã dựng", "Built"),
        "planned" => language.choose("Dự kiến", "Planned"),
        _ => language.choose("Quá hạn", "Overdue"),
    }
}

/// What a value of a property means, where it is a code. A `status` is one `of_places`, or else one of panos.
pub fn value(
    of_places: bool,
    property: &str,
    value: &str,
    language: Language,
) -> Option<&'static str> {
    if property != "status" {
        return code(value, language);
    }
    let found = Status::ALL.into_iter().find(|s| s.as_str() == value);
    Some(match found {
        Some(found) if of_places => status(found, language),
        _ => pano(value, language),
    })
}

/// What a code among the values of a property means.
fn code(code: &str, language: Language) -> Option<&'static str> {
    Some(match code {
        "xa" => language.choose("xã", "commune"),
        "thi_tran" => language.choose("thị trấn", "town"),
        "phuong" => language.choose("phường", "ward"),
        "huyen" => language.choose("huyện", "district"),
        "thanh_pho" => language.choose("thành phố", "city"),
        "submitted" => language.choose("Chờ xác minh", "To verify"),
        "verified" => language.choose("Đã xác minh", "Verified"),
        "rejected" => language.choose("Bị trả lại", "Sent back"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn writes_numbers_and_days_as_people_do() {
        let (vi, en) = (Language::Vi, Language::En);
        assert_eq!(number(-1_234_567.25, vi), "-1.234.567,25");
        assert_eq!(number(1_234_567.25, en), "1,234,567.25");
        assert_eq!(number(103.33106, vi), "103,33106");
        assert_eq!(whole(&999, vi), "999");
        assert_eq!(quantity(Quantity::whole(30_000), vi), "30.000");
        assert_eq!(date(day(2018, 9, 30), vi), "30/9/2018");
        assert_eq!(date(day(2018, 9, 30), en), "30 Sep 2018");
        assert_eq!(moment(day(2018, 9, 3).at(8, 5, 0, 0), vi), "3/9/2018 08:05");
    }

    #[test]
    fn a_part_is_neither_nothing_nor_all() {
        for (part, want) in [
            (0.0, "0%"),
            (0.001, "1%"),
            (0.61, "61%"),
            (0.999, "99%"),
            (1.0, "100%"),
        ] {
            assert_eq!(share(part, Language::Vi), want);
        }
    }
}
