//! VI. The period beside the one before: what was done in each, and how the plan stood at its beginning and its end.

use super::general::tidy;
use super::pen::{Column, Pen, counted, float, names_row, text};
use super::results::LineResult;
use super::scene::Scene;
use crate::domain::plan::LineKind;
use crate::domain::{Quantity, Status};
use crate::exchange::report::document::{Align, Cell, Value};

pub(super) fn write(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(
        1,
        scene.t(
            "VI. SO SÁNH VỚI KỲ TRƯỚC",
            "VI. COMPARED WITH THE PERIOD BEFORE",
        ),
    );
    let Some(before) = scene.before.as_ref() else {
        pen.paragraph(scene.t(
            "Đây là kỳ báo cáo đầu tiên của Kế hoạch nên không có kỳ trước để so sánh.",
            "This is the first report under the Plan: there is no period before it.",
        ));
        return;
    };
    let same_time = before.half == scene.period.half;
    let other = before.name(scene.language);
    let (first, last) = (scene.day(before.first), scene.day(before.last));
    pen.paragraph(match (same_time, scene.is_vi()) {
        (true, true) => format!("Kết quả trong kỳ so với cùng kỳ năm trước ({other}, từ ngày {first} đến ngày {last}):"),
        (true, false) => format!("What was done, beside the same period of the year before ({other}, {first} to {last}):"),
        (false, true) => format!("Kế hoạch không có báo cáo cùng kỳ năm trước; kết quả trong kỳ được so với kỳ liền trước ({other}, từ ngày {first} đến ngày {last}):"),
        (false, false) => format!("The Plan has no report for the same period of the year before; what was done stands beside the last period ({other}, {first} to {last}):"),
    });
    let rows = done(pen);
    table(
        pen,
        scene.t("So sánh trong kỳ", "Done in the periods"),
        scene.t("Kết quả trong kỳ", "Done in the periods"),
        [
            &before.title(scene.language),
            &scene.period.title(scene.language),
        ],
        rows,
    );
    let (eve, last) = (scene.day(scene.period.eve()), scene.day(scene.period.last));
    let rows = stands(pen);
    let (eve, last) = if scene.is_vi() {
        (format!("Hết ngày {eve}"), format!("Hết ngày {last}"))
    } else {
        (format!("End of {eve}"), format!("End of {last}"))
    };
    table(
        pen,
        scene.t("So sánh lũy kế", "So far"),
        scene.t(
            "Lũy kế đầu kỳ và cuối kỳ",
            "The Plan at the beginning and at the end of the period",
        ),
        [&eve, &last],
        rows,
    );
}

