//! I. The results as a whole: sentences over the leadership's figures, and how the communes stand.

use super::pen::{Column, Pen, bold, counted, names_row};
use super::results::LineResult;
use super::scene::{Scene, capital};
use crate::domain::{Status, words};
use crate::exchange::palette;
use crate::exchange::report::document::Align;

pub(super) fn write(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(1, scene.t("I. KẾT QUẢ CHUNG", "I. RESULTS AS A WHOLE"));
    let period = period(scene);
    pen.paragraph(period);
    let day = scene.day(scene.period.last);
    pen.paragraph(if scene.is_vi() {
        format!("Lũy kế từ khi ban hành Kế hoạch đến hết ngày {day}:")
    } else {
        format!("From the beginning of the Plan to the end of {day}:")
    });
    pen.item(lines(scene));
    pen.item(communes(scene));
    for item in [panos(scene), leaflets(scene)].into_iter().flatten() {
        pen.item(item);
    }
    table(pen);
}

/// Where, in a sentence: `toàn tỉnh`, `huyện Phong Thổ`.
fn here(scene: &Scene<'_>) -> String {
    match scene.district {
        Some(district) => scene.district_name(district),
        None => scene.t("toàn tỉnh", "the province").to_owned(),
    }
}

/// What was done in the period.
fn period(scene: &Scene<'_>) -> String {
    let (first, last) = (scene.day(scene.period.first), scene.day(scene.period.last));
    let whose = capital(&scene.whose());
    let turnouts = &scene.ledger.period;
    let all = turnouts.all();
    if all.activities == 0 {
        return if scene.is_vi() {
            format!(
                "Từ ngày {first} đến ngày {last}, {} chưa ghi nhận hoạt động nào thuộc Kế hoạch.",
                here(scene)
            )
        } else {
            format!("From {first} to {last} no activity under the Plan was recorded for {whose}.")
        };
    }
    let (n, lines) = (scene.n(all.activities), scene.n(turnouts.lines()));
    let mut text = if scene.is_vi() {
        format!(
            "Từ ngày {first} đến ngày {last}, {} ghi nhận {n} hoạt động thuộc {lines} nhiệm vụ của Kế hoạch",
            here(scene)
        )
    } else {
        format!(
            "From {first} to {last}, {whose} recorded {n} {} under {lines} {} of the Plan",
            if all.activities == 1 {
                "activity"
            } else {
                "activities"
            },
            if turnouts.lines() == 1 {
                "line"
            } else {
                "lines"
            },
        )
    };
    if all.counted > 0 {
        let (people, women) = (scene.n(all.participants), scene.n(all.women));
        text.push_str(&if scene.is_vi() {
            format!(", với {people} lượt người tham gia")
        } else {
            format!(", with {people} participants")
        });
        if all.counted_women > 0 {
            text.push_str(&if scene.is_vi() {
                format!(", trong đó có {women} lượt nữ")
            } else {
                format!(", {women} of them women")
            });
        }
    }
    text.push('.');
    text
}

/// How many have which end: reached, late, and not due yet.
pub(super) struct Tidy {
    pub reached: usize,
    pub late: usize,
    pub rest: usize,
}

