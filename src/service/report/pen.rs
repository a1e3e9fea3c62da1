//! The pen: writes blocks one after the other and numbers the tables. What cells there are.

use super::scene::{Scene, capital};
use crate::domain::{Quantity, Status};
use crate::exchange::palette;
use crate::exchange::report::document::{
    Align, Block, Cell, Paragraph, Span, Style, Table, TableColumn, Value,
};

pub(super) struct Pen<'s, 'a> {
    pub scene: &'s Scene<'a>,
    pub blocks: Vec<Block>,
    tables: usize,
}

/// A column of a table: weight of its width, alignment, heading.
pub(super) type Column<'h> = (f32, Align, &'h str);

impl<'s, 'a> Pen<'s, 'a> {
    pub const fn new(scene: &'s Scene<'a>) -> Self {
        Self {
            scene,
            blocks: Vec::new(),
            tables: 0,
        }
    }

    /// What was written since it was last taken.
    pub fn take(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.blocks)
    }

    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        let text = text.into();
        self.blocks.push(Block::Heading { level, text });
    }

    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.spans(vec![Span::plain(text)]);
    }

    pub fn spans(&mut self, spans: Vec<Span>) {
        self.blocks.push(Block::Paragraph(Paragraph {
            spans,
            ..Paragraph::default()
        }));
    }

    /// An item of a list, as administrative documents write it.
    pub fn item(&mut self, text: impl Into<String>) {
        self.paragraph(format!("- {}", text.into()));
    }

    /// A remark below a table.
    pub fn note(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(Paragraph {
            spans: vec![Span::italic(text)],
            align: Align::Left,
            style: Style::Note,
        }));
    }

    pub fn table(
        &mut self,
        name: &'static str,
        caption: &str,
        columns: &[Column<'_>],
        rows: Vec<Vec<Cell>>,
    ) {
        self.tables += 1;
        let caption = format!(
            "{} {}. {caption}",
            self.scene.t("Bảng", "Table"),
            self.tables
        );
        let head = columns.iter().map(|(_, _, heading)| Cell {
            spans: vec![Span::bold(*heading)],
            align: Some(Align::Centre),
            fill: Some(palette::HEAD),
            ..Cell::default()
        });
        let columns_of = columns.iter().map(|(width, align, _)| TableColumn {
            width: *width,
            align: *align,
        });
        self.blocks.push(Block::Table(Table {
            name: name.to_owned(),
            caption,
            columns: columns_of.collect(),
            head: vec![head.collect()],
            rows,
        }));
    }

    /// Below a sum: what stands above added up.
    pub fn total(&self, total: Quantity) -> Cell {
        Cell {
            spans: vec![Span::bold(self.scene.q(total))],
            value: Value::Total(float(total)),
            ..Cell::default()
        }
    }

    pub fn number(&self, number: Quantity) -> Cell {
        Cell {
            value: Value::Number(float(number)),
            ..text(self.scene.q(number))
        }
    }

    pub fn count(&self, n: usize) -> Cell {
        self.number(counted(n))
    }

    pub fn share(&self, share: f64) -> Cell {
        Cell {
            value: Value::Share(share),
            ..text(self.scene.share(share))
        }
    }

    pub fn day(&self, day: jiff::civil::Date) -> Cell {
        Cell {
            value: Value::Date(day),
            ..text(self.scene.day(day))
        }
    }

    /// How far something has come: sign and word, on a light ground.
    pub fn status(&self, status: Status, late: bool) -> Cell {
        let word = capital(&self.word(status, late));
        Cell {
            fill: palette::tint(status),
            ..text(format!("{} {word}", palette::sign(status)))
        }
    }

    /// In the words of a report: what is spoken of is done, not covered.
    pub fn word(&self, status: Status, late: bool) -> String {
        let word = match (status, late) {
            (Status::Reached, _) => self.scene.t("đạt", "reached"),
            (Status::Partial, false) => self.scene.t("một phần", "partly"),
            (Status::Partial, true) => self.scene.t("một phần, quá hạn", "partly, overdue"),
            (Status::Pending, _) => self.scene.t("chưa đến hạn", "not yet due"),
            (Status::Overdue, _) => self.scene.t("chưa có, quá hạn", "nothing, overdue"),
            (Status::NotTargeted, _) => self.scene.t("ngoài phạm vi", "not targeted"),
        };
        word.to_owned()
    }
}

pub(super) fn text(text: impl Into<String>) -> Cell {
    Cell {
        spans: vec![Span::plain(text)],
        ..Cell::default()
    }
}

pub(super) fn bold(text: impl Into<String>) -> Cell {
    Cell {
        spans: vec![Span::bold(text)],
        ..Cell::default()
    }
}

/// The cell that says what its row is about.
pub(super) fn names_row(text: impl Into<String>) -> Cell {
    Cell {
        spans: vec![Span::plain(text)],
        names_row: true,
        ..Cell::default()
    }
}

/// A row that heads those below it.
pub(super) fn group(text: impl Into<String>, columns: usize) -> Vec<Cell> {
    vec![Cell {
        spans: vec![Span::bold(text)],
        columns: u8::try_from(columns).unwrap_or(u8::MAX),
        align: Some(Align::Left),
        fill: Some(palette::GROUP),
        names_row: true,
        ..Cell::default()
    }]
}

pub(super) fn counted(n: usize) -> Quantity {
    Quantity::whole(u64::try_from(n).unwrap_or(u64::MAX))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "quantities are far below 2^53 thousandths"
)]
pub(super) fn float(quantity: Quantity) -> f64 {
    quantity.thousandths() as f64 / 1000.0
}