fn table(
    pen: &mut Pen<'_, '_>,
    name: &'static str,
    caption: &str,
    [before, now]: [&str; 2],
    rows: Vec<(&'static str, u64, u64)>,
) {
    let scene = pen.scene;
    let columns: [Column<'_>; 4] = [
        (76.0, Align::Left, scene.t("Nội dung", "Figure")),
        (28.0, Align::Right, before),
        (28.0, Align::Right, now),
        (28.0, Align::Right, scene.t("Tăng (+), giảm (-)", "Change")),
    ];
    let row = |(about, before, now): (&'static str, u64, u64)| {
        vec![
            names_row(about),
            pen.number(Quantity::whole(before)),
            pen.number(Quantity::whole(now)),
            difference(pen, before, now),
        ]
    };
    let rows = rows.into_iter().map(row).collect();
    pen.table(name, caption, &columns, rows);
}

fn difference(pen: &Pen<'_, '_>, before: u64, now: u64) -> Cell {
    let by = pen.scene.n(now.abs_diff(before));
    let (sign, factor) = match now.cmp(&before) {
        std::cmp::Ordering::Less => ("-", -1.0),
        std::cmp::Ordering::Equal => ("", 1.0),
        std::cmp::Ordering::Greater => ("+", 1.0),
    };
    let number = factor * float(Quantity::whole(now.abs_diff(before)));
    Cell {
        value: Value::Number(number),
        ..text(format!("{sign}{by}"))
    }
}

/// Figures of two times.
type Rows = Vec<(&'static str, u64, u64)>;

fn whole(n: usize) -> u64 {
    counted(n).thousandths() / 1000
}

/// What was done in the period before, and in this one.
fn done(pen: &Pen<'_, '_>) -> Rows {
    let scene = pen.scene;
    let now = scene.ledger.period.all();
    let before = scene
        .ledger
        .before
        .as_ref()
        .map(super::ledger::Turnouts::all);
    let before = before.unwrap_or_default();
    let mut rows = vec![
        (
            scene.t("Số hoạt động", "Activities"),
            whole(before.activities),
            whole(now.activities),
        ),
        (
            scene.t("Lượt người tham gia", "Participants"),
            before.participants,
            now.participants,
        ),
        (
            scene.t("Trong đó: nữ", "Women among them"),
            before.women,
            now.women,
        ),
    ];
    for (kind, vi, en) in [
        (
            LineKind::Leaflet,
            "Tờ rơi phát hành (tờ)",
            "Leaflets handed out",
        ),
        (LineKind::Pano, "Pano dựng mới", "Panos built"),
        (LineKind::Training, "Lớp tập huấn", "Classes"),
        (LineKind::Event, "Cuộc truyền thông", "Communication events"),
        (
            LineKind::Conference,
            "Hội nghị tại xã biên giới",
            "Conferences in border communes",
        ),
        (
            LineKind::Broadcast,
            "Truyền thanh ở xã",
            "Loudspeaker broadcasts",
        ),
    ] {
        let concerns = scene.results.iter().any(|r| r.line.kind == kind);
        if concerns {
            let of = |results: &[LineResult<'_>]| -> u64 {
                let done = results.iter().filter(|r| r.line.kind == kind);
                let done: Quantity = done.map(|r| r.done).sum();
                done.thousandths() / 1000
            };
            rows.push((
                scene.t(vi, en),
                of(&scene.before_results),
                of(&scene.results),
            ));
        }
    }
    rows
}

/// How the plan stood at the beginning, and at the end.
fn stands(pen: &Pen<'_, '_>) -> Rows {
    let scene: &Scene<'_> = pen.scene;
    let (eve, end) = (&scene.eve_summary, &scene.summary);
    let reached = |summary: &crate::service::summary::Summary<'_>, border: bool| {
        let counts = if border {
            &summary.border_communes
        } else {
            &summary.communes
        };
        whole(counts.by_status.get(Status::Reached))
    };
    let lines = [&scene.eve_results, &scene.results].map(|results| tidy(results));
    let [eve_lines, end_lines] = &lines;
    let leaflets = |results: &[LineResult<'_>]| {
        let leaflets = results.iter().filter(|r| r.line.kind == LineKind::Leaflet);
        let achieved: Quantity = leaflets.map(|r| r.achieved).sum();
        achieved.thousandths() / 1000
    };
    let mut rows = vec![
        (
            scene.t("Nhiệm vụ đạt chỉ tiêu", "Lines that met their target"),
            whole(eve_lines.reached),
            whole(end_lines.reached),
        ),
        (
            scene.t("Nhiệm vụ quá hạn chưa đạt", "Overdue lines"),
            whole(eve_lines.late),
            whole(end_lines.late),
        ),
    ];
    if end.border_communes.total > 0 {
        rows.push((
            scene.t("Xã biên giới đã phủ", "Border communes reached"),
            reached(eve, true),
            reached(end, true),
        ));
    }
    rows.push((
        scene.t("Xã, phường, thị trấn đã phủ", "All communes reached"),
        reached(eve, false),
        reached(end, false),
    ));
    if end.panos.total > 0 {
        rows.push((
            scene.t("Pano đã dựng", "Panos built"),
            whole(eve.panos.built),
            whole(end.panos.built),
        ));
    }
    rows.push((
        scene.t("Tờ rơi đã phát hành (tờ)", "Leaflets handed out"),
        leaflets(&scene.eve_results),
        leaflets(&scene.results),
    ));
    rows
}
