//! The table of formats: the API, the command line, the pages, the description of the service and the web app's list of
//! downloads are all driven from it. A format is one file beside this one, and one line here.

use std::hash::{Hash, Hasher};
use std::io::{self, Write};

use super::layer::{Features, Layer};
use super::{csv, csvw, flatgeobuf, geojson, gpkg, kml, shapefile, xlsx};

/// A kind of file that a collection can be had as.
#[derive(Debug)]
pub struct Format {
    /// As `f=` and `--format` have it.
    pub id: &'static str,
    /// What else it may be called there.
    pub also: &'static [&'static str],
    pub title_vi: &'static str,
    pub title_en: &'static str,
    /// What it is for.
    pub about_vi: &'static str,
    pub about_en: &'static str,
    pub media_type: &'static str,
    pub extension: &'static str,
    /// Extensions that mean it, too.
    pub extensions_too: &'static [&'static str],
    /// It takes coordinates of every system; otherwise only WGS 84, longitude first.
    pub any_crs: bool,
    /// Its texts are in one language.
    pub in_a_language: bool,
    /// Most features that fit; `None` where they are written as they come.
    pub most: Option<usize>,
    pub write: WriteLayer,
}

/// Writes a layer with its features; the same ones make the same bytes.
pub type WriteLayer = fn(&Layer<'_>, &mut Features<'_>, &mut dyn Write) -> io::Result<()>;

pub static FORMATS: &[&Format] = &[&GEOJSON, &CSV, &XLSX, &GPKG, &FGB, &KML, &SHP];

pub static GEOJSON: Format = Format {
    id: "json",
    also: &["geojson"],
    title_vi: "GeoJSON",
    title_en: "GeoJSON",
    about_vi: "cho bản đồ trên web và lập trình",
    about_en: "for web maps and programs",
    media_type: "application/geo+json",
    extension: "geojson",
    extensions_too: &["json"],
    any_crs: false,
    in_a_language: false,
    most: None,
    write: geojson::write,
};

static CSV: Format = Format {
    id: "csv",
    also: &[],
    title_vi: "CSV",
    title_en: "CSV",
    about_vi: "bảng dạng văn bản cho phần mềm thống kê và lập trình",
    about_en: "a plain table for statistics and programs",
    media_type: "text/csv; charset=utf-8; header=present",
    extension: "csv",
    extensions_too: &[],
    any_crs: true,
    in_a_language: false,
    most: None,
    write: csv::write,
};

static XLSX: Format = Format {
    id: "xlsx",
    also: &[],
    title_vi: "Excel (XLSX)",
    title_en: "Excel (XLSX)",
    about_vi: "cho Excel và báo cáo: tiêu đề, màu tình trạng, công thức tổng, trang giới thiệu",
    about_en: "for Excel and reports: headings, status colours, totals as formulas, a cover",
    media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extension: "xlsx",
    extensions_too: &[],
    any_crs: true,
    in_a_language: true,
    most: Some(xlsx::MOST),
    write: xlsx::write,
};

static GPKG: Format = Format {
    id: "gpkg",
    also: &["geopackage"],
    title_vi: "GeoPackage",
    title_en: "GeoPackage",
    about_vi: "cho QGIS và phần mềm GIS: giữ kiểu dữ liệu, tên trường đầy đủ, kèm màu tình trạng",
    about_en: "for QGIS and other GIS: typed, with full names, and styled by status",
    media_type: "application/geopackage+sqlite3",
    extension: "gpkg",
    extensions_too: &[],
    any_crs: true,
    in_a_language: true,
    most: None,
    write: gpkg::write,
};

static FGB: Format = Format {
    id: "fgb",
    also: &["flatgeobuf"],
    title_vi: "FlatGeobuf",
    title_en: "FlatGeobuf",
    about_vi: "cho GIS và bản đồ trên web cần đọc từng phần của tệp lớn",
    about_en: "for GIS and web maps that read large files in parts",
    media_type: "application/flatgeobuf",
    extension: "fgb",
    extensions_too: &[],
    any_crs: true,
    in_a_language: true,
    most: None,
    write: flatgeobuf::write,
};

