//! III. The border communes line by line; in a district's report, all of its communes.

use super::pen::{Column, Pen, bold, counted, names_row, text};
use super::scene::{Scene, capital};
use crate::domain::{LineIx, Status};
use crate::exchange::palette;
use crate::exchange::report::document::{Align, Cell};
use crate::service::matrix::{Matrix, Row, Scope};

pub(super) fn write(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let scope = match scene.district {
        None => Scope::Border,
        Some(_) => Scope::All,
    };
    let matrix = Matrix::of(scene.snapshot, scene.period.last, scope, scene.district);
    let (count, border) = (matrix.rows.len(), scope == Scope::Border);
    pen.heading(
        1,
        match (border, scene.is_vi()) {
            (true, true) => format!("III. TÌNH HÌNH {count} XÃ BIÊN GIỚI"),
            (true, false) => format!("III. THE {count} BORDER COMMUNES"),
            (false, true) => format!("III. TÌNH HÌNH {count} XÃ, PHƯỜNG, THỊ TRẤN"),
            (false, false) => format!("III. THE {count} COMMUNES"),
        },
    );
    let lines = shown(scene, &matrix);
    let mut columns: Vec<Column<'_>> = vec![
        (13.0, Align::Centre, scene.t("TT", "No.")),
        (31.0, Align::Left, scene.t("Xã", "Commune")),
    ];
    if border {
        columns.push((25.0, Align::Left, scene.t("Huyện", "District")));
    }
    columns.extend(lines.iter().map(|&ix| {
        let line = &scene.reference.plan.lines[ix];
        let short = scene.language.choose(&line.short_vi, &line.short_en);
        (22.0, Align::Left, short)
    }));
    columns.push((
        21.0,
        Align::Centre,
        scene.t("Số nhiệm vụ đạt", "Lines reached"),
    ));
    columns.push((
        25.0,
        Align::Left,
        scene.t("Tình trạng chung", "Overall status"),
    ));
    let rows = matrix.rows.iter().zip(1..);
    let rows = rows.map(|(of, no)| row(pen, no, of, &lines, border));
    let mut rows: Vec<Vec<Cell>> = rows.collect();
    rows.push(reached(pen, &matrix, &lines, border));
    let day = scene.day(scene.period.last);
    let caption = if scene.is_vi() {
        let what = if border {
            "xã biên giới"
        } else {
            "xã, phường, thị trấn"
        };
        format!("Kết quả tại {count} {what}, tính đến hết ngày {day}")
    } else {
        let what = if border {
            "border communes"
        } else {
            "communes"
        };
        format!("Results in the {count} {what} at the end of {day}")
    };
    let name = if border {
        scene.t("Xã biên giới", "Border communes")
    } else {
        scene.t("Xã, phường, thị trấn", "Communes")
    };
    pen.table(name, &caption, &columns, rows);
    legend(pen, border);
}

/// The lines that are due by the end of the period's year and concern one of the communes.
fn shown(scene: &Scene<'_>, matrix: &Matrix<'_>) -> Vec<LineIx> {
    let lines = scene.reference.plan.lines.iter().enumerate();
    let concerns = |ix: LineIx| {
        let mut rows = matrix.rows.iter();
        rows.any(|row| row.cells[ix].status != Status::NotTargeted)
    };
    lines
        .filter(|(_, line)| line.kind.counts_overall() && line.year <= scene.period.year)
        .map(|(ix, _)| ix)
        .filter(|ix| concerns(*ix))
        .collect()
}

fn row(pen: &Pen<'_, '_>, no: usize, of: &Row<'_>, lines: &[LineIx], border: bool) -> Vec<Cell> {
    let scene = pen.scene;
    let name = scene.reference.units.commune_ix(of.code);
    let name = name.map_or_else(|| of.name.to_owned(), |ix| scene.commune_name(ix));
    // In a district's report the border communes are marked.
    let mark = if !border && of.border { " (BG)" } else { "" };
    let mut row = vec![
        pen.number(counted(no)),
        names_row(format!("{}{mark}", capital(&name))),
    ];
    if border {
        row.push(text(of.district));
    }
    row.extend(lines.iter().map(|&ix| match of.cells[ix].status {
        Status::NotTargeted => text(palette::sign(Status::NotTargeted).to_string()),
        status => pen.status(status, of.cells[ix].late),
    }));
    let overall = &of.overall;
    row.push(text(format!(
        "{}/{}",
        overall.lines_reached, overall.lines_applicable
    )));
    row.push(pen.status(overall.status, overall.late));
    row
}

/// How many of them each line has reached.
fn reached(pen: &Pen<'_, '_>, matrix: &Matrix<'_>, lines: &[LineIx], border: bool) -> Vec<Cell> {
    let scene = pen.scene;
    let mut row = vec![Cell {
        columns: if border { 3 } else { 2 },
        align: Some(Align::Left),
        names_row: true,
        ..bold(scene.t(
            "Số xã đạt / số xã được giao",
            "Communes reached / communes with the line",
        ))
    }];
    row.extend(lines.iter().map(|&ix| {
        let statuses = || matrix.rows.iter().map(|row| row.cells[ix].status);
        let reached = statuses().filter(|s| *s == Status::Reached).count();
        let all = statuses().filter(|s| *s != Status::NotTargeted).count();
        bold(format!("{reached}/{all}"))
    }));
    row.push(text(""));
    let overall = matrix.rows.iter().map(|row| row.overall.status);
    let overall = overall.filter(|status| *status == Status::Reached).count();
    row.push(bold(format!("{overall}/{}", matrix.rows.len())));
    row
}

fn legend(pen: &mut Pen<'_, '_>, border: bool) {
    let scene = pen.scene;
    let signs = Status::ALL.map(|status| {
        let word = pen.word(status, false);
        format!("{} {word}", palette::sign(status))
    });
    let year = scene.period.year;
    let signs = signs.join("; ");
    let mut text = if scene.is_vi() {
        format!(
            "Ký hiệu: {signs}. Bảng nêu các nhiệm vụ đến hết năm {year}; số nhiệm vụ đạt và tình trạng chung tính trên mọi nhiệm vụ áp dụng cho xã trong cả giai đoạn."
        )
    } else {
        format!(
            "Signs: {signs}. The lines up to the end of {year} are shown; lines reached and overall status are over all lines of the Plan that apply to the commune."
        )
    };
    if !border && scene.summary.border_communes.total > 0 {
        text.push_str(scene.t(" (BG): xã biên giới.", " (BG): border commune."));
    }
    pen.note(text);
}
