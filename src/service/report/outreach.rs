//! IV. Panos, leaflets, and the people who took part.

use super::pen::{Column, Pen, bold, counted, names_row, text};
use super::scene::{Scene, capital};
use crate::domain::pano::SiteState;
use crate::domain::plan::LineKind;
use crate::domain::{CommuneIx, LineIx, Quantity, Status};
use crate::exchange::report::document::{Align, Cell};

pub(super) fn write(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(
        1,
        scene.t(
            "IV. PANO, TỜ RƠI VÀ NGƯỜI THAM GIA",
            "IV. PANOS, LEAFLETS AND PARTICIPANTS",
        ),
    );
    panos(pen);
    leaflet_table(pen);
    turnout(pen);
}

fn panos(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(2, scene.t("1. Pano", "1. Panos"));
    let panos = &scene.summary.panos;
    let communes = scene.communes();
    if panos.total == 0 {
        pen.paragraph(scene.t(
            "Kế hoạch không đặt pano trên địa bàn.",
            "The Plan puts no pano into this district.",
        ));
        return;
    }
    let built_before = scene.eve_summary.panos.built;
    let in_period = panos.built.saturating_sub(built_before);
    let mut told = if scene.is_vi() {
        let in_period = match in_period {
            0 => "Trong kỳ không dựng thêm pano".to_owned(),
            n => format!("Trong kỳ dựng {n} pano"),
        };
        format!("{in_period}; lũy kế {}/{} pano", panos.built, panos.total)
    } else {
        format!(
            "Built in the period: {in_period}. So far {} of {} have been built",
            panos.built, panos.total
        )
    };
    for (n, vi, en) in [
        (panos.planned, "chưa đến hạn", "not due yet"),
        (panos.overdue, "quá hạn chưa dựng", "overdue"),
    ] {
        if n > 0 {
            told.push_str(&if scene.is_vi() {
                format!("; {n} pano {vi}")
            } else {
                format!("; {n} {en}")
            });
        }
    }
    told.push('.');
    pen.paragraph(told);
    let columns: [Column<'_>; 6] = [
        (10.0, Align::Centre, scene.t("TT", "No.")),
        (
            45.0,
            Align::Left,
            scene.t("Vị trí theo Kế hoạch", "Place in the Plan"),
        ),
        (38.0, Align::Left, scene.t("Huyện, thành phố", "District")),
        (18.0, Align::Centre, scene.t("Năm", "Year")),
        (25.0, Align::Centre, scene.t("Ngày dựng", "Built on")),
        (34.0, Align::Left, scene.t("Tình trạng", "Status")),
    ];
    let sites = scene.reference.sites.iter().zip(&scene.end.sites);
    let sites = sites.filter(|(site, _)| communes.contains(&site.commune));
    let rows = sites.zip(1..).map(|((site, state), no)| {
        let status = match state {
            SiteState::Built { .. } => Status::Reached,
            SiteState::Planned => Status::Pending,
            SiteState::Overdue => Status::Overdue,
        };
        let district = scene.reference.units.communes[site.commune].district;
        vec![
            pen.number(counted(no)),
            names_row(scene.language.choose(&site.name_vi, &site.name_en)),
            text(capital(&scene.district_name(district))),
            text(site.year.to_string()),
            state
                .built_on()
                .map_or_else(|| text("–"), |day| pen.day(day)),
            Cell {
                spans: pano_status(pen, status).spans,
                ..pen.status(status, false)
            },
        ]
    });
    let rows = rows.collect();
    pen.table(
        scene.t("Pano", "Panos"),
        scene.t("Các vị trí đặt pano", "Places of panos"),
        &columns,
        rows,
    );
}

fn pano_status(pen: &Pen<'_, '_>, status: Status) -> Cell {
    use crate::domain::words;
    use crate::exchange::palette::sign;
    let state = match status {
        Status::Reached => "built",
        Status::Pending => "planned",
        _ => "overdue",
    };
    let word = words::pano(state, pen.scene.language);
    text(format!("{} {word}", sign(status)))
}

