//! Excel workbooks (XLSX), read as a stream over `zip` and `quick-xml`.
//!
//! Not by `calamine`, which tests here use to check us: for what anybody may send it trusts the file too much. Its 0.38
//! aborts the process on `<sst uniqueCount="99999999999999">`, fails a whole workbook for one cell whose text is missing,
//! and holds every text twice.

mod package;
mod sheet;
mod strings;
mod styles;

use quick_xml::events::Event;

use super::table::Table;
use super::{File, Options, Stage, columns};
use crate::domain::Fault;
use crate::domain::fault::FaultKind;
use crate::domain::names;
use package::{Package, attribute, damaged};
use sheet::Book;

/// Sheets that are looked into for a table.
const MOST_PROBED: usize = 50;

/// A sheet by its name and the part it is in.
struct Sheet {
    name: String,
    hidden: bool,
    path: String,
}

/// What the workbook says of its parts.
struct Workbook {
    sheets: Vec<Sheet>,
    from_1904: bool,
    strings: Option<String>,
    styles: Option<String>,
}

/// Where a workbook has the parts around one of its sheets, as paths from the package's root.
pub(in crate::exchange) struct Parts {
    pub(in crate::exchange) workbook: String,
    pub(in crate::exchange) workbook_relations: String,
    pub(in crate::exchange) styles: Option<String>,
    pub(in crate::exchange) sheet: String,
    pub(in crate::exchange) sheet_relations: String,
    pub(in crate::exchange) comments: Option<String>,
    /// Of the comments.
    pub(in crate::exchange) drawing: Option<String>,
    /// Another sheet that is asked for.
    pub(in crate::exchange) list: Option<String>,
}

/// The parts around a sheet, and the sheet of another name if there is one.
pub(in crate::exchange) fn parts(bytes: &[u8], sheet: &str, list: &str) -> Option<Parts> {
    let mut package = Package::open(bytes).ok()?;
    let path = workbook_path(&mut package).ok()?;
    let workbook = workbook(&mut package).ok()?;
    let of_name = |name: &str| {
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == name);
        sheet.map(|sheet| sheet.path.clone())
    };
    let (sheet, list) = (of_name(sheet)?, of_name(list));
    let sheet_relations = relations_of(&sheet);
    let folder = sheet.rsplit_once('/').map_or("", |(folder, _)| folder);
    let around = relations(&mut package, &sheet_relations, folder).ok()?;
    let part = |kind: &str| {
        let relation = around.iter().find(|relation| relation.kind.ends_with(kind));
        relation.map(|relation| relation.target.clone())
    };
    Some(Parts {
        workbook_relations: relations_of(&path),
        workbook: path,
        styles: workbook.styles,
        comments: part("/comments"),
        drawing: part("/vmlDrawing"),
        sheet_relations,
        sheet,
        list,
    })
}

/// Where the relations of a part stand.
fn relations_of(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    format!("{folder}/_rels/{name}.rels")
        .trim_start_matches('/')
        .to_owned()
}

/// Reads the sheet that is asked for, or the one that looks most like a table of activities.
pub(super) fn read(
    bytes: &[u8],
    options: &Options,
    progress: &dyn Fn(Stage, usize),
    file: &mut File,
) -> Result<Table, Fault> {
    let whole = |kind| Fault::of_file(0, kind);
    let mut package = Package::open(bytes).map_err(whole)?;
    let workbook = workbook(&mut package).map_err(whole)?;
    file.sheets = workbook.sheets.iter().map(|s| s.name.clone()).collect();
    let mut table = Table::new();
    table.from_1904 = workbook.from_1904;
    let book = book(&mut package, &workbook, &mut table).map_err(whole)?;
    let chosen = match &options.sheet {
        Some(asked) => workbook
            .sheets
            .iter()
            .find(|s| names::exact(&s.name) == names::exact(asked))
            .ok_or_else(|| Fault::of_cell(0, "", asked, FaultKind::UnknownSheet))?,
        None => likeliest(&mut package, &workbook.sheets, &book, options, &mut table)
            .ok_or_else(|| whole(FaultKind::EmptyFile))?,
    };
    file.sheet = Some(chosen.name.clone());
    let missing = || whole(damaged(&chosen.path));
    let mut xml = package
        .part(&chosen.path)
        .map_err(whole)?
        .ok_or_else(missing)?;
    sheet::read(&mut xml, &book, usize::MAX, progress, &mut table)
        .map_err(|(row, kind)| Fault::of_file(u64::from(row), kind))?;
    Ok(table)
}

