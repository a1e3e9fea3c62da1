//! The place in a condition up to which it has been read, and what bounds the reading.

use super::evaluate::Slot;
use super::fault::{Fault, FaultKind, Read, Said, want};
use super::text::Folding;
use super::token::{self, Kind, Token};
use super::{MOST_BYTES, MOST_LEVELS, MOST_OPERATIONS};
use crate::geo::{Column, Crs};

pub(super) struct Reader<'t> {
    tokens: Vec<Token<'t>>,
    next: usize,
    level: usize,
    operations: usize,
    /// Of all geometries together.
    pub vertices: usize,
    pub columns: &'t [Column],
    /// Of the coordinates of literals.
    pub crs: Crs,
    pub slots: Vec<Slot>,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, columns: &'t [Column], crs: Crs) -> Read<Self> {
        if text.len() > MOST_BYTES {
            return Err(Fault::new(0, FaultKind::TooLong));
        }
        Ok(Self {
            tokens: token::tokens(text)?,
            next: 0,
            level: 0,
            operations: 0,
            vertices: 0,
            columns,
            crs,
            slots: Vec::new(),
        })
    }

    /// The token that comes next; at the end, always the end.
    pub fn peek(&self) -> Token<'t> {
        self.after(0)
    }

    /// The token behind the next ones.
    pub fn after(&self, ahead: usize) -> Token<'t> {
        const NOTHING: Token<'static> = Token {
            kind: Kind::End,
            text: "",
            at: 0,
        };
        let found = self.tokens.get(self.next + ahead).or(self.tokens.last());
        found.copied().unwrap_or(NOTHING)
    }

    pub fn advance(&mut self) {
        self.next += 1;
    }

    pub fn take_sign(&mut self, sign: &str) -> bool {
        let there = self.peek().is_sign(sign);
        self.next += usize::from(there);
        there
    }

    pub fn take_word(&mut self, word: &str) -> bool {
        let there = self.peek().is_word(word);
        self.next += usize::from(there);
        there
    }

    pub fn expect_sign(&mut self, sign: &str, wanted: Said) -> Read<()> {
        if self.take_sign(sign) {
            Ok(())
        } else {
            Err(self.unexpected(wanted))
        }
    }

    pub fn open(&mut self) -> Read<()> {
        self.expect_sign("(", want::OPEN)
    }

    pub fn close(&mut self) -> Read<()> {
        self.expect_sign(")", want::CLOSE)
    }

    pub fn comma(&mut self) -> Read<()> {
        self.expect_sign(",", want::COMMA)
    }

    /// The next token is not what is wanted.
    pub fn unexpected(&self, wanted: Said) -> Fault {
        let token = self.peek();
        let found = token.text.to_owned();
        Fault::new(token.at, FaultKind::Unexpected { found, wanted })
    }

    /// Reads something that stands in brackets or the like. Bounds how deep the machine's stack grows.
    pub fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.level >= MOST_LEVELS {
            return Err(Fault::new(self.peek().at, FaultKind::TooDeep));
        }
        self.level += 1;
        let read = read(self);
        self.level -= 1;
        read
    }

    /// Counts what takes time for every feature.
    pub fn operation(&mut self, at: usize) -> Read<()> {
        self.operations += 1;
        if self.operations > MOST_OPERATIONS {
            return Err(Fault::new(at, FaultKind::TooManyOperations));
        }
        Ok(())
    }

    /// The place of a folded text property among all that the condition asks for.
    pub fn slot(&mut self, column: usize, folding: Folding) -> usize {
        let slot = Slot { column, folding };
        if let Some(ix) = self.slots.iter().position(|known| *known == slot) {
            return ix;
        }
        self.slots.push(slot);
        self.slots.len() - 1
    }
}
