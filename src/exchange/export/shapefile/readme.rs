//! The page beside a shapefile: what it shows, what its short names mean, what it could not hold, and licences (which
//! stand among the notes).

use super::names::Names;
use super::table::{MOST, Table};
use crate::domain::Language;
use crate::domain::words;
use crate::exchange::export::layer::Layer;
use crate::exchange::export::said::{self, explained};

/// In the file's language, with the line ends and the mark of UTF-8 that old editors of Windows need.
pub(super) fn text(layer: &Layer<'_>, names: &Names, table: &Table) -> String {
    let language = layer.language;
    let title = said::title(layer);
    let mut page = format!("{title}\n{}\n\n", "=".repeat(title.chars().count()));
    for note in &layer.about.notes {
        let (label, text) = note.in_language(language);
        page.push_str(&format!("{label}: {text}\n"));
    }
    page.push('\n');
    section(&mut page, language.choose("Các trường", "Fields"));
    fields(&mut page, layer, names);
    page.push('\n');
    section(
        &mut page,
        language.choose("Giới hạn của định dạng", "Limits of the format"),
    );
    limits(&mut page, language, &table.cut(names));
    format!("\u{FEFF}{}", page.replace('\n', "\r\n"))
}

fn section(page: &mut String, heading: &str) {
    page.push_str(&format!(
        "{heading}\n{}\n",
        "-".repeat(heading.chars().count())
    ));
}

/// Field, property and title, and what the values mean where they are codes.
fn fields(page: &mut String, layer: &Layer<'_>, names: &Names) {
    let language = layer.language;
    let widest = layer.columns.iter().map(|(_, c)| c.name.len()).max();
    let widest = widest.unwrap_or_default();
    for (_, column) in &layer.columns {
        let title = layer.title(column);
        let more = explained(column, language).map(|text| format!(". {text}"));
        page.push_str(&format!(
            "{:<10}  {:<widest$}  {title}{}\n",
            names.short(column.name),
            column.name,
            more.unwrap_or_default()
        ));
        for value in column.values {
            if let Some(words) = layer.meaning(column, value) {
                page.push_str(&format!(
                    "{:widest$}{value} = {words}\n",
                    "",
                    widest = widest + 14
                ));
            }
        }
    }
}

fn limits(page: &mut String, language: Language, cut: &[(&str, usize)]) {
    let most = MOST;
    let lines = language.choose(
        "Tên trường có tối đa 10 ký tự; bảng trên cho biết tên đầy đủ.\n\
         Văn bản trống và giá trị không có (null) không phân biệt được với nhau.\n\
         Thời điểm được ghi bằng chữ (ISO 8601, giờ UTC).\n",
        "Names of fields have at most 10 letters; the table above has the full ones.\n\
         An empty text and a missing value (null) cannot be told apart.\n\
         Moments are written as text (ISO 8601, UTC).\n",
    );
    page.push_str(lines);
    page.push_str(&match language {
        Language::Vi => format!("Văn bản dài quá {most} byte bị cắt ngắn"),
        Language::En => format!("Texts longer than {most} bytes are cut"),
    });
    if cut.is_empty() {
        page.push_str(language.choose("; trong tệp này không có.\n", "; there is none here.\n"));
        return;
    }
    let each = cut.iter().map(|(field, count)| {
        let count = words::whole(count, language);
        format!("{field} ({count})")
    });
    page.push_str(&format!(": {}.\n", each.collect::<Vec<_>>().join(", ")));
    page.push_str(language.choose(
        "Cần văn bản đầy đủ: xuất GeoPackage hoặc CSV.\n",
        "For the whole texts, export GeoPackage or CSV.\n",
    ));
}