static KML: Format = Format {
    id: "kml",
    also: &[],
    title_vi: "KML",
    title_en: "KML",
    about_vi: "cho Google Earth: thư mục và màu theo tình trạng",
    about_en: "for Google Earth: folders and colours by status",
    media_type: "application/vnd.google-earth.kml+xml",
    extension: "kml",
    extensions_too: &[],
    any_crs: false,
    in_a_language: true,
    most: None,
    write: kml::write,
};

static SHP: Format = Format {
    id: "shp",
    also: &["shapefile"],
    title_vi: "Shapefile (ZIP)",
    title_en: "Shapefile (ZIP)",
    about_vi: "cho phần mềm GIS cũ; tên trường và văn bản dài bị rút ngắn",
    about_en: "for older GIS; names of fields and long texts are shortened",
    media_type: "application/zip",
    extension: "shp.zip",
    extensions_too: &["zip"],
    any_crs: true,
    in_a_language: true,
    most: Some(shapefile::MOST),
    write: shapefile::write,
};

/// What stands beside a CSV file. Nobody chooses it, so it is in no list.
pub static CSV_METADATA: Format = Format {
    id: "csvm",
    also: &[],
    title_vi: "Mô tả bảng CSV",
    title_en: "About the CSV table",
    about_vi: "cột, kiểu dữ liệu, nguồn và bộ lọc của tệp CSV",
    about_en: "columns, types, sources and filter of the CSV file",
    media_type: "application/csvm+json",
    extension: "csv-metadata.json",
    extensions_too: &[],
    any_crs: true,
    in_a_language: false,
    most: None,
    write: csvw::write,
};

impl Format {
    /// The format of an id or another name.
    pub fn find(name: &str) -> Option<&'static Self> {
        let called = |format: &&&Self| format.id == name || format.also.contains(&name);
        FORMATS.iter().find(called).copied()
    }

    /// All names, for those who gave another.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let names =
            |format: &&'static Self| std::iter::once(format.id).chain(format.also.iter().copied());
        FORMATS.iter().flat_map(names)
    }

    /// What stands before the extension of a file's name, and the format that this means.
    pub fn of_file(name: &str) -> Option<(&str, &'static Self)> {
        let ends = |format: &'static Self| {
            let extensions = std::iter::once(&format.extension).chain(format.extensions_too);
            let mut stems =
                extensions.filter_map(|extension| name.strip_suffix(extension)?.strip_suffix('.'));
            stems.next().map(|stem| (stem, format))
        };
        // `x.csv-metadata.json` is no file `x.csv-metadata` of GeoJSON.
        std::iter::once(&CSV_METADATA)
            .chain(FORMATS.iter().copied())
            .find_map(ends)
    }

    /// The type without its parameters.
    pub fn essence(&self) -> &'static str {
        self.media_type.split(';').next().unwrap_or_default()
    }
}

/// A format is the line of the table that it is.
impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Format {}

impl Hash for Format {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_names_of_its_own() {
        let mut names: Vec<&str> = Format::names().collect();
        names.extend(FORMATS.iter().map(|format| format.extension));
        names.push("html");
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        // The id and the extension of a format may well be the same.
        let same = FORMATS
            .iter()
            .filter(|f| f.id == f.extension || f.also.contains(&f.extension));
        assert_eq!(once.len() + same.count(), names.len(), "{names:?}");
    }

    #[test]
    fn files_are_known_by_their_extensions() {
        let of = |name| Format::of_file(name).map(|(stem, format)| (stem, format.id));
        assert_eq!(of("coverage.geojson"), Some(("coverage", "json")));
        assert_eq!(of("coverage.csv"), Some(("coverage", "csv")));
        assert_eq!(of("a/b.c.csv"), Some(("a/b.c", "csv")));
        assert_eq!(of("coverage.shp.zip"), Some(("coverage", "shp")));
        assert_eq!(of("coverage.zip"), Some(("coverage", "shp")));
        assert_eq!(of("coverage.csv-metadata.json"), Some(("coverage", "csvm")));
        for other in ["coverage", "csv", "coverage.pdf", "coverage.geojson.txt"] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
