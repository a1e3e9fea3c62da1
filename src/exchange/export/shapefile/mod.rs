//! Zipped shapefile (Esri's technical description of July 1998): outlines, table, reference system, style for QGIS, and a
//! page that says what the short names mean and what the format could not hold.
//!
//! The crate `shapefile` only reads it back in tests: it writes the clock's date, and cannot leave out the geometry of
//! one feature among others.

mod names;
mod readme;
mod shapes;
mod table;

use std::io::{self, Seek, Write};

use jiff::tz::TimeZone;
use tempfile::SpooledTempFile;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use self::names::Names;
use self::shapes::Shapes;
use self::table::Table;
use super::layer::{Features, Layer};
use super::{qml, waiting};

/// Records that fit: neither file may exceed 2 GB, and ten texts of a record take two and a half thousand bytes.
pub const MOST: usize = 500_000;

/// The layer as a shapefile in a ZIP archive, its files named by the layer.
///
/// # Errors
/// If the features cannot be read, are more than the format holds (2 GB), or the output not be written.
pub fn write(
    layer: &Layer<'_>,
    features: &mut Features<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let names = Names::of(&layer.columns);
    let mut shapes = Shapes::new(layer.shape)?;
    let mut table = Table::new(layer, &names)?;
    features(&mut |feature| {
        shapes.add(feature.shape.as_deref())?;
        table.add(layer, feature)
    })?;
    let (outlines, index) = shapes.finish()?;
    let readme = readme::text(layer, &names, &table);
    let records = table.finish(layer.about.time)?;
    let style = qml::style(layer, &|property| names.short(property).to_owned());
    let mut archive = Archive::new(layer);
    archive.add("shp", outlines)?;
    archive.add("shx", index)?;
    archive.add("dbf", records)?;
    archive.text(&format!("{}.prj", layer.name), layer.crs.esri_wkt())?;
    archive.text(&format!("{}.cpg", layer.name), "UTF-8")?;
    archive.text(&format!("{}.qml", layer.name), &style)?;
    archive.text("README.txt", &readme)?;
    archive.finish(out)
}

/// The archive. It waits until it is whole: then its directory says how long each file is, as all programs like it.
struct Archive<'a> {
    zip: ZipWriter<SpooledTempFile>,
    options: SimpleFileOptions,
    name: &'a str,
}

impl<'a> Archive<'a> {
    fn new(layer: &Layer<'a>) -> Self {
        let time = TimeZone::UTC.to_datetime(layer.about.time);
        let number = |n: i8| u8::try_from(n).unwrap_or_default();
        // ZIP knows no year before 1980; what is older is as old as that.
        let time = DateTime::from_date_and_time(
            u16::try_from(time.year()).unwrap_or_default(),
            number(time.month()),
            number(time.day()),
            number(time.hour()),
            number(time.minute()),
            number(time.second()),
        );
        Self {
            zip: ZipWriter::new(waiting::file()),
            options: SimpleFileOptions::default()
                .last_modified_time(time.unwrap_or_default())
                .unix_permissions(0o644),
            name: layer.name,
        }
    }

    fn add(&mut self, extension: &str, mut file: SpooledTempFile) -> io::Result<()> {
        self.zip
            .start_file(format!("{}.{extension}", self.name), self.options)?;
        file.rewind()?;
        io::copy(&mut file, &mut self.zip)?;
        Ok(())
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.zip.start_file(name, self.options)?;
        self.zip.write_all(text.as_bytes())
    }

    fn finish(self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut file = self.zip.finish()?;
        file.rewind()?;
        io::copy(&mut file, out)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
