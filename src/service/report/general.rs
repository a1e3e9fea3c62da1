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
    for item in [lines(scene), communes(scene), panos(scene), leaflets(scene)]
        .into_iter()
        .flatten()
    {
        pen.item(item);
    }
    table(pen);
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
                scene.whose()
            )
        } else {
            format!("From {first} to {last} no activity under the Plan was recorded for {whose}.")
        };
    }
    let (n, lines) = (scene.n(all.activities), scene.n(turnouts.lines()));
    let mut text = if scene.is_vi() {
        format!(
            "Từ ngày {first} đến ngày {last}, {} ghi nhận {n} hoạt động thuộc {lines} nhiệm vụ của Kế hoạch",
            scene.whose()
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
                format!(", trong đó có {women} lượt là nữ")
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

fn lines(scene: &Scene<'_>) -> Option<String> {
    let Tidy {
        reached,
        late,
        rest,
    } = tidy(&scene.results);
    let all = scene.results.len();
    Some(if scene.is_vi() {
        format!(
            "Về nhiệm vụ: {reached}/{all} nhiệm vụ{} đạt chỉ tiêu; {late} nhiệm vụ quá hạn chưa đạt; {rest} nhiệm vụ chưa đến hạn.",
            if scene.district.is_some() {
                " giao cho địa bàn"
            } else {
                ""
            }
        )
    } else {
        format!(
            "Lines: {reached} of {all} have met their target; {late} are overdue; {rest} are not due yet."
        )
    })
}

fn communes(scene: &Scene<'_>) -> Option<String> {
    let (all, border) = (&scene.summary.communes, &scene.summary.border_communes);
    let reached = |counts: &crate::service::summary::Counts| counts.by_status.get(Status::Reached);
    let at_border = (border.total > 0).then(|| {
        if scene.is_vi() {
            format!("{}/{} xã biên giới và ", reached(border), border.total)
        } else {
            format!(
                "{} of {} border communes and ",
                reached(border),
                border.total
            )
        }
    });
    let at_border = at_border.unwrap_or_default();
    Some(if scene.is_vi() {
        format!(
            "Về địa bàn: {at_border}{}/{} xã, phường, thị trấn đã đạt mọi nhiệm vụ về tờ rơi, truyền thanh, hội nghị, truyền thông và tập huấn áp dụng cho xã trong cả giai đoạn.",
            reached(all),
            all.total
        )
    } else {
        format!(
            "Communes: {at_border}{} of all {} have been reached by every leaflet, loudspeaker, conference, event and training line that applies to them in the whole time of the Plan.",
            reached(all),
            all.total
        )
    })
}

fn panos(scene: &Scene<'_>) -> Option<String> {
    let panos = &scene.summary.panos;
    (panos.total > 0).then(|| {
        if scene.is_vi() {
            format!("Về pano: đã dựng {}/{} pano.", panos.built, panos.total)
        } else {
            format!("Panos: {} of {} have been built.", panos.built, panos.total)
        }
    })
}

fn leaflets(scene: &Scene<'_>) -> Option<String> {
    let sums = super::outreach::leaflets(scene);
    if sums.target.is_zero() {
        return None;
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
