//! What a file, or a page, says of itself: what it shows, of which promise, as of when, narrowed by what, how many of which
//! status, from where and under which licence. For programs as members, for people as notes in both languages.

use serde_json::{Map, Value, json};

use super::clock;
use super::collection::Collection;
use super::filter_words;
use super::selection::Selection;
use super::sources;
use crate::domain::coverage::LineChoice;
use crate::domain::{Language, Plan, words};
use crate::exchange::export::geojson;
use crate::exchange::export::layer::{About, Note};
use crate::geo::{self, Feature};
use crate::world::Snapshot;

/// How many features there are, and of which status.
#[derive(Debug, Default)]
pub struct Counts {
    pub matched: usize,
    /// How many come; `None` where nobody can know before they are read.
    pub returned: Option<usize>,
    /// By the values of `status`, in their order: of all that come, and of the border communes among them.
    pub by_status: Option<Tally>,
    pub by_status_border: Option<Tally>,
    /// How far borders may have moved, in metres to the millimetre.
    pub generalised_m: Option<f64>,
}

/// How many of each value.
pub type Tally = Vec<(&'static str, usize)>;

impl Counts {
    pub fn of(collection: &Collection, matched: usize, features: &[Feature<'_>]) -> Self {
        let border = collection.column("border");
        let at_border = |feature: &&Feature<'_>| {
            border.is_some_and(|ix| feature.values.get(ix) == Some(&geo::Value::Bool(true)))
        };
        Self {
            matched,
            returned: Some(features.len()),
            by_status: tally(collection, features.iter()),
            by_status_border: border
                .and_then(|_| tally(collection, features.iter().filter(at_border))),
            generalised_m: None,
        }
    }
}

fn tally<'f>(
    collection: &Collection,
    features: impl Iterator<Item = &'f Feature<'f>>,
) -> Option<Tally> {
    let ix = collection.column("status")?;
    let mut tally: Tally = collection.columns[ix]
        .values
        .iter()
        .map(|v| (*v, 0))
        .collect();
    for feature in features {
        if let Some(geo::Value::Text(status)) = feature.values.get(ix) {
            let found = tally.iter_mut().find(|(value, _)| value == status);
            found.into_iter().for_each(|(_, count)| *count += 1);
        }
    }
    Some(tally)
}

pub fn about(
    collection: &Collection,
    selection: &Selection,
    snapshot: &Snapshot,
    counts: &Counts,
) -> About {
    let subject = Subject {
        collection,
        selection,
        snapshot,
        counts,
    };
    About {
        title_vi: subject.title(Language::Vi),
        title_en: subject.title(Language::En),
        time: snapshot.time,
        address: String::new(),
        members: subject.members(),
        notes: subject.notes(),
    }
}

/// What a view of coverage looks at.
pub fn promise(choice: LineChoice, plan: &Plan, language: Language) -> String {
    match choice {
        LineChoice::Line(ix) => {
            let line = &plan.lines[ix];
            language.choose(&line.title_vi, &line.title_en).to_owned()
        }
        LineChoice::Overall { year: Some(year) } => format!(
            "{} {year}",
            language.choose("tổng hợp các nhiệm vụ năm", "overall, all lines of")
        ),
        LineChoice::Overall { year: None } => language
            .choose("tổng hợp mọi nhiệm vụ đến xã", "overall, all lines")
            .to_owned(),
    }
}

struct Subject<'a> {
    collection: &'a Collection,
    selection: &'a Selection,
    snapshot: &'a Snapshot,
    counts: &'a Counts,
}

