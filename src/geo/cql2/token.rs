//! The words of a condition: names, literals and signs, each with its place in the text.

use winnow::ascii::{Caseless, digit0, digit1, multispace0};
use winnow::combinator::{alt, delimited, dispatch, empty, fail, opt, peek, preceded, repeat};
use winnow::prelude::*;
use winnow::stream::Location;
use winnow::token::{any, literal, none_of, take_while};
use winnow::{LocatingSlice, Result};

use super::fault::{Fault, FaultKind, Read, want};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind<'t> {
    Word,
    /// What stands between double quotes: always a property.
    Name(&'t str),
    /// What stands between single quotes, escapes and all.
    Text(&'t str),
    Number(f64),
    Sign,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub kind: Kind<'t>,
    pub text: &'t str,
    /// Bytes before it.
    pub at: usize,
}

impl Token<'_> {
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    pub fn is_sign(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.text == sign
    }
}

type Input<'t> = LocatingSlice<&'t str>;

/// All tokens; the last one is [`Kind::End`].
pub(super) fn tokens(text: &str) -> Read<Vec<Token<'_>>> {
    let mut input = LocatingSlice::new(text);
    let mut tokens = Vec::new();
    loop {
        let spaced: Result<&str> = multispace0.parse_next(&mut input);
        let at = input.current_token_start();
        let rest = text.get(at..).unwrap_or_default();
        if spaced.is_err() || rest.is_empty() {
            break;
        }
        let (kind, text) = token
            .with_taken()
            .parse_next(&mut input)
            .map_err(|_| unreadable(rest, at))?;
        if matches!(kind, Kind::Number(n) if !n.is_finite()) {
            return Err(Fault::new(at, FaultKind::NumberTooLarge));
        }
        tokens.push(Token { kind, text, at });
    }
    tokens.push(Token {
        kind: Kind::End,
        text: "",
        at: text.len(),
    });
    Ok(tokens)
}

/// What no token can begin with.
fn unreadable(rest: &str, at: usize) -> Fault {
    let kind = match rest.chars().next() {
        Some('\'') => FaultKind::Unclosed('\''),
        Some('"') => FaultKind::Unclosed('"'),
        first => FaultKind::Unexpected {
            found: first.map(String::from).unwrap_or_default(),
            wanted: want::TOKEN,
        },
    };
    Fault::new(at, kind)
}

fn token<'t>(input: &mut Input<'t>) -> Result<Kind<'t>> {
    dispatch! {peek(any);
        '\'' => text,
        '"' => name,
        '0'..='9' | '.' => number,
        first if begins_name(first) => word,
        _ => sign,
    }
    .parse_next(input)
}

fn word<'t>(input: &mut Input<'t>) -> Result<Kind<'t>> {
    (any, take_while(0.., continues_name))
        .value(Kind::Word)
        .parse_next(input)
}

fn name<'t>(input: &mut Input<'t>) -> Result<Kind<'t>> {
    delimited('"', take_while(1.., |c| c != '"'), '"')
        .map(Kind::Name)
        .parse_next(input)
}

/// Inside, a quote is doubled or stands behind a backslash.
fn text<'t>(input: &mut Input<'t>) -> Result<Kind<'t>> {
    let inside = repeat::<_, _, (), _, _>(
        0..,
        alt((
            none_of(['\'', '\\']).void(),
            literal("''").void(),
            preceded('\\', any).void(),
        )),
    );
    delimited('\'', inside.take(), '\'')
        .map(Kind::Text)
        .parse_next(input)
}

/// Without its sign: `-` may as well subtract.
fn number<'t>(input: &mut Input<'t>) -> Result<Kind<'t>> {
    let whole = (digit1, opt(('.', digit0))).void();
    let part = ('.', digit1).void();
    let exponent = (literal(Caseless("E")), opt(alt(('+', '-'))), digit1);
    (alt((whole, part)), opt(exponent))
        .take()
        .verify_map(|digits: &str| digits.parse().ok().map(Kind::Number))
        .parse_next(input)
}

fn sign<'t>(input: &mut Input<'t>) -> Result<Kind<'t>> {
    dispatch! {any;
        '<' => opt(alt(('=', '>'))).void(),
        '>' => opt('=').void(),
        '(' | ')' | ',' | '=' | '+' | '-' | '*' | '/' | '%' | '^' => empty,
        _ => fail,
    }
    .value(Kind::Sign)
    .parse_next(input)
}

/// `identifierStart` of the standard's grammar.
const fn begins_name(c: char) -> bool {
    matches!(c,
        ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFE}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// `identifierPart` of the standard's grammar.
const fn continues_name(c: char) -> bool {
    begins_name(c) || matches!(c, '.' | '0'..='9' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let tokens = tokens(text).unwrap_or_default();
        tokens.into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn takes_a_text_apart() {
        assert_eq!(
            texts("a.b<>-1.5e+3 AND\t\"đơn vị\">='it''s \\' so'"),
            [
                "a.b",
                "<>",
                "-",
                "1.5e+3",
                "AND",
                "\"đơn vị\"",
                ">=",
                "'it''s \\' so'",
                ""
            ]
        );
        assert_eq!(texts(".5+1.*2"), [".5", "+", "1.", "*", "2", ""]);
        assert_eq!(texts("tên=đổi"), ["tên", "=", "đổi", ""]);
        assert_eq!(texts(""), [""]);
    }

    #[test]
    fn says_where_it_cannot() {
        for (text, at) in [
            ("a = 'x", 4),
            ("a = \"x", 4),
            ("a ! b", 2),
            ("a='\\'", 2),
            ("\"\"", 0),
        ] {
            assert_eq!(tokens(text).err().map(|fault| fault.at), Some(at), "{text}");
        }
        assert_eq!(
            tokens("1e999").err().map(|f| *f.kind),
            Some(FaultKind::NumberTooLarge)
        );
    }
}
