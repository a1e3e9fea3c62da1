//! Single cells: dates, quantities, counts.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::table::Kind;
use crate::domain::Quantity;

/// What a cell says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Day(Date),
    /// A month, by its first and last day.
    Month(Date, Date),
}

/// Days as people and spreadsheets write them:
/// - `15/3/2018`, `15-3-2018`, `15.3.2018` (the day first), `2018-03-15`, `2018/3/15`, each with a time behind it or not;
/// - `T3/2018`, `tháng 3/2018`, `tháng 3 năm 2018`, `3/2018`: the month;
/// - a serial number of a spreadsheet, counted from 1900 or 1904.
pub(super) fn date(kind: Kind, text: &str, from_1904: bool) -> Option<When> {
    if kind == Kind::Error {
        return None;
    }
    if kind == Kind::Number || text.bytes().all(|b| b.is_ascii_digit()) && text.len() == 5 {
        return serial(text.parse().ok()?, from_1904).map(When::Day);
    }
    written(text).filter(|when| {
        let (When::Day(day) | When::Month(day, _)) = when;
        // A year of two digits would be read as one of the first century.
        day.year() >= 1900
    })
}

fn written(text: &str) -> Option<When> {
    let day = |form: &str| Date::strptime(form, text).ok();
    let forms = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d"];
    if let Some(day) = forms.iter().find_map(|form| day(form)) {
        return Some(When::Day(day));
    }
    let forms = [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M:%S%.f",
        "%d/%m/%Y %H:%M",
        "%d/%m/%Y %H:%M:%S",
    ];
    let moment = |form: &&str| DateTime::strptime(form, text).ok();
    if let Some(moment) = forms.iter().find_map(moment) {
        return Some(When::Day(moment.date()));
    }
    month(text)
}

fn month(text: &str) -> Option<When> {
    let plain = crate::domain::names::plain(text);
    let (words, numbers) = plain.split_at(plain.find(|c: char| c.is_ascii_digit())?);
    let said = matches!(words.trim_end_matches(['.', ' ']), "t" | "thang");
    if !said && !words.is_empty() {
        return None;
    }
    let (month, year) = numbers
        .split_once('/')
        .or_else(|| numbers.split_once(" nam "))
        .or_else(|| numbers.split_once('-').filter(|_| said))
        .or_else(|| numbers.split_once('.').filter(|_| said))?;
    let digits = |text: &str, most: usize| {
        let text = text.trim();
        let fits = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| text.parse::<i16>().ok()).flatten()
    };
    let first = Date::new(digits(year, 4)?, i8::try_from(digits(month, 2)?).ok()?, 1).ok()?;
    Some(When::Month(first, first.last_of_month()))
}

/// The day of a spreadsheet's serial number. Its 60 is 29 February 1900, which never was.
pub(in crate::exchange) fn serial(number: f64, from_1904: bool) -> Option<Date> {
    let days = number.floor();
    if !(1.0..=2_958_465.0).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let days = days as i64;
    let first = match (from_1904, days) {
        (true, _) => jiff::civil::date(1904, 1, 1),
        (false, 60) => return None,
        (false, ..60) => jiff::civil::date(1899, 12, 31),
        (false, _) => jiff::civil::date(1899, 12, 30),
    };
    first.checked_add(days.days()).ok()
}

/// The serial number of a day, counted from 1900.
pub(in crate::exchange) fn day_serial(day: Date) -> f64 {
    let days = (day - jiff::civil::date(1899, 12, 30)).get_days();
    // Before March 1900 the numbers are one less, for the day that never was.
    f64::from(if days < 61 { days - 1 } else { days })
}

/// A number ≥ 0: `350`, `1.250` and `1 250` (thousands, as Vietnamese write them), `0,5` or `0.5`; or a cell that is a
/// number, whose point is always a decimal one.
pub(super) fn quantity(kind: Kind, text: &str) -> Option<Quantity> {
    match kind {
        Kind::Error | Kind::Date => return None,
        // Sums such as 0.1 + 0.2 have digits far behind the point that nobody meant.
        Kind::Number => return text.parse().ok().and_then(rounded),
        Kind::Text => {}
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let dots = text.matches('.').count();
    let commas = text.matches(',').count();
    let text = match (dots, commas) {
        // `1.250` is a thousand in Vietnam, where the comma is the decimal sign; `0.5` and `12.25` can be nothing else than decimals.
        (_, 0) if dots > 0 && grouped(&text, '.') => text.replace('.', ""),
        (0, _) if commas > 1 && grouped(&text, ',') => text.replace(',', ""),
        (_, 1) if dots == 0 || grouped(text.split(',').next().unwrap_or_default(), '.') => {
            text.replace('.', "").replace(',', ".")
        }
        _ => text,
    };
    let decimals_zero = text
        .split_once('.')
        .filter(|(_, d)| d.len() > 3 && d.bytes().all(|b| b == b'0'));
    Quantity::parse(decimals_zero.map_or(&text, |(whole, _)| whole))
}

fn rounded(number: f64) -> Option<Quantity> {
    let thousandths = (number * 1000.0).round();
    let near = (number * 1000.0 - thousandths).abs() < 1e-6 * thousandths.max(1.0);
    if !near || !(0.0..=1e12).contains(&thousandths) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked above"
    )]
    Some(Quantity::from_thousandths(thousandths as u64))
}

