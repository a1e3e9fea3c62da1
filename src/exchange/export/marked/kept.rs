//! The user's own workbook with our marks in it: every part is copied as it is, but the sheet's marked cells, the styles
//! they need, the notes, and the sheet that lists everything.
//!
//! `None` wherever the workbook is not built as expected; it is then written anew.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read, Write};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::comments::{self, cell, escaped, place};
use super::styles::{Styles, beside, local, value, with};
use super::{FAULTS, Marks, Shade, list};
use crate::exchange::import::Report;
use crate::exchange::import::xlsx::parts;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPES: &str = "application/vnd.openxmlformats-officedocument";
/// Parts of our own, where the workbook has none of the kind.
const COMMENTS: &str = "xl/vungphuComments.xml";
const DRAWING: &str = "xl/drawings/vungphu.vml";
const LIST: &str = "xl/worksheets/vungphuList.xml";
/// What stands behind the notes' drawing in a sheet.
const BEHIND: [&str; 8] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn kept(
    bytes: &[u8],
    sheet: &str,
    report: &Report,
    marks: &Marks<'_>,
) -> Option<Vec<u8>> {
    let parts = parts(bytes, sheet, FAULTS)?;
    let mut archive: Archive<'_> = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut changed: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut types: Vec<(String, String)> = Vec::new();

    // Boxes that are no notes, such as buttons, we could not draw again.
    if let Some(path) = &parts.drawing {
        let drawing = text(&mut archive, path)?;
        let notes = drawing.matches("ObjectType=\"Note\"").count();
        let shapes = drawing.matches("<v:shape ").count();
        if shapes != notes || drawing.matches("ObjectType=").count() != notes {
            return None;
        }
    }
    let earlier = match &parts.comments {
        Some(path) => Some(text(&mut archive, path)?),
        None => None,
    };
    let (notes, drawing) = comments::write(earlier.as_deref(), marks)?;
    let mut relations = Vec::new();
    let mut put = |there: &Option<String>, own: &str, bytes, kind: &str, content: &str| {
        let path = there.clone().unwrap_or_else(|| own.to_owned());
        changed.insert(path, bytes);
        if there.is_none() {
            relations.push((
                format!("vungphu-{kind}"),
                kind.to_owned(),
                format!("/{own}"),
            ));
            types.push((own.to_owned(), format!("{TYPES}.{content}")));
        }
    };
    put(
        &parts.comments,
        COMMENTS,
        notes,
        "comments",
        "spreadsheetml.comments+xml",
    );
    put(&parts.drawing, DRAWING, drawing, "vmlDrawing", "vmlDrawing");
    if !relations.is_empty() {
        let there = text(&mut archive, &parts.sheet_relations);
        let with = with_relations(there.as_deref(), &relations)?;
        changed.insert(parts.sheet_relations.clone(), with);
    }

    let mut styles = Styles::read(text(&mut archive, parts.styles.as_deref()?)?)?;
    let drawing = parts.drawing.is_none().then_some("vungphu-vmlDrawing");
    let source = archive.by_name(&exact(&archive, &parts.sheet)?).ok()?;
    let sheet = rewrite(source, &mut styles, marks, drawing)?;
    changed.insert(parts.sheet.clone(), sheet);
    changed.insert(parts.styles.clone()?, styles.write()?);

    match &parts.list {
        Some(path) => drop(changed.insert(path.clone(), list_sheet(report))),
        None => {
            changed.insert(LIST.to_owned(), list_sheet(report));
            types.push((
                LIST.to_owned(),
                format!("{TYPES}.spreadsheetml.worksheet+xml"),
            ));
            let workbook = with_sheet(&text(&mut archive, &parts.workbook)?)?;
            changed.insert(parts.workbook.clone(), workbook);
            let relation = (
                "vungphu-list".to_owned(),
                "worksheet".to_owned(),
                format!("/{LIST}"),
            );
            let there = text(&mut archive, &parts.workbook_relations)?;
            let with = with_relations(Some(&there), &[relation])?;
            changed.insert(parts.workbook_relations.clone(), with);
        }
    }
    if !types.is_empty() {
        let path = "[Content_Types].xml";
        let with = with_types(&text(&mut archive, path)?, &types)?;
        changed.insert(path.to_owned(), with);
    }
    write(archive, &changed)
}

/// The name of a part as the archive spells it.
fn exact(archive: &Archive<'_>, path: &str) -> Option<String> {
    let mut names = archive.file_names().filter_map(Result::ok);
    let same = |name: &str| name.trim_start_matches('/').eq_ignore_ascii_case(path);
    names
        .find(|name| same(name))
        .map(std::borrow::Cow::into_owned)
}

