//! V. What is late, and where nothing has come.

use super::pen::{Column, Pen, bold, counted, names_row, text};
use super::results::LineResult;
use super::scene::{Scene, capital};
use crate::domain::{CommuneIx, DistrictIx, Status};
use crate::exchange::palette;
use crate::exchange::report::document::{Align, Cell};
use crate::service::summary::Counts;

pub(super) fn write(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(
        1,
        scene.t("V. KHOẢNG TRỐNG VÀ NHIỆM VỤ CHẬM", "V. GAPS AND LATE LINES"),
    );
    late(pen);
    border(pen);
    if scene.district.is_none() {
        districts(pen);
    }
}

fn late(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(
        2,
        scene.t("1. Nhiệm vụ quá hạn chưa đạt chỉ tiêu", "1. Overdue lines"),
    );
    let late: Vec<&LineResult<'_>> = scene.results.iter().filter(|r| r.late).collect();
    if late.is_empty() {
        pen.paragraph(scene.t("Không có nhiệm vụ quá hạn.", "No line is overdue."));
        return;
    }
    for result in late {
        let line = result.line;
        let (achieved, target) = (scene.q(result.achieved), scene.q(result.target));
        let due = scene.day(line.due);
        let share = scene.share(result.share());
        pen.item(if scene.is_vi() {
            format!(
                "{} (mục {}): đạt {achieved}/{target} {} ({share}), hạn {due}.",
                line.title_vi, line.paragraph, line.unit_vi
            )
        } else {
            format!(
                "{} (paragraph {}): {achieved} of {target} {} ({share}), due {due}.",
                line.title_en, line.paragraph, line.unit_en
            )
        });
    }
}

/// Communes in which some line is overdue and nothing was done for it: of the border, or of the district.
fn border(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let of_border = scene.district.is_none();
    pen.heading(
        2,
        if of_border {
            scene.t("2. Xã biên giới còn trống", "2. Gaps at the border")
        } else {
            scene.t("2. Xã, phường, thị trấn còn trống", "2. Communes with gaps")
        },
    );
    let communes = scene.communes();
    let units = &scene.reference.units;
    let overdue = |c: &CommuneIx| {
        let overall = scene.end.overall(*c, None, scene.reference);
        overall.status == Status::Overdue
    };
    let looked_at = communes
        .into_iter()
        .filter(|&c| !of_border || units.communes[c].border);
    let looked_at: Vec<CommuneIx> = looked_at.collect();
    let gaps: Vec<CommuneIx> = looked_at.iter().copied().filter(overdue).collect();
    let (n, all) = (gaps.len(), looked_at.len());
    if gaps.is_empty() {
        pen.paragraph(match (of_border, scene.is_vi()) {
            (true, true) => format!("Trong {all} xã biên giới không có xã nào còn nhiệm vụ quá hạn mà chưa có hoạt động."),
            (false, true) => format!("Trong {all} xã, phường, thị trấn không có nơi nào còn nhiệm vụ quá hạn mà chưa có hoạt động."),
            (_, false) => format!("Of {all} communes none has an overdue line for which nothing was done."),
        });
        return;
    }
    pen.paragraph(match (of_border, scene.is_vi()) {
        (true, true) => format!("Có {n}/{all} xã biên giới còn ít nhất một nhiệm vụ quá hạn mà chưa có hoạt động nào:"),
        (false, true) => format!("Có {n}/{all} xã, phường, thị trấn còn ít nhất một nhiệm vụ quá hạn mà chưa có hoạt động nào:"),
        (true, false) => format!("In {n} of {all} border communes there is an overdue line for which nothing was done:"),
        (false, false) => format!("In {n} of {all} communes there is an overdue line for which nothing was done:"),
    });
    for district in 0..units.districts.len() {
        let here: Vec<&str> = gaps
            .iter()
            .filter(|&&c| units.communes[c].district == district)
            .map(|&c| units.communes[c].name.as_str())
            .collect();
        if !here.is_empty() {
            named(pen, district, &here);
        }
    }
}

fn named(pen: &mut Pen<'_, '_>, district: DistrictIx, names: &[&str]) {
    let scene = pen.scene;
    let district = capital(&scene.district_name(district));
    let (n, names) = (names.len(), names.join(", "));
    pen.item(if scene.is_vi() {
        format!("{district} ({n} xã): {names}.")
    } else {
        format!("{district} ({n}): {names}.")
    });
}

/// By district: how its communes stand.
fn districts(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(
        2,
        scene.t("3. Tình hình theo huyện, thành phố", "3. By district"),
    );
    let summary = &scene.summary;
    // Some line applies to every commune; a column of noughts would only take room.
    let all = &summary.communes.by_status;
    let targeted = |status: &Status| *status != Status::NotTargeted || all.get(*status) > 0;
    let statuses: Vec<Status> = Status::ALL.into_iter().filter(targeted).collect();
    let headings: Vec<String> = statuses.iter().map(|s| heading(scene, *s)).collect();
    let mut columns: Vec<Column<'_>> = vec![
        (12.0, Align::Centre, scene.t("TT", "No.")),
        (36.0, Align::Left, scene.t("Huyện, thành phố", "District")),
        (22.0, Align::Right, scene.t("Số xã", "Communes")),
    ];
    columns.extend(headings.iter().map(|h| (19.0, Align::Right, h.as_str())));
    columns.push((
        24.0,
        Align::Right,
        scene.t("Xã biên giới đã phủ", "Border communes reached"),
    ));
    let of_border = |counts: &Counts| {
        let reached = counts.by_status.get(Status::Reached);
        match counts.total {
            0 => text("–"),
            total => text(format!("{reached}/{total}")),
        }
    };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for ((ix, counts), no) in summary.districts.iter().enumerate().zip(1..) {
        let mut row = vec![
            pen.number(counted(no)),
            names_row(capital(&scene.district_name(ix))),
            pen.count(counts.communes.total),
        ];
        let by_status = &counts.communes.by_status;
        row.extend(statuses.iter().map(|s| pen.count(by_status.get(*s))));
        row.push(of_border(&counts.border_communes));
        rows.push(row);
    }
    let mut total = vec![
        text(""),
        bold(scene.t("Toàn tỉnh", "Province")),
        pen.total(counted(summary.communes.total)),
    ];
    total.extend(statuses.iter().map(|s| pen.total(counted(all.get(*s)))));
    total.push(of_border(&summary.border_communes));
    rows.push(total);
    let caption = scene.t(
        "Số xã, phường, thị trấn theo tình trạng chung",
        "Communes by overall status",
    );
    pen.table(
        scene.t("Theo huyện", "By district"),
        caption,
        &columns,
        rows,
    );
}

fn heading(scene: &Scene<'_>, status: Status) -> String {
    let word = match status {
        Status::Overdue => scene.t("Trống, quá hạn", "Overdue"),
        status => crate::domain::words::status(status, scene.language),
    };
    format!("{} {word}", palette::sign(status))
}
