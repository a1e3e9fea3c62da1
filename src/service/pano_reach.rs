//! How far the built panos reach: circles of a chosen radius, and what part of each commune lies inside.

use geo::{MultiPolygon, Polygon};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::pano::PanoSite;
use crate::geo::{Shape, reach};
use crate::world::Snapshot;

/// A GeoJSON feature collection of circles, with the communes' figures as a foreign member.
#[derive(Debug, Serialize)]
pub struct PanoReach<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub version: i64,
    pub as_of: Date,
    pub radius_km: f64,
    pub communes: Vec<CommuneReach<'a>>,
    pub features: Vec<Value>,
}

#[derive(Debug, Serialize)]
pub struct CommuneReach<'a> {
    pub code: &'a str,
    /// `None` while no pano is built.
    pub nearest_pano_km: Option<f64>,
    /// Part of its area within the radius of a built pano, 0 to 1.
    pub share_within: f64,
}

impl<'a> PanoReach<'a> {
    pub fn of(snapshot: &'a Snapshot, as_of: Date, radius_km: f64) -> Self {
        let atlas = &snapshot.atlas;
        let coverage = snapshot.coverage(as_of);
        let built: Vec<_> = (atlas.reference.sites.iter().zip(&coverage.sites))
            .filter(|(_, state)| state.built_on().is_some())
            .map(|(site, _)| (site, reach::circle(site.point, radius_km)))
            .collect();
        let circles: Vec<_> = built.iter().map(|(_, circle)| circle.clone()).collect();
        let shares = reach::shares_within(&circles, &atlas.communes);
        let communes = atlas
            .reference
            .units
            .communes
            .iter()
            .zip(shares)
            .enumerate();
        let feature = |(site, circle): (&PanoSite, Polygon<f64>)| {
            let shape = Shape::polygons(&MultiPolygon(vec![circle]));
            let geometry = shape.and_then(|s| serde_json::from_str::<Value>(&s.json).ok());
            json!({
                "type": "Feature",
                "id": site.slug,
                "properties": {"slug": site.slug, "radius_km": radius_km},
                "geometry": geometry,
            })
        };
        Self {
            kind: "FeatureCollection",
            version: snapshot.version,
            as_of,
            radius_km,
            communes: communes
                .map(|(ix, (commune, share_within))| CommuneReach {
                    code: &commune.code,
                    nearest_pano_km: atlas.nearest_pano_km(ix, &coverage.sites),
                    share_within,
                })
                .collect(),
            features: built.into_iter().map(feature).collect(),
        }
    }
}