pub(super) fn tidy(results: &[LineResult<'_>]) -> Tidy {
    let reached = results.iter().filter(|r| r.status == Status::Reached);
    let (reached, late) = (reached.count(), results.iter().filter(|r| r.late).count());
    Tidy {
        reached,
        late,
        rest: results.len() - reached - late,
    }
}

fn lines(scene: &Scene<'_>) -> String {
    let Tidy {
        reached,
        late,
        rest,
    } = tidy(&scene.results);
    let all = scene.results.len();
    let mut text = if reached == 0 && scene.is_vi() {
        format!("Về nhiệm vụ: trong {all} nhiệm vụ chưa có nhiệm vụ nào đạt chỉ tiêu; ")
    } else if scene.is_vi() {
        let given = match scene.district {
            Some(_) => " giao cho địa bàn",
            None => "",
        };
        format!("Về nhiệm vụ: {reached}/{all} nhiệm vụ{given} đạt chỉ tiêu; ")
    } else {
        format!("Lines: {reached} of {all} have met their target; ")
    };
    text.push_str(&match (late, scene.is_vi()) {
        (0, true) => "không có nhiệm vụ quá hạn".to_owned(),
        (_, true) => format!("{late} nhiệm vụ quá hạn chưa đạt"),
        (0, false) => "none is overdue".to_owned(),
        (_, false) => format!("{late} overdue"),
    });
    if rest > 0 {
        text.push_str(&if scene.is_vi() {
            format!("; {rest} nhiệm vụ chưa đạt nhưng chưa đến hạn")
        } else {
            format!("; {rest} not met and not due yet")
        });
    }
    text.push('.');
    text
}

fn communes(scene: &Scene<'_>) -> String {
    let (all, border) = (&scene.summary.communes, &scene.summary.border_communes);
    let reached = |counts: &crate::service::summary::Counts| counts.by_status.get(Status::Reached);
    let whole = reached(all);
    let what_vi = "mọi nhiệm vụ về tờ rơi, truyền thanh, hội nghị, truyền thông và tập huấn áp dụng cho xã trong cả giai đoạn";
    let what_en = "every leaflet, loudspeaker, conference, event and training line that applies to them in the whole time of the Plan";
    if whole == 0 {
        return if scene.is_vi() {
            format!(
                "Về địa bàn: trong {} xã, phường, thị trấn chưa có nơi nào đạt {what_vi}.",
                all.total
            )
        } else {
            format!(
                "Communes: none of {} has been reached by {what_en}.",
                all.total
            )
        };
    }
    let at_border = match (border.total, reached(border), scene.is_vi()) {
        (0, _, _) => String::new(),
        (total, n, true) => format!("{n}/{total} xã biên giới và "),
        (total, n, false) => format!("{n} of {total} border communes and "),
    };
    if scene.is_vi() {
        format!(
            "Về địa bàn: {at_border}{whole}/{} xã, phường, thị trấn đã đạt {what_vi}.",
            all.total
        )
    } else {
        format!(
            "Communes: {at_border}{whole} of all {} have been reached by {what_en}.",
            all.total
        )
    }
}

fn panos(scene: &Scene<'_>) -> Option<String> {
    let panos = &scene.summary.panos;
    let (built, total) = (panos.built, panos.total);
    (total > 0).then(|| match (built, scene.is_vi()) {
        (0, true) => format!("Về pano: chưa dựng pano nào trong {total} pano của Kế hoạch."),
        (_, true) => format!("Về pano: đã dựng {built}/{total} pano."),
        (_, false) => format!("Panos: {built} of {total} have been built."),
    })
}

fn leaflets(scene: &Scene<'_>) -> Option<String> {
    let sums = super::outreach::leaflets(scene);
    if sums.target.is_zero() {
        return None;
    }
    if sums.achieved.is_zero() {
        let target = scene.q(sums.target);
        return Some(if scene.is_vi() {
            format!("Về tờ rơi: chưa phát hành (chỉ tiêu {target} tờ).")
        } else {
            format!("Leaflets: none of {target} has been handed out.")
        });
    }
    let share = words::share(sums.achieved.share_of(sums.target), scene.language);
    let (achieved, target) = (scene.q(sums.achieved), scene.q(sums.target));
    let mut text = if scene.is_vi() {
        format!("Về tờ rơi: đã phát hành {achieved}/{target} tờ, đạt {share}")
    } else {
        format!("Leaflets: {achieved} of {target} were handed out ({share})")
    };
    if !sums.undistributed.is_zero() {
        let undistributed = scene.q(sums.undistributed);
        text.push_str(&if scene.is_vi() {
            format!(", trong đó {undistributed} tờ đã giao cho huyện hoặc tỉnh nhưng chưa phân bổ đến xã")
        } else {
            format!(", {undistributed} of them to a district or the province and not yet to a commune")
        });
    }
    text.push('.');
    Some(text)
}

/// By status, those at the border and all.
fn table(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let (all, border) = (&scene.summary.communes, &scene.summary.border_communes);
    let border = Some(border).filter(|border| border.total > 0);
    let mut columns: Vec<Column<'_>> = vec![(
        46.0,
        Align::Left,
        scene.t("Tình trạng chung", "Overall status"),
    )];
    if border.is_some() {
        columns.push((
            27.0,
            Align::Right,
            scene.t("Xã biên giới", "Border communes"),
        ));
    }
    columns.push((
        27.0,
        Align::Right,
        scene.t("Xã, phường, thị trấn", "All communes"),
    ));
    let row = |status: &Status| {
        let name = format!(
            "{} {}",
            palette::sign(*status),
            words::status(*status, scene.language)
        );
        let mut row = vec![names_row(name)];
        row[0].fill = palette::tint(*status);
        row.extend(border.map(|counts| pen.count(counts.by_status.get(*status))));
        row.push(pen.count(all.by_status.get(*status)));
        row
    };
    let mut rows: Vec<_> = Status::ALL.iter().map(row).collect();
    let mut total = vec![bold(scene.t("Tổng số", "Total"))];
    total.extend(border.map(|counts| pen.total(counted(counts.total))));
    total.push(pen.total(counted(all.total)));
    rows.push(total);
    let day = scene.day(scene.period.last);
    let caption = if scene.is_vi() {
        format!("Số xã theo tình trạng chung, tính đến hết ngày {day}")
    } else {
        format!("Communes by overall status at the end of {day}")
    };
    pen.table(
        scene.t("Tình trạng chung", "Overall"),
        &caption,
        &columns,
        rows,
    );
    pen.note(scene.t(
        "Tình trạng chung của một xã là tình trạng kém nhất trong các nhiệm vụ về tờ rơi, truyền thanh, hội nghị, truyền thông và tập huấn áp dụng cho xã đó.",
        "The overall status of a commune is the worst among the leaflet, loudspeaker, conference, event and training lines that apply to it.",
    ));
}
