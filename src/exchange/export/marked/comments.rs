//! The notes on a sheet's cells: their texts, and the old drawing format that shows them.
//!
//! A user's own notes stay; ours from an earlier marking go.

use quick_xml::events::Event;
use quick_xml::{Reader, Writer};

use super::styles::{local, value};
use super::{AUTHOR, Marks};

/// A note of somebody else: its cell, its author's number, and its XML.
struct Other {
    cell: String,
    xml: Vec<u8>,
}

/// The comments part and its drawing, made from the earlier comments and the marks. `None` if the earlier ones cannot be
/// understood.
pub(super) fn write(earlier: Option<&str>, marks: &Marks<'_>) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut authors, others) = match earlier {
        Some(xml) => read(xml)?,
        None => (Vec::new(), Vec::new()),
    };
    let own = authors.iter().position(|author| author == AUTHOR);
    let own = own.unwrap_or_else(|| {
        authors.push(AUTHOR.to_owned());
        authors.len() - 1
    });
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors>",
    );
    for author in &authors {
        xml.push_str(&format!("<author>{}</author>", escaped(author)));
    }
    xml.push_str("</authors><commentList>");
    let mut places = Vec::new();
    for other in &others {
        xml.push_str(std::str::from_utf8(&other.xml).ok()?);
        places.push(place(&other.cell)?);
    }
    for (&(row, column), mark) in marks {
        // Where the user has a note, theirs stays.
        if places.contains(&(row, column)) && others.iter().any(|o| o.cell == cell(row, column)) {
            continue;
        }
        let words = escaped(&mark.words());
        xml.push_str(&format!(
            "<comment ref=\"{}\" authorId=\"{own}\"><text><t xml:space=\"preserve\">{words}</t></text></comment>",
            cell(row, column)
        ));
        places.push((row, column));
    }
    xml.push_str("</commentList></comments>");
    Some((xml.into_bytes(), drawing(&places)))
}

fn read(xml: &str) -> Option<(Vec<String>, Vec<Other>)> {
    let (mut authors, mut others) = (Vec::new(), Vec::new());
    let mut reader = Reader::from_str(xml);
    // The author's name under way, and the comment under way with whether it stays.
    let mut author: Option<String> = None;
    let mut comment: Option<(Other, bool, Writer<Vec<u8>>)> = None;
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            // A part that is not written with the default prefix is left to others.
            Event::Start(tag)
                if tag.name().as_ref().contains(':') && local(tag.name().as_ref()) == "comment" =>
            {
                return None;
            }
            Event::Start(tag) => match tag.name().as_ref() {
                "author" => author = Some(String::new()),
                "comment" => {
                    let by: usize = value(tag, "authorId")?.parse().ok()?;
                    let stays = authors.get(by).is_none_or(|author| author != AUTHOR);
                    let other = Other {
                        cell: value(tag, "ref")?,
                        xml: Vec::new(),
                    };
                    comment = Some((other, stays, Writer::new(Vec::new())));
                }
                _ => {}
            },
            Event::Empty(tag) if tag.name().as_ref() == "author" => authors.push(String::new()),
            Event::Text(text) => {
                if let Some(author) = &mut author {
                    author.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(name) => {
                if let Some(author) = &mut author {
                    author.push_str(
                        quick_xml::escape::resolve_xml_entity(name.as_ref()).unwrap_or("?"),
                    );
                }
            }
            Event::Eof => return Some((authors, others)),
            _ => {}
        }
        if let Event::End(tag) = &event
            && tag.name().as_ref() == "author"
        {
            authors.extend(author.take());
        }
        let ends = matches!(&event, Event::End(tag) if tag.name().as_ref() == "comment");
        if let Some((_, _, writer)) = &mut comment {
            writer.write_event(event).ok()?;
        }
        if ends && let Some((mut other, stays, writer)) = comment.take() {
            other.xml = writer.into_inner();
            others.extend(Some(other).filter(|_| stays));
        }
    }
}

/// The boxes that show the notes. Excel wants one per note, with a number of its own in blocks of 1024.
fn drawing(places: &[(u32, u16)]) -> Vec<u8> {
    let blocks: Vec<String> = (1..=1 + places.len() / 1023)
        .map(|n| n.to_string())
        .collect();
    let mut xml = format!(
        r#"<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"#,
        blocks.join(",")
    );
    for ((row, column), number) in places.iter().zip(1025..) {
        let (row, column) = (row - 1, u32::from(*column));
        let anchor = format!(
            "{}, 15, {}, 10, {}, 15, {}, 4",
            column + 1,
            row.saturating_sub(1),
            column + 4,
            row + 6
        );
        xml.push_str(&format!(
            r##"<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:225pt;height:96pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"##
        ));
    }
    xml.push_str("</xml>");
    xml.into_bytes()
}

/// Text as XML holds it; characters that it cannot hold go.
pub(super) fn escaped(text: &str) -> String {
    let holds =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(holds).collect();
    quick_xml::escape::escape(text).into_owned()
}

/// `B3` is row 3, column 1.
pub(super) fn place(cell: &str) -> Option<(u32, u16)> {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, row) = cell.split_at(letters.min(3));
    let column = letters
        .bytes()
        .fold(0_u16, |n, b| n * 26 + u16::from(b - b'A') + 1);
    Some((
        row.parse().ok().filter(|row| *row > 0)?,
        column.checked_sub(1)?,
    ))
}

pub(super) fn cell(row: u32, column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_names() {
        for (row, column, name) in [
            (1, 0, "A1"),
            (3, 25, "Z3"),
            (10, 26, "AA10"),
            (7, 199, "GR7"),
            (9, 16383, "XFD9"),
        ] {
            assert_eq!(cell(row, column), name);
            assert_eq!(place(name), Some((row, column)));
        }
        assert_eq!(place("A0"), None);
        assert_eq!(place("7"), None);
    }

    #[test]
    fn notes_of_others_stay_and_ours_go() {
        let earlier = "<comments><authors><author>Vùng phủ</author><author>Bà A &amp; B</author></authors><commentList>\
            <comment ref=\"A1\" authorId=\"0\"><text><t>cũ</t></text></comment>\
            <comment ref=\"B2\" authorId=\"1\"><text><r><t>của tôi</t></r></text></comment></commentList></comments>";
        let (xml, drawing) = write(Some(earlier), &Marks::new()).unwrap();
        let xml = String::from_utf8(xml).unwrap();
        assert!(
            xml.contains(
                "<comment ref=\"B2\" authorId=\"1\"><text><r><t>của tôi</t></r></text></comment>"
            ),
            "{xml}"
        );
        assert!(xml.contains("Bà A &amp; B") && !xml.contains("cũ"), "{xml}");
        let drawing = String::from_utf8(drawing).unwrap();
        assert_eq!(drawing.matches("<v:shape ").count(), 1);
        assert!(drawing.contains("<x:Row>1</x:Row><x:Column>1</x:Column>"));
    }
}