/// Leaflets of all years, for the province as the API sums them up.
pub(super) struct Leaflets {
    pub target: Quantity,
    pub achieved: Quantity,
    pub undistributed: Quantity,
    pub done: Quantity,
}

pub(super) fn leaflets(scene: &Scene<'_>) -> Leaflets {
    let of = |take: fn(&super::results::LineResult<'_>) -> Quantity| -> Quantity {
        let lines = scene.results.iter();
        let lines = lines.filter(|r| r.line.kind == LineKind::Leaflet);
        lines.map(take).sum()
    };
    Leaflets {
        target: of(|r| r.target),
        achieved: of(|r| r.achieved),
        undistributed: of(|r| r.undistributed),
        done: of(|r| r.done),
    }
}

/// Positions of the lines that hand out leaflets.
fn leaflet_lines(scene: &Scene<'_>) -> Vec<LineIx> {
    let lines = scene.reference.plan.lines.iter().enumerate();
    let lines = lines.filter(|(_, line)| line.kind == LineKind::Leaflet);
    lines.map(|(ix, _)| ix).collect()
}

/// What is due to some communes and what came to them, over all leaflet lines.
pub(super) fn handed_out(scene: &Scene<'_>, communes: &[CommuneIx]) -> (Quantity, Quantity) {
    let (mut quota, mut achieved) = (Quantity::ZERO, Quantity::ZERO);
    for line in leaflet_lines(scene) {
        for &commune in communes {
            let cell = &scene.end.lines[line].cells[commune];
            quota += cell.quota.unwrap_or_default();
            achieved += cell.achieved;
        }
    }
    (quota, achieved)
}

fn leaflet_table(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(2, scene.t("2. Tờ rơi", "2. Leaflets"));
    let sums = leaflets(scene);
    let share = scene.share(sums.achieved.share_of(sums.target));
    let [done, achieved, target] = [sums.done, sums.achieved, sums.target].map(|q| scene.q(q));
    pen.paragraph(match (sums.done.is_zero(), scene.is_vi()) {
        (true, true) => {
            format!("Trong kỳ chưa phát hành tờ rơi; lũy kế {achieved}/{target} tờ, đạt {share}.")
        }
        (false, true) => {
            format!("Trong kỳ phát hành {done} tờ rơi; lũy kế {achieved}/{target} tờ, đạt {share}.")
        }
        (_, false) => {
            format!("Handed out in the period: {done}. So far {achieved} of {target} ({share}).")
        }
    });
    let units = &scene.reference.units;
    let rows: Vec<(String, Vec<CommuneIx>)> = match scene.district {
        None => (0..units.districts.len())
            .map(|d| (scene.district_name(d), units.districts[d].communes.clone()))
            .collect(),
        Some(district) => units.districts[district]
            .communes
            .iter()
            .map(|&c| (scene.commune_name(c), vec![c]))
            .collect(),
    };
    let columns: [Column<'_>; 5] = [
        (10.0, Align::Centre, scene.t("TT", "No.")),
        (60.0, Align::Left, scene.t("Địa bàn", "Place")),
        (32.0, Align::Right, scene.t("Chỉ tiêu (tờ)", "Target")),
        (32.0, Align::Right, scene.t("Đã phát (tờ)", "Handed out")),
        (26.0, Align::Right, scene.t("Tỷ lệ", "Share")),
    ];
    let mut table: Vec<Vec<Cell>> = Vec::new();
    for ((name, communes), no) in rows.iter().zip(1..) {
        let (quota, achieved) = handed_out(scene, communes);
        table.push(vec![
            pen.number(counted(no)),
            names_row(capital(name)),
            pen.number(quota),
            pen.number(achieved),
            pen.share(achieved.share_of(quota)),
        ]);
    }
    if scene.district.is_none() {
        table.push(vec![
            text(""),
            names_row(scene.t(
                "Đã giao cho huyện, tỉnh, chưa phân bổ đến xã",
                "Given to districts or the province, not yet to communes",
            )),
            text("–"),
            pen.number(sums.undistributed),
            text("–"),
        ]);
    }
    table.push(vec![
        text(""),
        bold(scene.t("Tổng số", "Total")),
        pen.total(sums.target),
        pen.total(sums.achieved),
        Cell {
            spans: bold(share).spans,
            ..pen.share(sums.achieved.share_of(sums.target))
        },
    ]);
    let caption = scene.t(
        "Tờ rơi theo địa bàn, lũy kế các năm của Kế hoạch",
        "Leaflets by place, all years of the Plan together",
    );
    pen.table(scene.t("Tờ rơi", "Leaflets"), caption, &columns, table);
    pen.note(scene.t(
        "Kế hoạch không nêu cách chia tờ rơi cho từng xã; chỉ tiêu từng địa bàn là giả định: xã trọng điểm nhận gấp đôi xã khác, tổng đúng bằng chỉ tiêu của Kế hoạch.",
        "The Plan does not say how leaflets split over communes; the targets by place are assumed: priority communes get twice as many as others, and all of them add up to the Plan’s target.",
    ));
}