/// A whole number ≥ 0.
pub(super) fn count(kind: Kind, text: &str) -> Option<u32> {
    let quantity = quantity(kind, text)?;
    let whole = quantity.thousandths() / 1000;
    (quantity == Quantity::whole(whole))
        .then(|| u32::try_from(whole).ok())
        .flatten()
}

/// Whether a number is written in groups of three, such as `30.000`.
fn grouped(text: &str, separator: char) -> bool {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    let leads = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && first.bytes().all(|b| b.is_ascii_digit());
    leads && groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::*;

    #[test]
    fn reads_days_as_people_write_them() {
        for text in [
            "2018-03-15",
            "15/3/2018",
            "15/03/2018",
            "15-3-2018",
            "15.3.2018",
            "2018/3/15",
            "2018-03-15T00:00:00",
            "2018-03-15 00:00:00",
            "2018-03-15T00:00:00.000",
            "15/3/2018 08:30",
            "43174",
        ] {
            let day = When::Day(civil::date(2018, 3, 15));
            assert_eq!(date(Kind::Text, text, false), Some(day), "{text}");
        }
        for text in [
            "",
            "31/2/2018",
            "3/15/2018",
            "15/3/18",
            "2018",
            "hôm qua",
            "tháng 3",
            "quý 3/2018",
            "13/2018",
            "T3/18",
            "tháng 3/5/2018",
            "2018-03-15T17:00:00Z",
        ] {
            assert_eq!(date(Kind::Text, text, false), None, "{text}");
        }
    }

    #[test]
    fn reads_months() {
        let march = When::Month(civil::date(2018, 3, 1), civil::date(2018, 3, 31));
        for text in [
            "T3/2018",
            "t3/2018",
            "T.3/2018",
            "T 3/2018",
            "tháng 3/2018",
            "Tháng 03/2018",
            "THÁNG 3 NĂM 2018",
            "3/2018",
            "03/2018",
            "tha\u{301}ng 3/2018",
            "tháng 3-2018",
            "T3.2018",
        ] {
            assert_eq!(date(Kind::Text, text, false), Some(march), "{text}");
        }
        let february = date(Kind::Text, "2/2016", false);
        assert_eq!(
            february,
            Some(When::Month(
                civil::date(2016, 2, 1),
                civil::date(2016, 2, 29)
            ))
        );
    }

    #[test]
    fn reads_serial_numbers_of_both_systems() {
        for (number, from_1904, want) in [
            (43174.0, false, Some(civil::date(2018, 3, 15))),
            (43174.99, false, Some(civil::date(2018, 3, 15))),
            (41712.0, true, Some(civil::date(2018, 3, 15))),
            (59.0, false, Some(civil::date(1900, 2, 28))),
            (60.0, false, None),
            (61.0, false, Some(civil::date(1900, 3, 1))),
            (0.0, false, None),
            (-1.0, false, None),
            (1e300, false, None),
            (f64::NAN, false, None),
            (2_958_465.0, false, Some(civil::date(9999, 12, 31))),
            (2_958_465.0, true, None),
        ] {
            assert_eq!(serial(number, from_1904), want, "{number}");
        }
    }

    #[test]
    fn reads_numbers_as_people_write_them() {
        let q = |text: &str| {
            quantity(Kind::Text, text)
                .map(|q| q.to_string())
                .unwrap_or_default()
        };
        for (text, want) in [
            ("350", "350"),
            ("350.0", "350"),
            ("350.0000", "350"),
            ("30.000", "30000"),
            ("1.250.000", "1250000"),
            ("1 250", "1250"),
            ("1\u{a0}250", "1250"),
            ("1,250,000", "1250000"),
            ("0,5", "0.5"),
            ("0.5", "0.5"),
            ("12.25", "12.25"),
            ("1.250,5", "1250.5"),
            ("-3", ""),
            ("ba trăm", ""),
            ("1.2.3", ""),
            ("1,2,3", ""),
        ] {
            assert_eq!(q(text), want, "{text}");
        }
        let n = |text: &str| {
            quantity(Kind::Number, text)
                .map(|q| q.to_string())
                .unwrap_or_default()
        };
        for (text, want) in [
            ("350.0", "350"),
            ("1.25", "1.25"),
            ("1.125", "1.125"),
            ("0.30000000000000004", "0.3"),
            ("1e3", "1000"),
            ("-1", ""),
            ("1e300", ""),
            ("0.00001", ""),
            ("NaN", ""),
        ] {
            assert_eq!(n(text), want, "{text}");
        }
        assert_eq!(count(Kind::Text, "45"), Some(45));
        assert_eq!(count(Kind::Number, "45.0"), Some(45));
        assert_eq!(count(Kind::Text, "4,5"), None);
        assert_eq!(quantity(Kind::Error, "#N/A"), None);
    }
}
