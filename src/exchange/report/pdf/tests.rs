//! What stands where on which page, and that two runs give the same file.

mod demo;

use std::rc::Rc;

use self::demo::{PROSE, TONES, cell, communes, heading, paragraph};
use super::block::Composer;
use super::page::{Ink, Page, Part};
use super::style;
use super::text::{Setter, Text};
use super::*;
use crate::exchange::report::document::{Align, Block, Cell, Picture, Section, Style};

fn composed(blocks: Vec<Block>) -> Vec<Page> {
    let mut composer = Composer::new();
    let section = Section {
        landscape: false,
        blocks,
    };
    composer.section(&section).unwrap();
    composer.pages.into_pages()
}

/// The pieces of text on a page, from the top: the paragraph, its lines here, and whether it is content.
fn pieces(page: &Page) -> Vec<(&Rc<Text>, std::ops::Range<usize>, bool)> {
    let mut found = Vec::new();
    for mark in &page.marks {
        if let Ink::Lines { text, lines, .. } = &mark.ink {
            let content = matches!(mark.part, Part::Content(_));
            found.push((text, lines.clone(), content));
        }
    }
    found
}

/// So many lines, each lower than those of other paragraphs: what follows begins at any height of the page.
fn filler(count: usize) -> Vec<Block> {
    let line = || paragraph("Dòng", Style::Head, Align::Left);
    std::iter::repeat_with(line).take(count).collect()
}

/// Reaching to the lower half of a page, and beyond it.
const FILLED: std::ops::Range<usize> = 24..52;

#[test]
fn two_runs_give_the_same_file() {
    let first = pdf(&demo::document()).unwrap();
    assert_eq!(first, pdf(&demo::document()).unwrap());
    assert!(first.starts_with(b"%PDF-1.7"));
    // For people: VUNGPHU_DOCUMENT=file.pdf cargo test two_runs_give_the_same_file
    if let Ok(path) = std::env::var("VUNGPHU_DOCUMENT") {
        std::fs::write(path, first).unwrap();
    }
}

#[test]
fn a_table_has_its_head_on_every_page_and_is_told_it_once() {
    let pages = composed(vec![communes(108)]);
    assert!(pages.len() > 3);
    let mut told = 0;
    for page in &pages {
        let heads: Vec<bool> = pieces(page)
            .into_iter()
            .filter(|(text, ..)| text.characters == "Tình trạng")
            .map(|(_, _, content)| content)
            .collect();
        assert_eq!(heads.len(), 1);
        told += usize::from(heads[0]);
    }
    assert_eq!(told, 1);
}

#[test]
fn rows_are_whole_and_in_order() {
    let pages = composed(vec![communes(108)]);
    let mut numbers = Vec::new();
    for page in &pages {
        let mut low = 0.0_f32;
        for mark in &page.marks {
            match &mark.ink {
                Ink::Lines { text, lines, .. } => {
                    assert_eq!(*lines, 0..text.lines(), "{}", text.characters);
                    numbers.extend(text.characters.parse::<u32>().ok());
                }
                Ink::Cell { height, .. } => low = low.max(mark.y + height),
                Ink::Drawing { .. } => {}
            }
        }
        assert!(low <= page.frame.height - Frame::MARGIN + 0.01);
        assert!(low > page.frame.height / 2.0 || std::ptr::eq(page, pages.last().unwrap()));
    }
    assert_eq!(numbers, (1..=108).collect::<Vec<_>>());
}

#[test]
fn a_row_higher_than_a_page_is_divided_and_nothing_is_lost() {
    let mut table = communes(3);
    let long = PROSE.repeat(40);
    if let Block::Table(table) = &mut table {
        table.rows[1][2] = cell(long.clone());
    }
    let pages = composed(vec![table]);
    let mut next = 0;
    let mut last = 0;
    for page in &pages {
        for (text, lines, _) in pieces(page) {
            if text.characters == long {
                assert_eq!(lines.start, next);
                next = lines.end;
                last = text.lines();
            }
        }
    }
    assert!(pages.len() > 2 && last > 0);
    assert_eq!(next, last);
}

