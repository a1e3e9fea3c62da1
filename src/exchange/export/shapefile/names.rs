//! Names of properties for a table that allows ten letters.
//!
//! Stable, since scripts and styles build on them: each long name has a short one here, whatever else is told.

use crate::geo::Column;

/// Bytes of a field's name, at most.
const MOST: usize = 10;

/// Every property whose name is too long.
const SHORT: [(&str, &str); 10] = [
    ("district_code", "dist_code"),
    ("commune_code", "comm_code"),
    ("border_communes", "border_com"),
    ("population_2019", "pop_2019"),
    ("nearest_pano_km", "pano_km"),
    ("lines_applicable", "lines_appl"),
    ("lines_reached", "lines_rchd"),
    ("participants", "particip"),
    ("recorded_by", "rec_by"),
    ("recorded_at", "rec_at"),
];

/// The names of the columns that are told, in their order.
pub(super) struct Names(Vec<(&'static str, String)>);

impl Names {
    pub(super) fn of(columns: &[(usize, &Column)]) -> Self {
        let mut names: Vec<(&'static str, String)> = Vec::with_capacity(columns.len());
        for (_, column) in columns {
            let taken = |short: &str| names.iter().any(|(_, other)| other == short);
            let short = unique(short(column.name), taken);
            names.push((column.name, short));
        }
        Self(names)
    }

    /// Property and field, in the order of the fields.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(long, short)| (*long, short.as_str()))
    }

    pub(super) fn short(&self, property: &'static str) -> &str {
        let found = self.0.iter().find(|(long, _)| *long == property);
        found.map_or(property, |(_, short)| short)
    }
}

fn short(name: &str) -> &str {
    let known = SHORT.iter().find(|(long, _)| *long == name);
    let short = known.map_or(name, |(_, short)| short);
    // Names of properties are plain letters; a test wants all that are longer to stand above.
    short.get(..MOST).unwrap_or(short)
}

/// With a number in place of its end if somebody else has the name.
fn unique(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = |n: u8| {
        let end = format!("_{n}");
        let begin = name.get(..MOST - end.len()).unwrap_or(name);
        format!("{begin}{end}")
    };
    std::iter::once(name.to_owned())
        .chain((2..=u8::MAX).map(numbered))
        .find(|name| !taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::feature::ColumnKind;
    use crate::service::collection::COLLECTIONS;

    #[test]
    fn every_property_has_a_name_of_its_own_that_fits() {
        for collection in COLLECTIONS {
            let columns: Vec<_> = collection.columns.iter().enumerate().collect();
            let names = Names::of(&columns);
            let mut seen = std::collections::BTreeSet::new();
            for (long, given) in names.iter() {
                assert!(given.len() <= MOST, "{}: {given}", collection.id);
                assert!(
                    seen.insert(given.to_uppercase()),
                    "{}: {given}",
                    collection.id
                );
                // Neither cut nor numbered: as told alone, so in all company.
                let listed = SHORT.iter().find(|(name, _)| *name == long);
                assert_eq!(given, listed.map_or(long, |(_, short)| short));
            }
        }
    }

    #[test]
    fn knows_no_property_that_there_is_not() {
        for (long, _) in SHORT {
            let there = COLLECTIONS.iter().any(|c| c.column(long).is_some());
            assert!(there && long.len() > MOST, "{long}");
        }
    }

    #[test]
    fn numbers_what_would_be_the_same() {
        let column = |name| Column::new(name, ColumnKind::Text);
        let told = [
            column("a_long_name_1"),
            column("a_long_name_2"),
            column("a_long_name_3"),
        ];
        let told: Vec<_> = told.iter().enumerate().collect();
        let names = Names::of(&told);
        let names: Vec<&str> = names.iter().map(|(_, short)| short).collect();
        assert_eq!(names, ["a_long_nam", "a_long_n_2", "a_long_n_3"]);
    }
}