fn workbook_path(package: &mut Package<'_>) -> Result<String, FaultKind> {
    let found = relations(package, "_rels/.rels", "")?
        .into_iter()
        .find(|relation| relation.kind.ends_with("/officeDocument"));
    Ok(found.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target))
}

fn workbook(package: &mut Package<'_>) -> Result<Workbook, FaultKind> {
    let path = workbook_path(package)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let relations = relations(package, &relations_of(&path), folder)?;
    let mut xml = package.part(&path)?.ok_or_else(|| damaged(&path))?;
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "workbookPr" => {
                    let said = attribute(&start, "date1904");
                    from_1904 = said.is_some_and(|said| matches!(&*said, "1" | "true" | "on"));
                }
                // The relation's id is `r:id`; the sheet's own number has another name.
                "sheet" if sheets.len() < 1000 => {
                    let id = attribute(&start, "id").unwrap_or_default();
                    let relation = relations.iter().find(|relation| relation.id == id);
                    if let Some(relation) = relation.filter(|r| r.kind.ends_with("/worksheet")) {
                        sheets.push(Sheet {
                            name: attribute(&start, "name").unwrap_or_default(),
                            hidden: attribute(&start, "state").is_some_and(|s| s != "visible"),
                            path: relation.target.clone(),
                        });
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if sheets.is_empty() {
        return Err(FaultKind::EmptyFile);
    }
    let part = |kind: &str| {
        let relation = relations
            .iter()
            .find(|relation| relation.kind.ends_with(kind));
        relation.map(|relation| relation.target.clone())
    };
    Ok(Workbook {
        from_1904,
        strings: part("/sharedStrings"),
        styles: part("/styles"),
        sheets,
    })
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// What a part refers to, by paths from the package's root.
fn relations(
    package: &mut Package<'_>,
    path: &str,
    folder: &str,
) -> Result<Vec<Relation>, FaultKind> {
    let mut found = Vec::new();
    let Some(mut xml) = package.part(path)? else {
        return Ok(found);
    };
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "Relationship" => {
                let of = |name| attribute(&start, name).unwrap_or_default();
                if found.len() < 10_000 {
                    found.push(Relation {
                        id: of("Id"),
                        kind: of("Type"),
                        target: target(folder, &of("Target")),
                    });
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// `worksheets/sheet1.xml` beside `xl/workbook.xml`, `/xl/worksheets/sheet1.xml` or `../xl/…` are the same part.
fn target(folder: &str, written: &str) -> String {
    if let Some(absolute) = written.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in written.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Shared texts and styles.
fn book(
    package: &mut Package<'_>,
    workbook: &Workbook,
    table: &mut Table,
) -> Result<Book, FaultKind> {
    let mut book = Book {
        strings: Vec::new(),
        dates: Vec::new(),
    };
    if let Some(path) = &workbook.strings
        && let Some(mut xml) = package.part(path)?
    {
        book.strings = strings::read(&mut xml, table)?;
    }
    if let Some(path) = &workbook.styles
        && let Some(mut xml) = package.part(path)?
    {
        book.dates = styles::dates(&mut xml)?;
    }
    Ok(book)
}

/// The visible sheet whose first rows name most fields; the first one where none names any.
fn likeliest<'s>(
    package: &mut Package<'_>,
    sheets: &'s [Sheet],
    book: &Book,
    options: &Options,
    table: &mut Table,
) -> Option<&'s Sheet> {
    let mut visible: Vec<&Sheet> = sheets.iter().filter(|sheet| !sheet.hidden).collect();
    if visible.is_empty() {
        visible = sheets.iter().collect();
    }
    if visible.len() == 1 {
        return visible.pop();
    }
    let mut best = (0, *visible.first()?);
    for sheet in visible.into_iter().take(MOST_PROBED) {
        if let Ok(Some(mut xml)) = package.part(&sheet.path) {
            // What cannot be read says so when it is read in full.
            let _ = sheet::read(&mut xml, book, columns::MOST_ABOVE, &|_, _| {}, table);
            let known = columns::best_header(table, options).map_or(0, |(_, known)| known);
            if known > best.0 {
                best = (known, sheet);
            }
            table.forget_rows();
        }
    }
    Some(best.1)
}
