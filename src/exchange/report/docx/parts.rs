//! The small parts of the package: what it holds, how the parts belong together, properties, page numbers.

use crate::domain::Language;
use crate::exchange::markup::Markup;
use crate::exchange::report::Document;

pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// Ids of relationships below this one are those of the parts that every document has.
const FIRST_PICTURE: usize = 10;
pub(super) const RUNNING_HEAD: &str = "rId3";

pub(super) const fn tag(language: Language) -> &'static str {
    language.choose("vi-VN", "en-GB")
}

pub(super) fn picture_id(ix: usize) -> String {
    format!("rId{}", FIRST_PICTURE + ix)
}

pub(super) fn picture_file(ix: usize) -> String {
    format!("media/image{}.png", ix + 1)
}

pub(super) fn content_types() -> String {
    let mut xml = Markup::new(XML);
    let namespace = format!("{PACKAGE}/content-types");
    xml.open("Types", &[("xmlns", &namespace)]);
    for (extension, media_type) in [
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
        ("png", "image/png"),
    ] {
        xml.empty(
            "Default",
            &[("Extension", extension), ("ContentType", media_type)],
        );
    }
    for (part, kind) in [
        ("/word/document.xml", "document.main"),
        ("/word/styles.xml", "styles"),
        ("/word/settings.xml", "settings"),
        ("/word/header1.xml", "header"),
    ] {
        let kind =
            format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
        xml.empty("Override", &[("PartName", part), ("ContentType", &kind)]);
    }
    for (part, kind) in [
        (
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        ),
        (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ),
    ] {
        xml.empty("Override", &[("PartName", part), ("ContentType", kind)]);
    }
    xml.finish()
}

/// Relationships: id, type and target of each.
fn relations(relations: &[(&str, &str, &str)]) -> String {
    let mut xml = Markup::new(XML);
    let namespace = format!("{PACKAGE}/relationships");
    xml.open("Relationships", &[("xmlns", &namespace)]);
    for (id, kind, target) in relations {
        xml.empty(
            "Relationship",
            &[("Id", id), ("Type", kind), ("Target", target)],
        );
    }
    xml.finish()
}

pub(super) fn relationships() -> String {
    let of = |kind: &str| format!("{R}/{kind}");
    relations(&[
        ("rId1", &of("officeDocument"), "word/document.xml"),
        (
            "rId2",
            &format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        ("rId3", &of("extended-properties"), "docProps/app.xml"),
    ])
}

pub(super) fn document_relationships(pictures: usize) -> String {
    let of = |kind: &str| format!("{R}/{kind}");
    let (styles, settings, header, image) =
        (of("styles"), of("settings"), of("header"), of("image"));
    let pictures: Vec<(String, String)> = (0..pictures)
        .map(|ix| (picture_id(ix), picture_file(ix)))
        .collect();
    let mut all = vec![
        ("rId1", styles.as_str(), "styles.xml"),
        ("rId2", settings.as_str(), "settings.xml"),
        (RUNNING_HEAD, header.as_str(), "header1.xml"),
    ];
    let pictures = pictures.iter();
    all.extend(pictures.map(|(id, file)| (id.as_str(), image.as_str(), file.as_str())));
    relations(&all)
}

pub(super) fn core(document: &Document) -> String {
    let mut xml = Markup::new(XML);
    let properties = format!("{PACKAGE}/metadata/core-properties");
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &properties),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.element("dc:title", &[], &document.title);
    xml.element("dc:creator", &[], &document.author);
    xml.element("dc:language", &[], tag(document.language));
    // To the second, as the format wants it.
    let time = document.time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    for name in ["dcterms:created", "dcterms:modified"] {
        xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], &time);
    }
    xml.finish()
}

pub(super) fn app() -> String {
    let mut xml = Markup::new(XML);
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", namespace)]);
    xml.element("Application", &[], "Vùng phủ");
    xml.finish()
}

pub(super) fn settings(language: Language) -> String {
    let mut xml = Markup::new(XML);
    xml.open("w:settings", &[("xmlns:w", W)]);
    xml.empty("w:defaultTabStop", &[("w:val", "567")]);
    xml.empty("w:characterSpacingControl", &[("w:val", "doNotCompress")]);
    xml.open("w:compat", &[]);
    // Without it Word opens the document in a mode for old programs.
    xml.empty(
        "w:compatSetting",
        &[
            ("w:name", "compatibilityMode"),
            ("w:uri", "http://schemas.microsoft.com/office/word"),
            ("w:val", "15"),
        ],
    );
    xml.close();
    xml.empty("w:themeFontLang", &[("w:val", tag(language))]);
    xml.empty("w:decimalSymbol", &[("w:val", language.choose(",", "."))]);
    xml.empty("w:listSeparator", &[("w:val", language.choose(";", ","))]);
    xml.finish()
}

/// The number of the page, centred above the text.
pub(super) fn running_head() -> String {
    let mut xml = Markup::new(XML);
    xml.open("w:hdr", &[("xmlns:w", W)]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:pStyle", &[("w:val", "Header")]);
    xml.close();
    xml.open("w:fldSimple", &[("w:instr", " PAGE ")]);
    xml.open("w:r", &[]);
    xml.element("w:t", &[], "2");
    xml.finish()
}
