//! Vietnamese from before Unicode: TCVN3 (fonts `.VnTime`) and VNI (fonts `VNI-Times`), where letters are borrowed from
//! Western Europe and only the font shows what is meant.
//!
//! Such text comes as bytes of a CSV file and as Latin-1 characters in the cells of a workbook. Which of the two it is,
//! or neither, is told by reading it all three ways and counting syllables that Vietnamese has. Text with a single
//! letter that only Unicode has is never touched.

pub(super) mod syllable;
mod tables;

use super::table::{Kind, Table, TextId};
use syllable::is_syllable;

/// A way to borrow letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legacy {
    Tcvn3,
    Vni,
}

impl Legacy {
    pub(super) const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
        }
    }

    /// Text as it is meant.
    pub(super) fn decode(self, text: &str) -> String {
        match self {
            Self::Tcvn3 => tables::from_tcvn3(text),
            Self::Vni => tables::from_vni(text),
        }
    }
}

/// How well a text reads as Vietnamese: words with letters beyond ASCII, and how many of them are syllables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    pub(super) words: usize,
    pub(super) good: usize,
}

impl Score {
    pub(super) fn of(text: &str) -> Self {
        let mut score = Self::default();
        for word in words(text) {
            score.words += 1;
            score.good += usize::from(is_syllable(word));
        }
        score
    }

    fn add(&mut self, other: Self) {
        self.words += other.words;
        self.good += other.good;
    }

    /// Three words of five at least.
    pub(super) const fn plausible(self) -> bool {
        self.good > 0 && self.good * 5 >= self.words * 3
    }
}

/// Words with something beyond ASCII in them. Legacy letters may be signs, so only ASCII separates.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic() || c == '\u{a0}')
        .filter(|word| !word.is_ascii())
}

/// Whether a text can be legacy at all: something from the upper half of Latin-1, nothing beyond, and no decomposed letters.
fn may_be_legacy(text: &str) -> bool {
    !text.is_ascii() && text.chars().all(|c| u32::from(c) <= 0xff)
}

/// How the texts of one column read, each way.
#[derive(Clone, Copy, Debug, Default)]
struct Votes {
    as_is: Score,
    tcvn3: Score,
    vni: Score,
    /// Texts that only Unicode can write.
    unicode: usize,
}

impl Votes {
    fn count(&mut self, text: &str) {
        if may_be_legacy(text) {
            self.as_is.add(Score::of(text));
            self.tcvn3.add(Score::of(&Legacy::Tcvn3.decode(text)));
            self.vni.add(Score::of(&Legacy::Vni.decode(text)));
        } else if !text.is_ascii() {
            self.unicode += 1;
        }
    }

    fn add(&mut self, other: &Self) {
        self.as_is.add(other.as_is);
        self.tcvn3.add(other.tcvn3);
        self.vni.add(other.vni);
        self.unicode += other.unicode;
    }

    /// Legacy only where it reads clearly better than what stands there.
    fn verdict(&self) -> Option<Legacy> {
        let (best, score) = if self.tcvn3.good >= self.vni.good {
            (Legacy::Tcvn3, self.tcvn3)
        } else {
            (Legacy::Vni, self.vni)
        };
        (score.plausible() && score.good > self.as_is.good).then_some(best)
    }
}

/// Reads what is legacy in a table as it is meant. Names what it found.
pub(super) fn convert(table: &mut Table) -> Option<Legacy> {
    let count = table.texts.len();
    let mut column_of: Vec<u16> = vec![u16::MAX; count];
    for row in &table.rows {
        for cell in table.cells(row) {
            column_of[cell.text as usize] = cell.column;
        }
    }
    let mut columns: Vec<Votes> = Vec::new();
    for (id, &column) in column_of.iter().enumerate() {
        let id = TextId::try_from(id).unwrap_or(0);
        let text = table.texts.text(id);
        if column == u16::MAX || text.is_ascii() || table.texts.kind(id) != Kind::Text {
            continue;
        }
        let column = usize::from(column);
        if columns.len() <= column {
            columns.resize(column + 1, Votes::default());
        }
        columns[column].count(text);
    }
    let mut whole = Votes::default();
    for votes in &columns {
        whole.add(votes);
    }
    let file = whole.verdict()?;
    // A column without a verdict of its own follows the file, unless the file has Unicode too.
    let decided: Vec<Option<Legacy>> = columns
        .iter()
        .map(|votes| votes.verdict().or((whole.unicode == 0).then_some(file)))
        .collect();
    for (id, &column) in column_of.iter().enumerate() {
        let id = TextId::try_from(id).unwrap_or(0);
        let legacy = decided.get(usize::from(column)).copied().flatten();
        if let Some(legacy) = legacy
            && table.texts.kind(id) == Kind::Text
            && may_be_legacy(table.texts.text(id))
        {
            let meant = legacy.decode(table.texts.text(id));
            table.texts.replace(id, meant);
        }
    }
    Some(file)
}

#[cfg(test)]
mod tests;
