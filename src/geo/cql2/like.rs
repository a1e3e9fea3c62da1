//! `LIKE`: `%` stands for any text, `_` for one character, a backslash takes their meaning away.

use super::text::{Folding, control, folded};

/// A pattern, taken apart at its `%`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

/// What stands between two `%`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Plain(String),
    /// `None` is any character.
    Holes(Vec<Option<char>>),
}

impl Pattern {
    /// From a literal with its escapes, folded as the text will be.
    pub fn new(raw: &str, folding: Folding) -> Self {
        let mut pieces = vec![Vec::new()];
        // Characters since the last wildcard: folded together, since one may become several.
        let mut plain = String::new();
        let mut rest = raw.chars();
        while let Some(c) = rest.next() {
            match c {
                '%' | '_' => {
                    let last = flush(&mut pieces, &mut plain, folding);
                    if c == '_' {
                        last.push(None);
                    } else if !last.is_empty() || pieces.len() == 1 {
                        pieces.push(Vec::new());
                    }
                }
                '\'' => {
                    plain.push(c);
                    rest.next();
                }
                '\\' => match rest.next() {
                    Some(escaped @ ('%' | '_')) => plain.push(escaped),
                    Some(escaped) => match control(escaped) {
                        Some(meant) => plain.push(meant),
                        None => plain.extend(['\\', escaped]),
                    },
                    None => plain.push(c),
                },
                _ => plain.push(c),
            }
        }
        flush(&mut pieces, &mut plain, folding);
        Self(pieces.into_iter().map(Piece::new).collect())
    }

    /// Whether all of a text, folded the same way, fits. Each piece is taken where it first fits, so no text is read
    /// more often than a piece is long.
    pub fn matches(&self, text: &str) -> bool {
        match &self.0[..] {
            [] => text.is_empty(),
            [only] => only.begins(text) == Some(""),
            [first, inner @ .., last] => {
                let mut rest = first.begins(text);
                for piece in inner {
                    rest = rest.and_then(|text| piece.behind(text));
                }
                rest.is_some_and(|text| last.ends(text))
            }
        }
    }
}

fn flush<'p>(
    pieces: &'p mut Vec<Vec<Option<char>>>,
    plain: &mut String,
    folding: Folding,
) -> &'p mut Vec<Option<char>> {
    if pieces.is_empty() {
        pieces.push(Vec::new());
    }
    let ix = pieces.len() - 1;
    pieces[ix].extend(folded(plain, folding).chars().map(Some));
    plain.clear();
    &mut pieces[ix]
}

impl Piece {
    fn new(chars: Vec<Option<char>>) -> Self {
        match chars.iter().copied().collect() {
            Some(plain) => Self::Plain(plain),
            None => Self::Holes(chars),
        }
    }

    /// What is left behind it, if the text begins with it.
    fn begins<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Self::Plain(plain) => text.strip_prefix(plain.as_str()),
            Self::Holes(chars) => {
                let mut rest = text.chars();
                for wanted in chars {
                    let c = rest.next()?;
                    if wanted.is_some_and(|wanted| wanted != c) {
                        return None;
                    }
                }
                Some(rest.as_str())
            }
        }
    }

    /// What is left behind the first place where it stands.
    fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Self::Plain(plain) => text
                .find(plain.as_str())
                .map(|at| &text[at + plain.len()..]),
            Self::Holes(_) => text
                .char_indices()
                .find_map(|(at, _)| self.begins(&text[at..])),
        }
    }

    fn ends(&self, text: &str) -> bool {
        match self {
            Self::Plain(plain) => text.ends_with(plain.as_str()),
            Self::Holes(chars) => {
                let mut starts = text.char_indices().rev().map(|(at, _)| at);
                let start = starts.nth(chars.len() - 1);
                start.is_some_and(|at| self.begins(&text[at..]).is_some())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(text: &str, pattern: &str) -> bool {
        Pattern::new(pattern, Folding::default()).matches(&folded(text, Folding::default()))
    }

    #[test]
    fn wildcards() {
        for (text, pattern) in [
            ("Mường Tè", "Mường%"),
            ("Mường Tè", "M_ờng T_"),
            // One letter is one character in any Unicode form.
            ("Mu\u{31B}\u{300}ng", "M_ng"),
            ("abc", "%"),
            ("", "%"),
            ("", ""),
            ("abc", "%%%"),
            ("abc", "a%c"),
            ("abc", "%b%"),
            ("abc", "___"),
            ("abcabd", "%ab_"),
            ("aab", "%a_"),
            ("100%", "100\\%"),
            ("a_b", "a\\_b"),
            ("a\\b", "a\\\\b"),
            ("it's", "it''_"),
            ("xaxbxc", "x%x%x_"),
        ] {
            assert!(like(text, pattern), "{text} LIKE {pattern}");
        }
        for (text, pattern) in [
            ("abc", ""),
            ("", "_%"),
            ("abc", "ab"),
            ("abc", "__"),
            ("abc", "____"),
            ("100x", "100\\%"),
            ("axb", "a\\_b"),
            ("ab", "ab%b"),
            ("aba", "ab%ba"),
            ("mường", "Mường"),
        ] {
            assert!(!like(text, pattern), "{text} LIKE {pattern}");
        }
    }

    /// The definition, slow and plain.
    fn slow(text: &[char], pattern: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('%', rest)) => (0..=text.len()).any(|at| slow(&text[at..], rest)),
            Some((&wanted, rest)) => {
                let first = text.first();
                first.is_some_and(|c| wanted == '_' || *c == wanted) && slow(&text[1..], rest)
            }
        }
    }

    #[test]
    fn agrees_with_the_definition() {
        let words = |alphabet: &'static [char], most: u32| {
            (0..=most).flat_map(move |length| {
                (0..alphabet.len().pow(length)).map(move |mut n| {
                    let digit = |_| {
                        let c = alphabet[n % alphabet.len()];
                        n /= alphabet.len();
                        c
                    };
                    (0..length).map(digit).collect::<String>()
                })
            })
        };
        for pattern in words(&['a', 'b', '%', '_'], 4) {
            let compiled = Pattern::new(&pattern, Folding::default());
            let chars: Vec<char> = pattern.chars().collect();
            for text in words(&['a', 'b'], 5) {
                let text_chars: Vec<char> = text.chars().collect();
                assert_eq!(
                    compiled.matches(&text),
                    slow(&text_chars, &chars),
                    "{text} LIKE {pattern}"
                );
            }
        }
    }
}