fn text(archive: &mut Archive<'_>, path: &str) -> Option<String> {
    let name = exact(archive, path)?;
    let mut text = String::new();
    archive
        .by_name(&name)
        .ok()?
        .read_to_string(&mut text)
        .ok()?;
    Some(text)
}

/// All parts, the changed ones in their new form, and the new ones.
fn write(mut archive: Archive<'_>, changed: &BTreeMap<String, Vec<u8>>) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut written = Vec::new();
    for ix in 0..archive.len() {
        let part = archive.by_index_raw(ix).ok()?;
        let name = part.name().ok()?.trim_start_matches('/').to_owned();
        match changed
            .iter()
            .find(|(path, _)| path.eq_ignore_ascii_case(&name))
        {
            None => writer.raw_copy_file(part).ok()?,
            Some((path, bytes)) => {
                writer.start_file(name, SimpleFileOptions::default()).ok()?;
                writer.write_all(bytes).ok()?;
                written.push(path);
            }
        }
    }
    for (path, bytes) in changed.iter().filter(|(path, _)| !written.contains(path)) {
        writer
            .start_file(path.as_str(), SimpleFileOptions::default())
            .ok()?;
        writer.write_all(bytes).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// The sheet with the marked cells in their styles, those that were empty among them, and the notes' drawing.
fn rewrite(
    source: impl Read,
    styles: &mut Styles,
    marks: &Marks<'_>,
    drawing: Option<&str>,
) -> Option<Vec<u8>> {
    let mut reader = Reader::from_reader(BufReader::new(source));
    let mut sheet = Sheet {
        writer: Writer::new(Vec::new()),
        styles,
        row: 0,
        column: 0,
        pending: Vec::new(),
        inside: false,
    };
    let mut drawing = drawing;
    let mut root = String::new();
    let (mut depth, mut buffer) = (0_usize, Vec::new());
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).ok()?;
        match &event {
            Event::Eof => return (depth == 0).then(|| sheet.writer.into_inner()),
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                if depth == 0 {
                    root.clone_from(&name);
                }
                if depth == 1 && BEHIND.contains(&local(&name)) {
                    sheet.draw(&root, drawing.take())?;
                }
                let empty = matches!(event, Event::Empty(_));
                depth += usize::from(!empty);
                match local(&name) {
                    "sheetData" => {
                        sheet.inside = !empty;
                        sheet.writer.write_event(event).ok()?;
                    }
                    "row" if sheet.inside => sheet.begin_row(tag, empty, marks)?,
                    "c" if sheet.inside => sheet.cell(tag, empty, marks)?,
                    _ => sheet.writer.write_event(event).ok()?,
                }
            }
            Event::End(tag) => {
                depth = depth.checked_sub(1)?;
                match local(tag.name().as_ref()) {
                    "row" if sheet.inside => sheet.fill(tag.name().as_ref(), u16::MAX)?,
                    "sheetData" => sheet.inside = false,
                    _ if depth == 0 => sheet.draw(&root, drawing.take())?,
                    _ => {}
                }
                sheet.writer.write_event(event).ok()?;
            }
            _ => sheet.writer.write_event(event).ok()?,
        }
    }
}

struct Sheet<'s> {
    writer: Writer<Vec<u8>>,
    styles: &'s mut Styles,
    row: u32,
    column: u16,
    /// Marked columns of the row that have not come yet, the last one first.
    pending: Vec<(u16, Shade)>,
    inside: bool,
}

