//! Personal data that must not come in: identity and phone numbers inside titles, references and notes.
//!
//! The records count people and never name them, so a number that belongs to a person is refused. Numbers of documents,
//! days, amounts and money are not; nor is the hotline 18001567, which the plan wants everywhere. Where a number could be
//! either (nine digits in groups of three), the words around it decide, and without any, round amounts are let through.

use super::names::plain;

/// What a number looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// Căn cước (12 digits) or chứng minh nhân dân (9 digits).
    Identity,
    Phone,
}

/// The hotline against human trafficking, as the plan prints it.
const HOTLINE: &str = "18001567";

/// Words (folded) that say an identity number follows, and words that say an amount of money or things did.
const IDENTITY_WORDS: [&str; 8] = [
    "cmnd",
    "cmtnd",
    "cccd",
    "cmt",
    "can cuoc",
    "chung minh",
    "dinh danh",
    "ho chieu",
];
const AMOUNT_WORDS: [&str; 12] = [
    "dong", "d", "vnd", "vnđ", "trieu", "ty", "to", "cuon", "ban", "nguoi", "luot", "%",
];

/// The first personal number in a text, if there is one.
pub fn find(text: &str) -> Option<Personal> {
    if text.bytes().filter(u8::is_ascii_digit).count() < 9 {
        return None;
    }
    let characters: Vec<char> = text.chars().collect();
    let mut from = 0;
    while let Some(run) = Run::next(&characters, from) {
        from = run.end;
        if let Some(found) = run.personal(&characters) {
            return Some(found);
        }
    }
    None
}

/// Groups of digits with nothing but spaces, dots, hyphens and brackets between them.
struct Run {
    groups: Vec<Group>,
    end: usize,
}

struct Group {
    digits: String,
    start: usize,
    end: usize,
    /// A plus stands before it.
    plus: bool,
    /// What stands between it and the one before has a space, bracket or hyphen: a number may begin here.
    apart: bool,
}

impl Run {
    fn next(text: &[char], from: usize) -> Option<Self> {
        let mut at = (from..text.len()).find(|&i| text[i].is_ascii_digit())?;
        let mut groups = Vec::new();
        let mut apart = true;
        loop {
            let start = at;
            while at < text.len() && text[at].is_ascii_digit() {
                at += 1;
            }
            groups.push(Group {
                digits: text[start..at].iter().collect(),
                start,
                end: at,
                plus: start > 0 && text[start - 1] == '+',
                apart,
            });
            let between = text[at..].iter().take_while(|c| joins(**c)).count();
            let next = at + between;
            // More than ` - ` or `) ` between two groups is a gap, not a number's own punctuation.
            if between == 0 || between > 3 || !text.get(next).is_some_and(char::is_ascii_digit) {
                return Some(Self { groups, end: at });
            }
            apart = text[at..next].iter().any(|c| *c != '.');
            at = next;
        }
    }

    fn personal(&self, text: &[char]) -> Option<Personal> {
        let count = self.groups.len();
        let mut first = 0;
        while first < count {
            if let Some(behind) = self.day_or_hotline(first) {
                first = behind;
                continue;
            }
            if self.groups[first].apart {
                // A number has at most six groups: 09 12 34 56 78, or +84 213 3 876 543.
                for behind in (first + 1..=count.min(first + 6)).rev() {
                    let ends = behind == count || self.groups[behind].apart;
                    if ends && let Some(found) = number(&self.groups[first..behind], text) {
                        return Some(found);
                    }
                }
            }
            first += 1;
        }
        None
    }

    /// Where a day (`15.03.2018`, `2018-03-15`) or the hotline begins here: the group behind it.
    fn day_or_hotline(&self, first: usize) -> Option<usize> {
        let groups = &self.groups[first..];
        let value = |ix: usize| groups[ix].digits.parse().unwrap_or(0_u32);
        let short = |ix: usize| groups[ix].digits.len() <= 2;
        if groups.len() >= 3 {
            let year =
                |ix: usize| groups[ix].digits.len() == 4 && (1900..2100).contains(&value(ix));
            let month = short(1) && (1..=12).contains(&value(1));
            let day = |ix: usize| short(ix) && (1..=31).contains(&value(ix));
            if month && (day(0) && year(2) || year(0) && day(2)) {
                return Some(first + 3);
            }
        }
        let mut digits = String::new();
        for (ix, group) in groups.iter().enumerate() {
            digits.push_str(&group.digits);
            if digits == HOTLINE {
                return Some(first + ix + 1);
            }
            if !HOTLINE.starts_with(&digits) {
                break;
            }
        }
        None
    }
}

fn joins(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '-' | '–' | '(' | ')' | '\u{2011}')
}

