//! The words of a map picture.

use jiff::civil::Date;

use super::{MapPicture, is_gap};
use crate::domain::coverage::LineChoice;
use crate::domain::unit::DistrictKind;
use crate::domain::{Coverage, DistrictIx, Language, Line, Reference, words};
pub use crate::exchange::map::lower;
use crate::exchange::map::{Area, Words};
use crate::service::{clock, sources};
use crate::world::Snapshot;

pub(super) fn words(
    snapshot: &Snapshot,
    picture: &MapPicture,
    coverage: &Coverage,
    areas: &[Area<'_>],
) -> Words {
    let language = picture.language;
    let reference = &snapshot.atlas.reference;
    let document = &reference.plan.document;
    let line = match picture.view.choice {
        LineChoice::Line(ix) => Some((&reference.plan.lines[ix], &coverage.lines[ix])),
        LineChoice::Overall { .. } => None,
    };
    let issued = words::date(document.issued_on, language);
    Words {
        title: title(picture.view.choice, reference, language),
        about: match line {
            Some((line, _)) => promise(line, language),
            None => overall(language),
        },
        when: when(picture.view.as_of, language),
        place: match picture.district {
            None => province(reference, language),
            Some(district) => place(reference, district, language),
        },
        result: line.map(|(line, covered)| {
            let achieved = words::quantity(covered.own.achieved, language);
            let unit = language.choose(&line.unit_vi, &line.unit_en);
            let whole = language.choose("toàn tỉnh đạt", "achieved province-wide:");
            format!("{whole} {achieved} {unit}")
        }),
        notice: notice(snapshot.tally.samples, language),
        gaps: gaps(areas, language),
        sources: sources(language),
        credit: sources::credit(language).to_owned(),
        short_credit: sources::SHORT_CREDIT.to_owned(),
        plan: match language {
            Language::Vi => format!(
                "Kế hoạch {} ngày {issued} của {}",
                document.number, document.issuer_vi
            ),
            Language::En => format!(
                "Plan {} of {issued}, {}",
                document.number, document.issuer_en
            ),
        },
        hotline: format!(
            "{} {}",
            language.choose("Đường dây nóng", "Hotline"),
            document.hotline
        ),
        version: version(snapshot, language),
        projection: language
            .choose(
                "Hệ tọa độ VN-2000, múi 3°, kinh tuyến trục 103°00’ (EPSG:9205)",
                "VN-2000, 3° zone, central meridian 103°00’ (EPSG:9205)",
            )
            .to_owned(),
    }
}

/// What is looked at: a line, or all that speak to people where they live.
pub fn title(choice: LineChoice, reference: &Reference, language: Language) -> String {
    match choice {
        LineChoice::Line(ix) => {
            let line = &reference.plan.lines[ix];
            language.choose(&line.title_vi, &line.title_en).to_owned()
        }
        LineChoice::Overall { year: None } => language
            .choose(
                "Tổng hợp mọi nhiệm vụ đến xã",
                "Overall: all lines for communes",
            )
            .to_owned(),
        LineChoice::Overall { year: Some(year) } => match language {
            Language::Vi => format!("Tổng hợp các nhiệm vụ năm {year} đến xã"),
            Language::En => format!("Overall: the lines of {year} for communes"),
        },
    }
}

fn promise(line: &Line, language: Language) -> String {
    let target = words::quantity(line.target, language);
    let due = words::date(line.due, language);
    let (paragraph, year) = (&line.paragraph, line.year);
    match language {
        Language::Vi => format!(
            "Mục {paragraph}, năm {year} · chỉ tiêu {target} {} · hạn {due}",
            line.unit_vi
        ),
        Language::En => format!(
            "Paragraph {paragraph}, {year} · target {target} {} · due {due}",
            line.unit_en
        ),
    }
}

fn overall(language: Language) -> String {
    language
        .choose(
            "Tờ rơi, phát thanh, hội nghị, truyền thông, tập huấn; mỗi xã mang tình trạng kém nhất trong các nhiệm vụ áp dụng tại xã",
            "Leaflets, broadcasts, conferences, events and training; each commune has the worst status among the lines that apply to it",
        )
        .to_owned()
}

pub fn when(as_of: Date, language: Language) -> String {
    let day = words::date(as_of, language);
    format!(
        "{} {day}",
        language.choose("Tình trạng đến ngày", "Status as of")
    )
}

pub fn province(reference: &Reference, language: Language) -> String {
    let name = &reference.units.province.name;
    match language {
        Language::Vi => format!("Tỉnh {name}"),
        Language::En => format!("{name} province"),
    }
}

pub fn place(reference: &Reference, district: DistrictIx, language: Language) -> String {
    let district = &reference.units.districts[district];
    let name = &district.name;
    match (district.kind, language) {
        (DistrictKind::Huyen, Language::Vi) => format!("Huyện {name}"),
        (DistrictKind::ThanhPho, Language::Vi) => format!("Thành phố {name}"),
        (DistrictKind::Huyen, Language::En) => format!("{name} district"),
        (DistrictKind::ThanhPho, Language::En) => format!("{name} city"),
    }
}

/// That there are sample data among what is shown.
pub fn notice(samples: usize, language: Language) -> Option<String> {
    let words = language.choose(
        "DỮ LIỆU MẪU – KHÔNG PHẢI SỐ LIỆU THẬT",
        "SAMPLE DATA – NOT REAL FIGURES",
    );
    (samples > 0).then(|| words.to_owned())
}

/// The border communes with a gap, under a heading with their number.
fn gaps(areas: &[Area<'_>], language: Language) -> Option<(String, String)> {
    let gaps: Vec<String> = areas
        .iter()
        .filter(|area| area.border && is_gap(area.status))
        // A name is not broken over two lines.
        .map(|area| area.name.replace(' ', "\u{a0}"))
        .collect();
    let heading = language.choose(
        "Xã biên giới còn khoảng trống",
        "Border communes with a gap",
    );
    let heading = format!("{heading}: {}", gaps.len());
    (!gaps.is_empty()).then(|| (heading, gaps.join(", ")))
}

fn sources(language: Language) -> String {
    let one = |source: &sources::Source| {
        let words = source.words(language);
        match source.licence {
            Some((licence, _)) => {
                let licence = licence.replace(' ', "\u{a0}");
                format!("{words} ({licence})")
            }
            None => words.to_owned(),
        }
    };
    let all: Vec<String> = sources::ALL.iter().map(one).collect();
    format!(
        "{}: {}.",
        language.choose("Nguồn", "Sources"),
        all.join(" · ")
    )
}

fn version(snapshot: &Snapshot, language: Language) -> String {
    let changed = words::moment(clock::local(snapshot.time), language);
    let number = words::whole(&snapshot.version, language);
    match language {
        Language::Vi => format!("Dữ liệu phiên bản {number}, cập nhật {changed}"),
        Language::En => format!("Data version {number}, changed on {changed}"),
    }
}
