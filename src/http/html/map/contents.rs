//! What lies on a map: areas by status, panos by state, places by how much took place there; with the key to it.

use std::collections::BTreeMap;

use geo::Coord;

use super::{Area, Dot, Drawing, Group, Legend, Map, Sign};
use crate::domain::unit::LonLat;
use crate::domain::{Status, place_words, words};
use crate::exchange::map::Projection;
use crate::geo::Feature;
use crate::http::html::address::segment;
use crate::http::html::named::Named;
use crate::http::html::shares::shares;
use crate::service::collection::Collection;

impl Drawing<'_> {
    pub(super) fn fill(
        &self,
        map: &mut Map,
        collection: &Collection,
        features: &[Feature<'_>],
        projection: &Projection,
    ) {
        let columns = collection.columns;
        let (areas, points): (Vec<_>, Vec<_>) = features
            .iter()
            .map(|feature| Named { columns, feature })
            .partition(|named| {
                let shape = named.feature.shape.as_ref();
                shape.is_some_and(|shape| !shape.as_polygons().is_empty())
            });
        if !areas.is_empty() {
            self.fill_areas(map, collection, &areas, projection);
        } else if columns.iter().any(|c| c.name == "status") {
            self.put_signs(map, collection, &points, projection);
        } else {
            self.put_dots(map, collection, &points, projection);
        }
        map.legend.lines(self.language);
    }

    fn item(&self, collection: &Collection, id: &str) -> String {
        let path = format!("/api/collections/{}/items/{}", collection.id, segment(id));
        self.links.to_with(&path, self.view)
    }

    fn fill_areas(
        &self,
        map: &mut Map,
        collection: &Collection,
        areas: &[Named<'_>],
        projection: &Projection,
    ) {
        let language = self.language;
        // The border communes last, so that nobody paints over their outlines.
        let mut groups: BTreeMap<(bool, &'static str), Vec<Area>> = BTreeMap::new();
        for named in areas {
            let status = named.status().filter(|_| collection.has_view);
            let late = status == Some(Status::Partial) && named.flag("late");
            let mut title = named.full_label(language);
            if let Some(status) = status {
                title.push_str(": ");
                title.push_str(words::status(status, language));
            }
            let area = Area {
                href: self.item(collection, &named.feature.id),
                d: named
                    .feature
                    .shape
                    .as_ref()
                    .map(|shape| projection.areas(shape.as_polygons()))
                    .unwrap_or_default(),
                title,
                late: late.then(|| format!("late-{}", named.feature.id)),
            };
            let look = (named.flag("border"), status.map_or("shown", Status::as_str));
            groups.entry(look).or_default().push(area);
        }
        let late = groups.values().flatten().any(|area| area.late.is_some());
        map.groups = groups
            .into_iter()
            .map(|((border, fill), areas)| Group {
                fill,
                border,
                areas,
            })
            .collect();
        map.legend = self.legend_of(collection, areas, late);
    }

    fn legend_of(&self, collection: &Collection, areas: &[Named<'_>], late: bool) -> Legend {
        let language = self.language;
        let mut legend = Legend::default();
        let border: Vec<_> = areas.iter().filter(|a| a.flag("border")).collect();
        let border_words = language.choose("Xã biên giới", "Border communes");
        if let ([one], true) = (areas, collection.has_view) {
            let status = one
                .status()
                .map(|s| (s.as_str(), words::status(s, language)));
            if let Some((kind, words)) = status {
                legend.key(kind, words);
            }
        } else if collection.has_view {
            let all = areas.iter().filter_map(Named::status).collect();
            let among = border.iter().filter_map(|a| a.status()).collect();
            legend = Legend::of_statuses(&all, &among, language);
        } else {
            let shown = language.choose(collection.title_vi, collection.title_en);
            legend.counted("shown", shown, areas.len());
        }
        if late {
            let words = language.choose("Một phần, trễ hạn", "Partial, late");
            legend.key("late", words);
        }
        match border.len() {
            0 => {}
            _ if collection.has_view => legend.key("border", border_words),
            count => legend.counted("border", border_words, count),
        }
        legend
    }

    fn put_signs(
        &self,
        map: &mut Map,
        collection: &Collection,
        points: &[Named<'_>],
        projection: &Projection,
    ) {
        let language = self.language;
        for named in points {
            let at = named.feature.shape.as_ref().map(|s| s.bbox.center());
            let (Some(state), Some(at)) = (named.text("status"), at) else {
                continue;
            };
            let (x, y) = projection.at(at);
            map.signs.push(Sign {
                x,
                y,
                state: state.to_owned(),
                href: self.item(collection, &named.feature.id),
                title: format!(
                    "{}: {}",
                    named.label(language),
                    words::pano(state, language)
                ),
            });
        }
        for (kind, state) in [
            ("pano-built", "built"),
            ("pano-planned", "planned"),
            ("pano-overdue", "overdue"),
        ] {
            let count = map.signs.iter().filter(|sign| sign.state == state).count();
            if points.len() == 1 && count == 0 {
                continue;
            }
            map.legend
                .counted(kind, words::pano(state, language), count);
        }
    }

    /// A circle for every place, as large as there are activities.
    fn put_dots(
        &self,
        map: &mut Map,
        collection: &Collection,
        points: &[Named<'_>],
        projection: &Projection,
    ) {
        let language = self.language;
        let reference = &self.atlas.reference;
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for named in points {
            for portion in shares(named) {
                *places.entry(portion.unit).or_default() += 1;
            }
        }
        let path = format!("/api/collections/{}/items", collection.id);
        let dot = |(unit, count): (&str, usize)| {
            let place = reference.place(unit)?;
            let LonLat { lon, lat } = reference.point(place);
            let (x, y) = projection.at(Coord { x: lon, y: lat });
            let number = words::whole(&count, language);
            let name = place_words::name(place, reference, language);
            let activities = language.choose("hoạt động", "activities");
            Some(Dot {
                x,
                y,
                radius: radius(count),
                href: self.links.to_with(&path, &[("place", unit)]),
                title: format!("{name} – {activities}: {number}"),
            })
        };
        map.dots = places.into_iter().filter_map(dot).collect();
        // The small ones on top of the large ones.
        map.dots.sort_by_key(|dot| std::cmp::Reverse(dot.radius));
        let words = language.choose(
            "Nơi có hoạt động (vòng càng lớn càng nhiều)",
            "Place with activities (the larger, the more)",
        );
        map.legend.counted("dot", words, map.dots.len());
    }
}

/// The area grows with the count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a few hundred at most"
)]
fn radius(count: usize) -> i32 {
    (7.0 + 4.0 * (count.min(400) as f64).sqrt()).round() as i32
}