fn number(groups: &[Group], text: &[char]) -> Option<Personal> {
    let (first, last) = (groups.first()?, groups.last()?);
    let digits: String = groups.iter().map(|g| g.digits.as_str()).collect();
    if first.plus || digits.starts_with("0084") {
        let behind = digits.strip_prefix("84").or(digits.strip_prefix("0084"));
        let behind = behind.map(|d| d.strip_prefix('0').unwrap_or(d));
        return behind
            .is_some_and(|d| (9..=10).contains(&d.len()))
            .then_some(Personal::Phone);
    }
    let solid = groups.len() == 1;
    let said = says_identity(text, first.start);
    let round = digits.ends_with("000") && !digits.starts_with('0');
    let amount = !said && (round || is_amount(text, last.end));
    let bare = digits.as_bytes();
    match digits.len() {
        10 | 11 if bare[0] == b'0' && bare[1] != b'0' => {
            let pairs = groups.iter().all(|g| g.digits.len() == 2);
            // `01 02 03 04 05` counts villages; `09 12 34 56 78` is a mobile phone.
            let mobile = matches!(bare[1], b'3' | b'5' | b'7' | b'8' | b'9');
            // `03424 03442` are two communes' codes.
            let codes = groups
                .iter()
                .all(|g| g.digits.len() == 5 && g.digits.starts_with('0'));
            (!codes && (!pairs || mobile)).then_some(Personal::Phone)
        }
        11 if solid && digits.starts_with("84") && matches!(bare[2], b'3' | b'5' | b'7'..=b'9') => {
            Some(Personal::Phone)
        }
        12 if said || (bare[0] == b'0' || solid) && !digits.starts_with("000") && !amount => {
            Some(Personal::Identity)
        }
        9 if said || !digits.starts_with("00") && !amount && !is_document(text, last.end) => {
            let threes = groups.iter().all(|g| g.digits.len() == 3);
            (said || solid || threes).then_some(Personal::Identity)
        }
        _ => None,
    }
}

/// Whether the words just before say that a number of a person follows.
fn says_identity(text: &[char], start: usize) -> bool {
    let before: String = text[start.saturating_sub(25)..start].iter().collect();
    // Another number in between has taken the words for itself.
    let before = plain(
        before
            .rsplit(|c: char| c.is_ascii_digit())
            .next()
            .unwrap_or_default(),
    );
    IDENTITY_WORDS.iter().any(|word| before.contains(word))
}

/// Whether the word just behind says that the number counts money or things.
fn is_amount(text: &[char], end: usize) -> bool {
    let behind: String = text[end..].iter().take(12).collect();
    let word = plain(behind.trim_start());
    let word: String = word
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '%')
        .collect();
    AMOUNT_WORDS.contains(&word.as_str())
}

/// `123456789/BC-UBND`: what stands behind makes it a document's number.
fn is_document(text: &[char], end: usize) -> bool {
    text.get(end) == Some(&'/') && text.get(end + 1).is_some_and(|c| c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_found() {
        use Personal::{Identity, Phone};
        for (text, want) in [
            ("CCCD 012345678901", Identity),
            ("012345678901", Identity),
            ("001 234 567 890", Identity),
            ("0012.3456.7890", Identity),
            ("012-345-678-901", Identity),
            ("số căn cước: 012 345 678 901, bà A", Identity),
            ("CMND 045123456", Identity),
            ("045123456", Identity),
            ("123456789", Identity),
            ("045 123 456", Identity),
            ("045.123.456", Identity),
            ("123 456 789", Identity),
            ("CMND: 123.456.000", Identity),
            ("nạn nhân (cmt 045 123 456)", Identity),
            ("0912345678", Phone),
            ("0912 345 678", Phone),
            ("0912.345.678", Phone),
            ("0912-345-678", Phone),
            ("091 234 5678", Phone),
            ("09 12 34 56 78", Phone),
            ("0912\u{a0}345\u{a0}678", Phone),
            ("+84912345678", Phone),
            ("+84 912 345 678", Phone),
            ("(+84) 912345678", Phone),
            ("+84 (0) 912 345 678", Phone),
            ("0084912345678", Phone),
            ("84912345678", Phone),
            ("01234567890", Phone),
            ("0213 3876 543", Phone),
            ("(0213) 3876543", Phone),
            ("0213.3.876.543", Phone),
            ("0231 3 876 543", Phone),
            ("024 3936 1234", Phone),
            ("ĐT:0388123456.", Phone),
            ("gọi 18001567 hoặc 0912345678", Phone),
            ("18001567 0912345678", Phone),
            ("0912345678 0987654321", Phone),
            ("ngày 15.03.2018 0912345678", Phone),
            ("phát 1.250 tờ, gặp ông B 0912 345 678", Phone),
        ] {
            assert_eq!(find(text), Some(want), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "",
            "đường dây nóng 18001567",
            "đường dây nóng 1800 1567",
            "1800.1567",
            "1800-1567",
            "18 00 15 67",
            "tổng đài 1800 1567, 113 và 111",
            "18001567 18001567",
            "2228/KH-UBND",
            "Kế hoạch số 2228/KH-UBND ngày 09/11/2016",
            "MẪU-007/KH",
            "123456789/BC-UBND",
            "15/3/2018",
            "15.03.2018",
            "từ 01.03.2018 - 05.03.2018",
            "01.03.2018 20 người",
            "2018-03-15 2018-03-16",
            "năm 2016 2017 2018",
            "2016-2018",
            "1.250.000",
            "1.250.000 đồng",
            "125.000.000",
            "125000000",
            "123.456.789 đồng",
            "123456789 đ",
            "123 456 789 VNĐ",
            "1.000.000.000",
            "1 000 000 000",
            "1 001 250 300",
            "100.000.000.000",
            "30.000 tờ rơi, 108 xã, 35 ưu tiên",
            "thôn 01 02 03 04 05",
            "mã 03424, 03442, 03433",
            "03424 03442",
            "lúc 08.30 ngày 12.04.2018",
            "Quyết định 1427/QĐ-TTg ngày 24/8/2016",
            "trang 12-15, mục III.2.1",
            "20180315-001",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
