//! The annexes: every activity of the period with the document that reports it, and every commune.

use super::letter::annex;
use super::outreach::handed_out;
use super::pen::{Column, Pen, counted, names_row, text};
use super::scene::{Scene, capital};
use crate::domain::tally::own_total;
use crate::domain::{Activity, words};
use crate::exchange::report::document::{Align, Cell};

/// Places of an activity that are named; of more it is said how many.
const MOST_PLACES: usize = 6;

pub(super) fn activities(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let ledger = &scene.ledger;
    let about = if scene.is_vi() {
        format!("Các hoạt động {}", scene.period_name())
    } else {
        format!("Activities in the {}", scene.period_name())
    };
    let name = match scene.district {
        None => scene.t("PHỤ LỤC I", "ANNEX I"),
        Some(_) => scene.t("PHỤ LỤC", "ANNEX"),
    };
    annex(pen, name, &about);
    if ledger.matched == 0 {
        pen.paragraph(scene.t(
            "Trong kỳ chưa ghi nhận hoạt động.",
            "No activity was recorded in the period.",
        ));
        return;
    }
    let columns: [Column<'_>; 10] = [
        (10.0, Align::Centre, scene.t("TT", "No.")),
        (23.0, Align::Centre, scene.t("Hoàn thành ngày", "Done on")),
        (25.0, Align::Left, scene.t("Nhiệm vụ", "Line")),
        (54.0, Align::Left, scene.t("Nội dung", "Activity")),
        (44.0, Align::Left, scene.t("Địa bàn", "Places")),
        (18.0, Align::Right, scene.t("Số lượng", "Quantity")),
        (
            24.0,
            Align::Right,
            scene.t("Người tham gia", "Participants"),
        ),
        (16.0, Align::Right, scene.t("Nữ", "Women")),
        (28.0, Align::Left, scene.t("Số văn bản", "Reference")),
        (20.0, Align::Left, scene.t("Xác minh", "State")),
    ];
    let rows = ledger.listed.iter().zip(1..);
    let rows = rows.map(|(activity, no)| row(pen, no, activity)).collect();
    let n = scene.n(ledger.matched);
    let caption = if scene.is_vi() {
        format!("{n} hoạt động hoàn thành trong kỳ")
    } else {
        format!("{n} activities done in the period")
    };
    pen.table(scene.t("Hoạt động", "Activities"), &caption, &columns, rows);
    let left_out = ledger.matched - ledger.listed.len();
    if left_out > 0 {
        let (n, shown) = (scene.n(left_out), scene.n(ledger.listed.len()));
        pen.note(if scene.is_vi() {
            format!("Bảng nêu {shown} hoạt động đầu tiên; còn {n} hoạt động khác, xem danh sách hoạt động của hệ thống Vùng phủ.")
        } else {
            format!("The first {shown} are listed; the other {n} are in the list of activities of Vùng phủ.")
        });
    }
}

fn row(pen: &Pen<'_, '_>, no: usize, activity: &Activity) -> Vec<Cell> {
    let scene = pen.scene;
    let content = &activity.content;
    let line = &scene.reference.plan.lines[content.line];
    let people = |n: Option<u32>| {
        let n = n.map(|n| crate::domain::Quantity::whole(u64::from(n)));
        n.map_or_else(|| text("–"), |n| pen.number(n))
    };
    let state = words::value(true, "state", activity.state.as_str(), scene.language);
    vec![
        pen.number(counted(no)),
        pen.day(content.done_on()),
        text(scene.language.choose(&line.short_vi, &line.short_en)),
        names_row(content.title.as_str()),
        text(places(scene, activity)),
        pen.number(own_total(line, &content.shares)),
        people(content.participants),
        people(content.women),
        text(content.reference.as_deref().unwrap_or("–")),
        text(state.unwrap_or_default()),
    ]
}

fn places(scene: &Scene<'_>, activity: &Activity) -> String {
    let shares = &activity.content.shares;
    let names: Vec<String> = shares
        .iter()
        .take(MOST_PLACES)
        .map(|share| scene.place_name(share.place))
        .collect();
    let mut places = capital(&names.join(", "));
    let more = shares.len().saturating_sub(MOST_PLACES);
    if more > 0 {
        places.push_str(&if scene.is_vi() {
            format!(" và {more} nơi khác")
        } else {
            format!(" and {more} more")
        });
    }
    places
}

pub(super) fn communes(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let communes = scene.communes();
    let about = if scene.is_vi() {
        format!("Tình hình {} xã, phường, thị trấn", communes.len())
    } else {
        format!("The {} communes", communes.len())
    };
    annex(pen, scene.t("PHỤ LỤC II", "ANNEX II"), &about);
    let columns: [Column<'_>; 7] = [
        (11.0, Align::Centre, scene.t("TT", "No.")),
        (
            42.0,
            Align::Left,
            scene.t("Xã, phường, thị trấn", "Commune"),
        ),
        (23.0, Align::Left, scene.t("Huyện, thành phố", "District")),
        (
            17.0,
            Align::Right,
            scene.t("Chỉ tiêu tờ rơi", "Leaflets due"),
        ),
        (
            17.0,
            Align::Right,
            scene.t("Tờ rơi đã phát", "Leaflets given"),
        ),
        (
            16.0,
            Align::Centre,
            scene.t("Số nhiệm vụ đạt", "Lines reached"),
        ),
        (
            38.0,
            Align::Left,
            scene.t("Tình trạng chung", "Overall status"),
        ),
    ];
    let units = &scene.reference.units;
    let rows = communes.iter().zip(1..).map(|(&ix, no)| {
        let overall = scene.end.overall(ix, None, scene.reference);
        let (quota, achieved) = handed_out(scene, &[ix]);
        let border = if units.communes[ix].border {
            " (BG)"
        } else {
            ""
        };
        vec![
            pen.number(counted(no)),
            names_row(format!("{}{border}", capital(&scene.commune_name(ix)))),
            text(units.district_of(ix).name.as_str()),
            pen.number(quota),
            pen.number(achieved),
            text(format!("{}/{}", overall.reached, overall.applicable)),
            pen.status(overall.status, overall.late),
        ]
    });
    let rows = rows.collect();
    let day = scene.day(scene.period.last);
    let caption = if scene.is_vi() {
        format!("Tờ rơi và tình trạng chung của từng xã, tính đến hết ngày {day}")
    } else {
        format!("Leaflets and overall status of each commune at the end of {day}")
    };
    pen.table(scene.t("Các xã", "All communes"), &caption, &columns, rows);
    pen.note(scene.t("(BG): xã biên giới.", "(BG): border commune."));
}