impl Subject<'_> {
    fn plan(&self) -> &Plan {
        &self.snapshot.atlas.reference.plan
    }

    /// `Độ phủ – Phát tờ rơi năm 2018 – đến 30/6/2018`
    fn title(&self, language: Language) -> String {
        let collection = self.collection;
        let mut title = language
            .choose(collection.title_vi, collection.title_en)
            .to_owned();
        let choice = self.selection.view.choice;
        if collection.has_view {
            title.push_str(&format!(" – {}", promise(choice, self.plan(), language)));
        }
        let day = words::date(self.selection.view.as_of, language);
        title.push_str(&format!(" – {} {day}", language.choose("đến", "as of")));
        title
    }

    fn members(&self) -> Map<String, Value> {
        let Self {
            collection,
            selection,
            snapshot,
            counts,
        } = self;
        let plan = self.plan();
        let mut members = Map::new();
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        put("title_vi", json!(collection.title_vi));
        put("title_en", json!(collection.title_en));
        put("plan", json!(plan.document.number));
        put("units_edition", json!(plan.document.edition));
        put("version", json!(snapshot.version));
        put("timeStamp", json!(snapshot.time));
        put("as_of", json!(selection.view.as_of));
        if let Some(crs) = geojson::crs(selection.look.crs) {
            put("crs", crs);
        }
        if collection.has_view {
            match selection.view.choice {
                LineChoice::Line(ix) => {
                    let line = &plan.lines[ix];
                    put("line", json!(line.id));
                    put("line_title_vi", json!(line.title_vi));
                    put("line_title_en", json!(line.title_en));
                    put("paragraph", json!(line.paragraph));
                }
                LineChoice::Overall { year } => {
                    put("line", Value::Null);
                    put("year", json!(year));
                }
            }
        }
        if snapshot.tally.samples > 0 {
            put("sample_activities", json!(snapshot.tally.samples));
            put("notice_vi", json!(SAMPLES.0));
            put("notice_en", json!(SAMPLES.1));
        }
        if !filter_words::is_whole(self.selection) {
            let filter =
                |language| filter_words::of(collection, selection, self.reference(), language);
            put("filter_vi", json!(filter(Language::Vi)));
            put("filter_en", json!(filter(Language::En)));
        }
        if let Some(metres) = counts.generalised_m {
            put("generalised_m", json!(metres));
        }
        put("numberMatched", json!(counts.matched));
        if let Some(returned) = counts.returned {
            put(geojson::RETURNED, json!(returned));
        }
        let told = |tally: &Tally| -> Value {
            let pairs = tally
                .iter()
                .map(|(value, n)| ((*value).to_owned(), json!(n)));
            pairs.collect::<Map<_, _>>().into()
        };
        if collection.has_view {
            for (name, tally) in [
                ("by_status", &counts.by_status),
                ("by_status_border", &counts.by_status_border),
            ] {
                if let Some(tally) = tally {
                    put(name, told(tally));
                }
            }
        }
        let sources = sources::of(collection.id).iter().map(|source| {
            let licence = source.licence;
            json!({
                "title_vi": source.words(Language::Vi),
                "title_en": source.words(Language::En),
                "license": licence.map(|(name, _)| name),
                "license_url": licence.map(|(_, url)| url),
            })
        });
        put("sources", sources.collect());
        members
    }

    fn reference(&self) -> &crate::domain::Reference {
        &self.snapshot.atlas.reference
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut put = |key, vi: &'static str, en: &'static str, of: &dyn Fn(Language) -> String| {
            notes.push(Note {
                key,
                vi: (vi, of(Language::Vi)),
                en: (en, of(Language::En)),
            });
        };
        if self.snapshot.tally.samples > 0 {
            put("notice", "LƯU Ý", "NOTICE", &|l| {
                language_of(l, SAMPLES).to_owned()
            });
        }
        put("contents", "Nội dung", "Contents", &|l| {
            let collection = self.collection;
            l.choose(collection.description_vi, collection.description_en)
                .to_owned()
        });
        put("plan", "Văn bản", "Plan", &|l| self.document(l));
        if self.collection.has_view {
            put("line", "Nhiệm vụ", "Plan line", &|l| self.line(l));
        }
        put("as_of", "Tính đến ngày", "As of", &|l| {
            words::date(self.selection.view.as_of, l)
        });
        // Not the moment that was asked for: whoever looks back gets the bytes of then.
        put(
            "known_at",
            "Đã ghi nhận đến",
            "Recorded up to",
            &|l| here(self.snapshot.time, l),
        );
        put("filter", "Bộ lọc", "Filter", &|l| {
            filter_words::of(self.collection, self.selection, self.reference(), l)
        });
        put("count", "Số đối tượng", "Features", &|l| {
            self.count(l)
        });
        for (key, vi, en, tally) in [
            (
                "by_status",
                "Theo tình trạng",
                "By status",
                &self.counts.by_status,
            ),
            (
                "by_status_border",
                "Xã biên giới theo tình trạng",
                "Border communes by status",
                &self.counts.by_status_border,
            ),
        ] {
            if let Some(tally) = tally {
                put(key, vi, en, &|l| self.tally(tally, l));
            }
        }
        put(
            "units_edition",
            "Địa giới hành chính",
            "Administrative units",
            &|l| self.edition(l),
        );
        put("crs", "Hệ tọa độ", "Coordinates", &|l| {
            let crs = self.selection.look.crs;
            let (vi, en) = crs.titles();
            format!("{} ({})", l.choose(vi, en), crs.code())
        });
        if let Some(metres) = self.counts.generalised_m {
            put("generalised_m", "Khái quát hóa", "Generalised", &|l| {
                let metres = words::number(metres, l);
                match l {
                    Language::Vi => format!("ranh giới lệch tối đa {metres} m"),
                    Language::En => format!("borders moved by {metres} m at most"),
                }
            });
        }
        put(
            "version",
            "Phiên bản dữ liệu",
            "Version of the data",
            &|_| self.snapshot.version.to_string(),
        );
        for source in sources::of(self.collection.id) {
            put("source", "Nguồn", "Source", &|l| {
                let words = source.words(l);
                match source.licence {
                    Some((name, url)) => format!("{words} ({name}, {url})"),
                    None => words.to_owned(),
                }
            });
        }
        notes
    }

    fn document(&self, language: Language) -> String {
        let document = &self.plan().document;
        let issued = words::date(document.issued_on, language);
        match language {
            Language::Vi => format!(
                "Kế hoạch {} ngày {issued} của {}: {}",
                document.number, document.issuer_vi, document.title_vi
            ),
            Language::En => format!(
                "Plan {} of {issued}, {}: {}",
                document.number, document.issuer_en, document.title_en
            ),
        }
    }

    fn line(&self, language: Language) -> String {
        let plan = self.plan();
        let LineChoice::Line(ix) = self.selection.view.choice else {
            return promise(self.selection.view.choice, plan, language);
        };
        let line = &plan.lines[ix];
        let due = words::date(line.due, language);
        match language {
            Language::Vi => format!(
                "{} – {} (mục {}, hạn {due})",
                line.id, line.title_vi, line.paragraph
            ),
            Language::En => format!(
                "{} – {} (paragraph {}, due {due})",
                line.id, line.title_en, line.paragraph
            ),
        }
    }

    fn count(&self, language: Language) -> String {
        let matched = words::whole(&self.counts.matched, language);
        match self.counts.returned {
            Some(returned) if returned < self.counts.matched => format!(
                "{} {} {matched}",
                words::whole(&returned, language),
                language.choose("trong tổng số", "of")
            ),
            _ => matched,
        }
    }

    fn tally(&self, tally: &Tally, language: Language) -> String {
        let mut total = 0;
        let mut parts = Vec::new();
        for (value, count) in tally {
            total += count;
            let has_view = self.collection.has_view;
            let words = words::value(has_view, "status", value, language).unwrap_or(value);
            parts.push(format!("{words}: {}", words::whole(count, language)));
        }
        let total = words::whole(&total, language);
        let all = language.choose("Tổng", "Total");
        format!("{}. {all}: {total}", parts.join("; "))
    }

    fn edition(&self, language: Language) -> String {
        let edition = &self.plan().document.edition;
        let communes = self.reference().units.communes.len();
        match language {
            Language::Vi => {
                format!(
                    "thời điểm {edition}: {communes} xã, phường, thị trấn; ranh giới không chính thức"
                )
            }
            Language::En => {
                format!(
                    "as of {edition}: {communes} communes, wards and towns; outlines are not official"
                )
            }
        }
    }
}

const SAMPLES: (&str, &str) = (
    "Có dữ liệu mẫu – không phải số liệu thật",
    "Contains sample data – not real figures",
);

const fn language_of(language: Language, (vi, en): (&'static str, &'static str)) -> &'static str {
    language.choose(vi, en)
}

/// A moment as Vietnam's clocks show it.
fn here(moment: jiff::Timestamp, language: Language) -> String {
    let told = words::moment(clock::local(moment), language);
    let zone = language.choose("giờ Việt Nam", "Vietnam time");
    format!("{told}, {zone}")
}
