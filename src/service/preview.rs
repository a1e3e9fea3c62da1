//! What a link to the map says where it is shared: title, the figures in words, and the picture that goes with them.

use jiff::civil::Date;

use super::map::{MapPicture, Size, wording};
use super::parameter::Parameters;
use crate::domain::{Language, Reference, Status, words};
use crate::service::summary::{Counts, Summary};
use crate::world::Snapshot;

/// Of the parameters of the web app, those that say what the figures are of.
const NAMES: [&str; 5] = ["line", "year", "as_of", "district", "lang"];

#[derive(Debug)]
pub struct Preview {
    pub language: Language,
    pub title: String,
    pub description: String,
    /// Parameters of the picture.
    pub picture: Vec<(String, String)>,
}

impl Preview {
    /// Of an address of the web app. What it does not understand, it leaves at the default, as the app does.
    pub fn of(snapshot: &Snapshot, pairs: &[(String, String)], today: Date) -> Self {
        let reference = &snapshot.atlas.reference;
        let (picture, mut parameters) = understood(pairs, reference, today);
        parameters.push(("size".to_owned(), Size::Social.as_str().to_owned()));
        Self {
            language: picture.language,
            title: title(reference, &picture),
            description: description(snapshot, &picture),
            picture: parameters,
        }
    }
}

/// The picture of those parameters that can be used, and these.
fn understood(
    pairs: &[(String, String)],
    reference: &Reference,
    today: Date,
) -> (MapPicture, Vec<(String, String)>) {
    let read = |pairs: Vec<(String, String)>| {
        let mut parameters = Parameters::new(pairs)?;
        MapPicture::read(&mut parameters, reference, today)
    };
    let mut usable: Vec<(String, String)> = Vec::new();
    for name in NAMES {
        let Some(pair) = pairs.iter().find(|(given, _)| given == name) else {
            continue;
        };
        let mut more = usable.clone();
        more.push(pair.clone());
        if read(more.clone()).is_ok() {
            usable = more;
        }
    }
    let picture = read(usable.clone()).unwrap_or_else(|_| MapPicture::of_today(today));
    let picture = MapPicture {
        size: Size::Social,
        ..picture
    };
    (picture, usable)
}

fn title(reference: &Reference, picture: &MapPicture) -> String {
    let title = wording::title(picture.view.choice, reference, picture.language);
    match picture.district {
        None => title,
        Some(district) => {
            let place = wording::place(reference, district, picture.language);
            format!("{place}: {}", wording::lower(&title))
        }
    }
}

/// The answer first, and whether it is of real data.
fn description(snapshot: &Snapshot, picture: &MapPicture) -> String {
    let language = picture.language;
    let summary = Summary::of(snapshot, picture.view, picture.district);
    let (border, all) = (&summary.border_communes, &summary.communes);
    let number = |number: usize| words::whole(&number, language);
    let reached = |counts: &Counts| {
        format!(
            "{}/{}",
            number(counts.by_status.get(Status::Reached)),
            number(counts.total)
        )
    };
    let mut parts = Vec::new();
    if border.total > 0 {
        let words = language.choose("xã biên giới đã phủ", "border communes reached");
        parts.push(format!("{} {words}", reached(border)));
    }
    let words = language.choose("xã, phường, thị trấn đã phủ", "communes reached");
    parts.push(format!("{} {words}", reached(all)));
    let overdue = all.by_status.get(Status::Overdue);
    if overdue > 0 {
        let words = language.choose("trống – quá hạn", "overdue");
        parts.push(format!("{} {words}", number(overdue)));
    }
    let when = wording::when(picture.view.as_of, language);
    let document = &snapshot.atlas.reference.plan.document;
    let plan = language.choose("Kế hoạch", "Plan");
    let hotline = language.choose("Đường dây nóng", "Hotline");
    let notice = wording::notice(snapshot.tally.samples, language);
    let notice = notice.map_or_else(String::new, |notice| format!("{notice}. "));
    format!(
        "{notice}{when}: {}. {plan} {}. {hotline} {}.",
        parts.join(", "),
        document.number,
        document.hotline
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::exchange::reference;
    use crate::world::Atlas;

    fn preview(query: &[(&str, &str)]) -> Preview {
        let atlas = Atlas::new(reference::load(None).unwrap()).unwrap();
        let snapshot = Snapshot::empty(Arc::new(atlas));
        let pairs = query
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Preview::of(&snapshot, &pairs.collect::<Vec<_>>(), date(2018, 6, 30))
    }

    #[test]
    fn says_the_answer_in_words() {
        let preview = preview(&[("line", "2018-border-conferences"), ("as_of", "2019-01-01")]);
        assert_eq!(
            preview.description,
            "Tình trạng đến ngày 1/1/2019: 0/23 xã biên giới đã phủ, 0/108 xã, phường, thị trấn đã phủ, 23 trống – quá hạn. \
             Kế hoạch 2228/KH-UBND. Đường dây nóng 18001567."
        );
        assert!(
            preview.title.contains("23 xã biên giới"),
            "{}",
            preview.title
        );
    }

    #[test]
    fn leaves_out_what_it_does_not_understand() {
        let odd = preview(&[
            ("line", "\"><script>"),
            ("year", "2018"),
            ("as_of", "yesterday"),
            ("district", "109"),
            ("lang", "en"),
            ("map", "8.00/22.3/103.1"),
            ("size", "a3"),
        ]);
        let kept: Vec<String> = odd
            .picture
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        assert_eq!(
            kept,
            ["year=2018", "district=109", "lang=en", "size=social"]
        );
        assert!(
            odd.title.starts_with("Phong Thổ district: "),
            "{}",
            odd.title
        );
        // A year goes only without a line.
        let both = preview(&[("year", "2017"), ("line", "2018-leaflets")]);
        assert_eq!(
            both.picture[0],
            ("line".to_owned(), "2018-leaflets".to_owned())
        );
        assert_eq!(both.picture.len(), 2);
    }
}
