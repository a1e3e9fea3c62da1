//! Which column holds which field: Vietnamese or English headers, in any order.

use super::Table;
use crate::domain::Fault;
use crate::domain::fault::FaultKind;
use crate::domain::names;

/// A field of an activity table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Activity,
    PlanLine,
    Title,
    Start,
    End,
    District,
    Place,
    Quantity,
    Participants,
    Women,
    Reference,
    Note,
}

impl Field {
    const ALL: [(Self, &'static str, &'static str); 12] = [
        (Self::Activity, "activity", "Mã hoạt động"),
        (Self::PlanLine, "plan_line", "Mã nhiệm vụ"),
        (Self::Title, "title", "Nội dung"),
        (Self::Start, "start", "Ngày bắt đầu"),
        (Self::End, "end", "Ngày kết thúc"),
        (Self::District, "district", "Huyện"),
        (Self::Place, "place", "Địa bàn"),
        (Self::Quantity, "quantity", "Số lượng"),
        (Self::Participants, "participants", "Số người tham gia"),
        (Self::Women, "women", "Nữ"),
        (Self::Reference, "reference", "Số văn bản"),
        (Self::Note, "note", "Ghi chú"),
    ];

    /// Without these a row means nothing.
    const REQUIRED: [(Self, &'static str); 4] = [
        (Self::PlanLine, "`plan_line` (Mã nhiệm vụ)"),
        (Self::Title, "`title` (Nội dung)"),
        (Self::Start, "`start` (Ngày bắt đầu)"),
        (Self::Place, "`place` (Địa bàn)"),
    ];

    fn name(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find(|(field, _, _)| *field == self)
            .map_or("", |(_, english, _)| english)
    }

    fn of_header(header: &str) -> Option<Self> {
        let header = names::fold(header);
        let named = |(_, english, vietnamese): &(Self, &str, &str)| {
            names::fold(english) == header || names::fold(vietnamese) == header
        };
        Self::ALL
            .iter()
            .find(|entry| named(entry))
            .map(|(field, _, _)| *field)
    }
}

/// The header, understood.
#[derive(Debug)]
pub(super) struct Columns<'a> {
    header: &'a [String],
    found: Vec<(Field, usize)>,
}

impl<'a> Columns<'a> {
    /// Finds the fields; unknown columns are notices, missing or double ones faults.
    pub(super) fn find(
        table: &'a Table,
        faults: &mut Vec<Fault>,
        notices: &mut Vec<Fault>,
    ) -> Self {
        let header = &table.header;
        let at_header = |column: &str, kind: FaultKind| Fault {
            row: 1,
            column: column.to_owned(),
            value: column.to_owned(),
            kind,
            candidates: Vec::new(),
        };
        let mut columns = Self {
            header,
            found: Vec::new(),
        };
        for (ix, name) in header
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty())
        {
            match Field::of_header(name) {
                None => notices.push(at_header(name, FaultKind::UnknownColumn)),
                Some(field) if columns.position(field).is_some() => {
                    faults.push(at_header(name, FaultKind::DuplicateColumn));
                }
                Some(field) => columns.found.push((field, ix)),
            }
        }
        for (field, wanted) in Field::REQUIRED {
            if columns.position(field).is_none() {
                let mut fault = at_header(field.name(), FaultKind::NoHeader { wanted });
                fault.value = header.join(", ");
                faults.push(fault);
            }
        }
        columns
    }

    pub(super) fn position(&self, field: Field) -> Option<usize> {
        self.found
            .iter()
            .find(|(f, _)| *f == field)
            .map(|(_, ix)| *ix)
    }

    /// The column's header as it stands in the file, or the field's name where there is no such column.
    pub(super) fn header(&self, field: Field) -> &'a str {
        self.position(field)
            .map_or(field.name(), |ix| &self.header[ix])
    }
}
