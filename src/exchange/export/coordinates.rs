//! Where a feature lies, as two columns of a table: tables have no geometry.
//!
//! A unit lies at its representative point, a site and a record of one place where they stand. A record of several places
//! has no single one; its shares say which they are.

use geo::Coord;
use geo_types::Geometry;

use super::layer::Layer;
use crate::geo::{Column, Crs, Feature};

/// What the columns are called, east before north, and what people call them in Vietnamese and English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub name: &'static str,
    pub title_vi: &'static str,
    pub title_en: &'static str,
}

const fn axis(name: &'static str, title_vi: &'static str, title_en: &'static str) -> Axis {
    Axis {
        name,
        title_vi,
        title_en,
    }
}

/// The columns that a table has besides those of its layer: none where the layer has them as properties.
pub fn axes(layer: &Layer<'_>) -> Option<[Axis; 2]> {
    let axes = of(layer.crs);
    let has = |(_, column): &(usize, &Column)| column.name == axes[0].name;
    (!layer.columns.iter().any(has)).then_some(axes)
}

/// Names that differ from system to system, so that no number is taken for one of another.
const fn of(crs: Crs) -> [Axis; 2] {
    match crs {
        Crs::Crs84 | Crs::Epsg4326 => [
            axis("lon", "Kinh độ", "Longitude"),
            axis("lat", "Vĩ độ", "Latitude"),
        ],
        Crs::Epsg4756 => [
            axis("lon_vn2000", "Kinh độ VN-2000", "Longitude, VN-2000"),
            axis("lat_vn2000", "Vĩ độ VN-2000", "Latitude, VN-2000"),
        ],
        Crs::Epsg3857 => [
            axis("x", "X (Web Mercator, m)", "X (Web Mercator, m)"),
            axis("y", "Y (Web Mercator, m)", "Y (Web Mercator, m)"),
        ],
        Crs::Epsg3405 | Crs::Epsg9205 => [
            axis("easting", "Tọa độ đông (m)", "Easting (m)"),
            axis("northing", "Tọa độ bắc (m)", "Northing (m)"),
        ],
    }
}

/// Where a feature lies in the system of its layer, east before north, rounded as that system's coordinates are.
pub fn of_feature(layer: &Layer<'_>, feature: &Feature<'_>) -> Option<Coord<f64>> {
    let at = match &feature.shape.as_ref()?.geometry {
        Geometry::Point(point) => return Some(point.0),
        Geometry::MultiPoint(points) => match points.0[..] {
            [point] => return Some(point.0),
            _ => return None,
        },
        _ => layer.reference.point(layer.reference.place(&feature.id)?),
    };
    let at = layer.crs.forward(Coord {
        x: at.lon,
        y: at.lat,
    })?;
    let scale = 10f64.powi(layer.crs.decimals());
    let round = |x: f64| (x * scale).round() / scale;
    Some(Coord {
        x: round(at.x),
        y: round(at.y),
    })
}