#[test]
fn no_page_ends_with_a_heading() {
    for count in FILLED {
        for next in [paragraph(PROSE, Style::Body, Align::Justify), communes(50)] {
            let mut blocks = filler(count);
            blocks.extend([heading(1, "I. CHUNG"), heading(2, "1. Riêng"), next]);
            for page in composed(blocks) {
                let (last, ..) = pieces(&page).pop().unwrap();
                assert!(
                    !["I. CHUNG", "1. Riêng"].contains(&last.characters.as_str()),
                    "{count}"
                );
            }
        }
    }
}

#[test]
fn no_line_of_a_paragraph_is_alone_on_its_page() {
    let mut divided = 0;
    for count in FILLED {
        let mut blocks = filler(count);
        blocks.push(paragraph(PROSE, Style::Body, Align::Justify));
        for page in composed(blocks) {
            for (text, lines, _) in pieces(&page) {
                if lines.len() < text.lines() {
                    divided += 1;
                    assert!(lines.len() > 1, "{count}: {lines:?} of {}", text.lines());
                }
            }
        }
    }
    assert!(divided > 4);
}

#[test]
fn a_short_table_is_not_divided_and_no_row_ends_a_long_one_alone() {
    for count in FILLED {
        for (rows, least) in [(4, 4), (40, 2)] {
            let mut blocks = filler(count);
            blocks.push(communes(rows));
            for page in composed(blocks) {
                let number =
                    |(text, ..): &(&Rc<Text>, _, _)| text.characters.parse::<u32>().is_ok();
                let here = pieces(&page).iter().filter(|piece| number(piece)).count();
                assert!(here == 0 || here >= least, "{count}: {here} of {rows}");
            }
        }
    }
}

#[test]
fn no_page_ends_with_the_heading_of_rows() {
    for count in FILLED {
        let Block::Table(mut table) = communes(60) else {
            panic!("not a table");
        };
        for at in [8, 20, 33] {
            let heading = Cell {
                columns: 5,
                ..cell("Năm 2018")
            };
            table.rows.insert(at, vec![heading]);
        }
        let mut blocks = filler(count);
        blocks.push(Block::Table(table));
        for page in composed(blocks) {
            let (last, ..) = pieces(&page).pop().unwrap();
            assert_ne!(last.characters, "Năm 2018", "{count}");
        }
    }
}

#[test]
fn what_no_typeface_has_is_shown_as_unknown_and_letters_are_composed() {
    let mut setter = Setter::new();
    let (look, _) = style::paragraph(Style::Body, Align::Left);
    let mut set = |text: &str| setter.set(&[Span::plain(text)], look, 400.0).characters;
    assert_eq!(set("ho\u{323}\u{302}i, 漢 😀\t\u{200b}x"), "hội, � � x");
    assert_eq!(set(TONES), TONES);
    assert_eq!(set("● ◐ ○ ▲ – … “” ₫ ²"), "● ◐ ○ ▲ – … “” ₫ ²");
}

#[test]
fn numbers_of_documents_stay_on_one_line() {
    let mut setter = Setter::new();
    let (look, _) = style::paragraph(Style::Body, Align::Justify);
    for width in 240..460_u16 {
        let text = setter.set(&[Span::plain(PROSE)], look, f32::from(width));
        for line in text.layout.lines() {
            let line = &text.characters[line.text_range()];
            assert_eq!(
                line.contains("2228/"),
                line.contains("2228/KH-UBND"),
                "{line}"
            );
        }
    }
}

#[test]
fn a_picture_that_is_none_is_an_error() {
    let mut document = demo::document();
    document.sections[0].blocks.push(Block::Picture(Picture {
        svg: "<svg".to_owned(),
        png: Vec::new(),
        ratio: 1.0,
        alt: "Bản đồ".to_owned(),
        caption: String::new(),
    }));
    assert!(matches!(pdf(&document), Err(PdfError::Picture(_))));
}
