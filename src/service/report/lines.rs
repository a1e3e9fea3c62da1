//! II. Every line of the plan: its paragraph, what was promised, what was done in the period and since the beginning.

use super::pen::{Column, Pen, counted, group, names_row, text};
use super::results::LineResult;
use crate::domain::plan::Level;
use crate::exchange::report::document::{Align, Cell};

pub(super) fn write(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    pen.heading(
        1,
        scene.t("II. KẾT QUẢ THEO TỪNG NHIỆM VỤ", "II. RESULTS OF EACH LINE"),
    );
    let columns: [Column<'_>; 12] = [
        (12.0, Align::Centre, scene.t("TT", "No.")),
        (58.0, Align::Left, scene.t("Nhiệm vụ", "Line of the Plan")),
        (20.0, Align::Centre, scene.t("Căn cứ (mục)", "Paragraph")),
        (23.0, Align::Left, scene.t("Đơn vị tính", "Unit")),
        (17.0, Align::Right, scene.t("Chỉ tiêu", "Target")),
        (
            20.0,
            Align::Right,
            scene.t("Số hoạt động trong kỳ", "Activities in the period"),
        ),
        (
            17.0,
            Align::Right,
            scene.t("Kết quả trong kỳ", "Done in the period"),
        ),
        (17.0, Align::Right, scene.t("Lũy kế", "Done so far")),
        (15.0, Align::Right, scene.t("Tỷ lệ", "Share")),
        (
            17.0,
            Align::Centre,
            scene.t("Địa bàn đạt", "Places reached"),
        ),
        (22.0, Align::Centre, scene.t("Hạn hoàn thành", "Due")),
        (27.0, Align::Left, scene.t("Tình trạng", "Status")),
    ];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut year = None;
    let mut results: Vec<&LineResult<'_>> = scene.results.iter().collect();
    // Reports stand at the end of the plan; here each stands in its year.
    results.sort_by_key(|result| result.line.year);
    for (result, no) in results.into_iter().zip(1..) {
        if year != Some(result.line.year) {
            year = Some(result.line.year);
            let name = format!("{} {}", scene.t("Năm", "Year"), result.line.year);
            rows.push(group(name, columns.len()));
        }
        rows.push(row(pen, no, result));
    }
    let day = scene.day(scene.period.last);
    let caption = if scene.is_vi() {
        format!("Kết quả theo từng nhiệm vụ của Kế hoạch, tính đến hết ngày {day}")
    } else {
        format!("Results of each line of the Plan at the end of {day}")
    };
    pen.table(scene.t("Nhiệm vụ", "Lines"), &caption, &columns, rows);
    remarks(pen);
}

fn row(pen: &Pen<'_, '_>, no: usize, result: &LineResult<'_>) -> Vec<Cell> {
    let scene = pen.scene;
    let line = result.line;
    let language = scene.language;
    vec![
        pen.number(counted(no)),
        names_row(language.choose(&line.title_vi, &line.title_en)),
        text(line.paragraph.as_str()),
        text(language.choose(&line.unit_vi, &line.unit_en)),
        pen.number(result.target),
        pen.count(scene.ledger.period.of(result.ix).activities),
        pen.number(result.done),
        pen.number(result.achieved),
        pen.share(result.share()),
        text(format!("{}/{}", result.reached, result.places)),
        pen.day(line.due),
        pen.status(result.status, result.late),
    ]
}

/// What has to be known to read the table right.
fn remarks(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    if scene.district.is_some() {
        pen.note(scene.t(
            "Chỉ tiêu là phần của địa bàn. Ở nhiệm vụ tính theo xã, trừ tờ rơi, kết quả là số xã, phường, thị trấn đã đạt.",
            "Targets are this district’s part. Of lines that count by commune, leaflets apart, the result is how many communes are reached.",
        ));
        let of_province = scene.reference.plan.lines.iter();
        let of_province = of_province.filter(|line| line.level == Level::Province);
        let names: Vec<&str> = of_province
            .map(|line| scene.language.choose(&line.short_vi, &line.short_en))
            .collect();
        if !names.is_empty() {
            let about = scene.t(
                "Không gồm các nhiệm vụ do cấp tỉnh thực hiện",
                "Without what the province does itself",
            );
            pen.note(format!("{about}: {}.", names.join("; ")));
        }
    }
    let shared = scene.ledger.shared;
    if shared > 0 {
        let n = scene.n(shared);
        pen.note(if scene.is_vi() {
            format!("Có {n} hoạt động tổ chức chung với địa bàn khác; số người tham gia là của cả hoạt động.")
        } else {
            format!("Activities held together with other districts: {n}; their participants are those of the whole activity.")
        });
    }
}