impl Sheet<'_> {
    fn begin_row(&mut self, tag: &BytesStart<'_>, empty: bool, marks: &Marks<'_>) -> Option<()> {
        self.row = match value(tag, "r") {
            Some(row) => row.parse().ok()?,
            None => self.row + 1,
        };
        self.column = 0;
        let columns = marks.range((self.row, 0)..=(self.row, u16::MAX));
        self.pending = columns
            .rev()
            .map(|((_, c), mark)| (*c, mark.shade()))
            .collect();
        if empty && !self.pending.is_empty() {
            self.writer.write_event(Event::Start(tag.borrow())).ok()?;
            self.fill(tag.name().as_ref(), u16::MAX)?;
            self.writer.write_event(Event::End(tag.to_end())).ok()
        } else if empty {
            self.writer.write_event(Event::Empty(tag.borrow())).ok()
        } else {
            self.writer.write_event(Event::Start(tag.borrow())).ok()
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>, empty: bool, marks: &Marks<'_>) -> Option<()> {
        if let Some(named) = value(tag, "r") {
            self.column = place(&named.to_ascii_uppercase())?.1;
        }
        let column = self.column;
        self.fill(tag.name().as_ref(), column)?;
        self.pending.retain(|(pending, _)| *pending != column);
        let mark = marks.get(&(self.row, column));
        let style = value(tag, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
        let shade = mark.map_or(Shade::None, super::Mark::shade);
        let shaded = self.styles.shaded(style, shade);
        let tag = if shaded == style {
            tag.borrow()
        } else {
            with(tag, &[("s", &shaded.to_string())])
        };
        self.column = column.saturating_add(1);
        let event = if empty {
            Event::Empty(tag)
        } else {
            Event::Start(tag)
        };
        self.writer.write_event(event).ok()
    }

    /// Writes the marked cells before a column that the file has not, since they are empty.
    fn fill(&mut self, beside_name: &str, before: u16) -> Option<()> {
        let name = beside(beside_name, "c");
        while let Some((column, shade)) = self.pending.pop_if(|(column, _)| *column < before) {
            let style = self.styles.shaded(0, shade).to_string();
            let at = cell(self.row, column);
            let tag = BytesStart::new(name.as_str())
                .with_attributes([("r", at.as_str()), ("s", style.as_str())]);
            self.writer.write_event(Event::Empty(tag)).ok()?;
        }
        Some(())
    }

    fn draw(&mut self, root: &str, drawing: Option<&str>) -> Option<()> {
        let Some(relation) = drawing else {
            return Some(());
        };
        let tag = beside(root, "legacyDrawing");
        let tag = BytesStart::new(tag.as_str())
            .with_attributes([("xmlns:r", RELATIONS), ("r:id", relation)]);
        self.writer.write_event(Event::Empty(tag)).ok()
    }
}

/// Relations of a part, with more of them: id, kind and target.
fn with_relations(there: Option<&str>, more: &[(String, String, String)]) -> Option<Vec<u8>> {
    let empty = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#;
    let mut added = String::new();
    for (id, kind, target) in more {
        added.push_str(&format!(
            r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#
        ));
    }
    before_end(there.unwrap_or(empty), "Relationships", &added)
}

fn with_types(there: &str, more: &[(String, String)]) -> Option<Vec<u8>> {
    let mut added = String::new();
    for (part, kind) in more {
        added.push_str(&format!(
            r#"<Override PartName="/{part}" ContentType="{kind}"/>"#
        ));
    }
    before_end(there, "Types", &added)
}

/// The workbook with our list as its last sheet.
fn with_sheet(there: &str) -> Option<Vec<u8>> {
    let ids = there.split("sheetId=\"").skip(1);
    let ids = ids.filter_map(|rest| rest.split('"').next()?.parse::<u32>().ok());
    let id = ids.max()?.checked_add(1)?;
    let sheet = format!(
        r#"<sheet xmlns:r="{RELATIONS}" name="{FAULTS}" sheetId="{id}" r:id="vungphu-list"/>"#
    );
    before_end(there, "sheets", &sheet)
}

/// Puts XML in front of an element's end; where the element is written with a prefix or empty, it is not for us.
fn before_end(xml: &str, element: &str, more: &str) -> Option<Vec<u8>> {
    let at = xml.rfind(&format!("</{element}>"))?;
    Some([&xml[..at], more, &xml[at..]].concat().into_bytes())
}

fn list_sheet(report: &Report) -> Vec<u8> {
    let mut xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#
    );
    for (width, column) in [7, 20, 30, 8, 60, 60, 60].iter().zip(1..) {
        xml.push_str(&format!(
            r#"<col min="{column}" max="{column}" width="{width}" customWidth="1"/>"#
        ));
    }
    xml.push_str("</cols><sheetData>");
    for (cells, row) in list(report).iter().zip(1..) {
        xml.push_str(&format!(r#"<row r="{row}">"#));
        for (text, column) in cells.iter().zip(0..).filter(|(text, _)| !text.is_empty()) {
            let at = cell(row, column);
            match text.parse::<u32>() {
                Ok(number) if column == 0 => {
                    xml.push_str(&format!(r#"<c r="{at}"><v>{number}</v></c>"#));
                }
                _ => xml.push_str(&format!(
                    r#"<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
                    escaped(text)
                )),
            }
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml.into_bytes()
}
