//! Single cells: dates, quantities, counts.

use jiff::civil::Date;

use crate::domain::Quantity;

/// `2018-03-15`, `15/3/2018`, `15-3-2018` or `15.3.2018`.
pub(super) fn date(text: &str) -> Option<Date> {
    let forms = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"];
    let date = forms
        .iter()
        .find_map(|form| Date::strptime(form, text).ok())?;
    // A year of two digits would be read as one of the first century.
    (date.year() >= 1900).then_some(date)
}

/// A number ≥ 0: `350`, `1.250` and `1 250` (thousands, as Vietnamese write them), `0,5` or `0.5`.
pub(super) fn quantity(text: &str) -> Option<Quantity> {
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
    Quantity::parse(&text)
}

/// A whole number ≥ 0.
pub(super) fn count(text: &str) -> Option<u32> {
    let quantity = quantity(text)?;
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
    use super::*;

    #[test]
    fn reads_days_as_people_write_them() {
        for text in [
            "2018-03-15",
            "15/3/2018",
            "15/03/2018",
            "15-3-2018",
            "15.3.2018",
        ] {
            assert_eq!(date(text), Some(jiff::civil::date(2018, 3, 15)), "{text}");
        }
        for text in [
            "",
            "31/2/2018",
            "3/15/2018",
            "15/3/18",
            "2018",
            "hôm qua",
            "2018-3-15T00:00",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn reads_numbers_as_people_write_them() {
        let q = |text: &str| quantity(text).map(|q| q.to_string()).unwrap_or_default();
        for (text, want) in [
            ("350", "350"),
            ("30.000", "30000"),
            ("1.250.000", "1250000"),
            ("1 250", "1250"),
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
        assert_eq!(count("45"), Some(45));
        assert_eq!(count("4,5"), None);
    }
}
