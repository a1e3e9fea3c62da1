//! `coverage`: every commune with its status for one plan line, or overall, on a day.

use std::borrow::Cow;

use super::communes::{IDENTITY, identity};
use super::{Collection, Source, Wanted};
use crate::domain::Place;
use crate::domain::coverage::LineChoice;
use crate::geo::feature::ColumnKind::{Bool, Date, Integer, Number, Quantity, Text};
use crate::geo::feature::Role;
use crate::geo::{Column, Feature, ShapeKind, Value};
use crate::service::selection::View;
use crate::world::Snapshot;

pub static COVERAGE: Collection = Collection {
    id: "coverage",
    title_vi: "Độ phủ",
    title_en: "Coverage",
    description_vi: "Tình trạng của từng xã đối với một nhiệm vụ của kế hoạch (hoặc chung) đến một ngày",
    description_en: "The status of every commune for one plan line (or overall) on a day",
    columns: &COLUMNS,
    shape: ShapeKind::Areas,
    temporal: Some("as_of"),
    also_by: &[],
    has_view: true,
    source: Source::Snapshot(all),
};

static COLUMNS: [Column; 18] = {
    let [code, name, kind, district_code, district, border, priority] = IDENTITY;
    [
        code,
        name,
        kind,
        district_code,
        district,
        border,
        priority,
        Column::new("line", Text)
            .titled("Nhiệm vụ", "Plan line")
            .about("Id of the plan line that is shown; null overall")
            .nullable(),
        Column::new("as_of", Date)
            .titled("Tính đến ngày", "As of")
            .about("What was done by the end of this day counts")
            .role(Role::Instant),
        Column::new("quota", Quantity)
            .titled("Chỉ tiêu", "Quota")
            .adds_up()
            .about("What the line owes the commune, in the line's unit; null overall and outside of its scope")
            .at_least(0)
            .nullable(),
        Column::new("achieved", Quantity)
            .titled("Đã đạt", "Achieved")
            .adds_up()
            .about("What reached the commune, in the line's unit; null overall")
            .at_least(0)
            .nullable(),
        Column::new("gap", Quantity)
            .titled("Còn thiếu", "Gap")
            .adds_up()
            .about("Quota less what was achieved, at least 0; null where there is no quota")
            .at_least(0)
            .nullable(),
        Column::one_of(
            "status",
            &["reached", "partial", "pending", "overdue", "not_targeted"],
        )
        .titled("Tình trạng", "Status")
        .about("Of the line; overall, the worst of those that apply"),
        Column::new("late", Bool)
            .titled("Trễ hạn", "Late")
            .about("Something is missing after the due date"),
        Column::new("share", Number)
            .titled("Tỷ lệ đạt", "Share achieved")
            .about("Part of the quota, 0 to 1; overall, part of the lines that are reached; null where nothing is due")
            .at_least(0)
            .at_most(1)
            .nullable(),
        Column::new("nearest_pano_km", Number)
            .titled("Pano gần nhất", "Nearest pano")
            .about("Geodesic distance from the representative point to the nearest built pano; null while none is built")
            .unit("km")
            .at_least(0)
            .nullable(),
        Column::new("lines_applicable", Integer)
            .titled("Số nhiệm vụ áp dụng", "Lines that apply")
            .about("Overall only: how many lines have the commune in their scope")
            .at_least(0)
            .nullable(),
        Column::new("lines_reached", Integer)
            .titled("Số nhiệm vụ đã đạt", "Lines reached")
            .about("Overall only")
            .at_least(0)
            .nullable(),
    ]
};

fn all<'a>(snapshot: &'a Snapshot, view: View, wanted: Wanted<'_>) -> Vec<Feature<'a>> {
    let atlas = &snapshot.atlas;
    let reference = &atlas.reference;
    let coverage = snapshot.coverage(view.as_of);
    let feature = |ix: usize| {
        let mut values = Vec::with_capacity(COLUMNS.len());
        values.extend(identity(atlas, ix));
        let nearest = Value::maybe(atlas.nearest_pano_km(ix, &coverage.sites), Value::Number);
        match view.choice {
            LineChoice::Line(line) => {
                let cell = &coverage.lines[line].cells[ix];
                values.extend([
                    Value::text(&reference.plan.lines[line].id),
                    Value::Date(view.as_of),
                    Value::maybe(cell.quota, Value::Quantity),
                    Value::Quantity(cell.achieved),
                    Value::maybe(cell.gap(), Value::Quantity),
                    Value::text(cell.status.as_str()),
                    Value::Bool(cell.late),
                    Value::maybe(cell.share(), Value::Number),
                    nearest,
                    Value::Null,
                    Value::Null,
                ]);
            }
            LineChoice::Overall { year } => {
                let overall = coverage.overall(ix, year, reference);
                values.extend([
                    Value::Null,
                    Value::Date(view.as_of),
                    Value::Null,
                    Value::Null,
                    Value::Null,
                    Value::text(overall.status.as_str()),
                    Value::Bool(overall.late),
                    Value::maybe(overall.share(), Value::Number),
                    nearest,
                    Value::count(overall.applicable),
                    Value::count(overall.reached),
                ]);
            }
        }
        let code = &reference.units.communes[ix].code;
        Feature {
            id: Cow::Borrowed(code),
            values,
            shape: Some(Cow::Borrowed(&atlas.communes[ix])),
        }
    };
    (0..atlas.communes.len())
        .filter(|ix| wanted(Place::Commune(*ix)))
        .map(feature)
        .collect()
}