/// People by plan line.
fn turnout(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(2, scene.t("3. Người tham gia", "3. Participants"));
    let turnouts = &scene.ledger.period;
    let all = turnouts.all();
    if all.activities == 0 {
        pen.paragraph(scene.t(
            "Trong kỳ chưa ghi nhận hoạt động.",
            "No activity was recorded in the period.",
        ));
        return;
    }
    if all.counted == 0 {
        pen.paragraph(scene.t(
            "Các hoạt động trong kỳ không ghi số người tham gia.",
            "The activities of the period do not say how many took part.",
        ));
        return;
    }
    let (people, women) = (scene.n(all.participants), scene.n(all.women));
    let (counted_in, n) = (scene.n(all.counted), scene.n(all.activities));
    pen.paragraph(if scene.is_vi() {
        format!(
            "Trong kỳ có {people} lượt người tham gia, trong đó {women} lượt nữ (số liệu có ở {counted_in}/{n} hoạt động)."
        )
    } else {
        format!(
            "In the period {people} people took part, {women} of them women; {counted_in} of {n} activities say so."
        )
    });
    let columns: [Column<'_>; 4] = [
        (85.0, Align::Left, scene.t("Nhiệm vụ", "Line of the Plan")),
        (25.0, Align::Right, scene.t("Số hoạt động", "Activities")),
        (
            25.0,
            Align::Right,
            scene.t("Lượt người tham gia", "Participants"),
        ),
        (25.0, Align::Right, scene.t("Trong đó: nữ", "Women")),
    ];
    let lines = scene.reference.plan.lines.iter().enumerate();
    let lines = lines.filter(|(ix, _)| turnouts.of(*ix).activities > 0);
    let rows = lines.map(|(ix, line)| {
        let turnout = turnouts.of(ix);
        // Not told is not nobody.
        let told = |counted: usize, n: u64| {
            if counted == 0 {
                text("–")
            } else {
                pen.number(Quantity::whole(n))
            }
        };
        vec![
            names_row(scene.language.choose(&line.title_vi, &line.title_en)),
            pen.count(turnout.activities),
            told(turnout.counted, turnout.participants),
            told(turnout.counted_women, turnout.women),
        ]
    });
    let mut rows: Vec<Vec<Cell>> = rows.collect();
    rows.push(vec![
        bold(scene.t("Tổng số", "Total")),
        pen.total(counted(all.activities)),
        pen.total(Quantity::whole(all.participants)),
        pen.total(Quantity::whole(all.women)),
    ]);
    let caption = scene.t(
        "Hoạt động và người tham gia trong kỳ, theo nhiệm vụ",
        "Activities and participants of the period by line",
    );
    pen.table(
        scene.t("Người tham gia", "Participants"),
        caption,
        &columns,
        rows,
    );
    pen.note(scene.t(
        "Dấu “–”: hoạt động không ghi số liệu.",
        "“–”: the activities do not say.",
    ));
}
