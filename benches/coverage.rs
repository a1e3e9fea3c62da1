//! What costs something when it is asked for the first time: coverage of a new day and the whole collection written, from
//! the sample; outlines in another reference system, or with less detail; maps as pictures.
#![allow(clippy::unwrap_used, reason = "a bench may stop at once")]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use vungphu::domain::coverage::LineChoice;
use vungphu::domain::{Coverage, Language};
use vungphu::exchange::export::format::GEOJSON;
use vungphu::exchange::import::{self, Against, Options};
use vungphu::exchange::reference;
use vungphu::geo::cql2::Condition;
use vungphu::geo::{Crs, Look, Tolerance};
use vungphu::service::collection;
use vungphu::service::export::Export;
use vungphu::service::map::{self, MapPicture, Size};
use vungphu::service::parameter::Parameters;
use vungphu::service::query;
use vungphu::store::Store;
use vungphu::world::{Atlas, Effect, Snapshot};

const SAMPLE: &[u8] = include_bytes!("../data/samples/activities-sample.csv");

fn atlas() -> Atlas {
    Atlas::new(reference::load(None).unwrap()).unwrap()
}

fn snapshot() -> Snapshot {
    let atlas = Arc::new(atlas());
    let read = import::read(
        SAMPLE,
        "sample.csv",
        &Options::default(),
        &Against::reference(&atlas.reference, date(2026, 1, 1)),
    );
    let effects = read.drafts.iter().map(|draft| Effect {
        before: None,
        after: Some(draft),
    });
    Snapshot::empty(Arc::clone(&atlas)).after(effects, 1, jiff::Timestamp::UNIX_EPOCH)
}

fn new_day(c: &mut Criterion) {
    let snapshot = Arc::new(snapshot());
    let reference = &snapshot.atlas.reference;
    let day = date(2018, 9, 30);
    c.bench_function("coverage of a new day, all lines", |b| {
        b.iter(|| Coverage::on(black_box(day), reference, &snapshot.tally));
    });

    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let collection = collection::find("coverage").unwrap();
    let pairs = |day: String| {
        vec![
            ("line".into(), "2018-leaflets".into()),
            ("as_of".into(), day),
        ]
    };
    // Far more days than a snapshot keeps, so that every one is new.
    let first = date(2016, 11, 9);
    let mut days = (0..3000)
        .map(|n| first.saturating_add(jiff::Span::new().days(n)).to_string())
        .collect::<Vec<_>>()
        .into_iter()
        .cycle();
    c.bench_function("whole coverage collection of a new day, as GeoJSON", |b| {
        b.iter(|| {
            let mut parameters = Parameters::new(pairs(days.next().unwrap())).unwrap();
            let selection = query::selection(collection, &mut parameters, reference, day).unwrap();
            let export = Export {
                collection,
                selection,
                snapshot: Arc::clone(&snapshot),
                format: &GEOJSON,
                language: Language::Vi,
            };
            let mut bytes = Vec::new();
            export
                .open(&store)
                .unwrap()
                .write(&store, &mut bytes)
                .unwrap();
            bytes
        });
    });
}

fn new_drawing(c: &mut Criterion) {
    let look = |crs, metres| Look {
        crs,
        tolerance: Tolerance::Offset(metres),
    };
    let mut measure = |name: &str, before: Option<Look>, look: Look| {
        let fresh = || {
            let atlas = atlas();
            before.map(|before| atlas.drawing(before));
            atlas
        };
        let draw = |atlas: Atlas| _ = black_box(atlas.drawing(look));
        c.bench_function(name, |b| {
            b.iter_batched(fresh, draw, BatchSize::PerIteration);
        });
    };
    let vn_2000 = Crs::Epsg9205;
    measure("all outlines in VN-2000", None, Look::of(vn_2000));
    let first = look(vn_2000, 100.0);
    measure("the first generalised outlines", None, first);
    let second = look(vn_2000, 1000.0);
    measure("the second ones", Some(first), second);
}

/// A condition read and asked of the 108 communes, whose values are there already.
fn conditions(c: &mut Criterion) {
    let snapshot = snapshot();
    let reference = &snapshot.atlas.reference;
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let communes = collection::find("communes").unwrap();
    let mut nothing = Parameters::new(Vec::new()).unwrap();
    let day = date(2018, 9, 30);
    let all = query::selection(communes, &mut nothing, reference, day).unwrap();
    let page = communes.page(&all, &snapshot, &store).unwrap();
    // A corner every few kilometres, across a third of the province.
    let ring: Vec<String> = (0..=60)
        .map(|n| {
            let angle = f64::from(n % 60).to_radians() * 6.0;
            format!("{} {}", 103.2 + 0.4 * angle.cos(), 22.4 + 0.3 * angle.sin())
        })
        .collect();
    let polygon = format!("POLYGON(({}))", ring.join(", "));
    for (name, text) in [
        (
            "attributes",
            "border = true AND kind = 'xa' AND area_km2 BETWEEN 50 AND 500".to_owned(),
        ),
        (
            "a name without case or accents",
            "CASEI(ACCENTI(name)) LIKE '%nam%'".to_owned(),
        ),
        (
            "S_INTERSECTS with 60 corners",
            format!("S_INTERSECTS(geometry, {polygon})"),
        ),
        (
            "S_WITHIN with 60 corners",
            format!("S_WITHIN(geometry, {polygon})"),
        ),
        (
            "S_TOUCHES with 60 corners",
            format!("S_TOUCHES(geometry, {polygon})"),
        ),
        (
            "S_DWITHIN of a point",
            "S_DWITHIN(geometry, POINT(103.2 22.4), 15000)".to_owned(),
        ),
    ] {
        c.bench_function(&format!("filter over the communes: {name}"), |b| {
            b.iter(|| {
                let condition =
                    Condition::parse(black_box(&text), communes.columns, Crs::Crs84).unwrap();
                page.features
                    .iter()
                    .filter(|f| condition.matches(f))
                    .count()
            });
        });
    }
}

/// The map as a picture, drawn and rendered anew.
fn pictures(c: &mut Criterion) {
    let snapshot = snapshot();
    let reference = &snapshot.atlas.reference;
    let day = date(2019, 1, 31);
    let line = |id: &str| LineChoice::Line(reference.plan.line_ix(id).unwrap());
    for (name, choice, size) in [
        (
            "A4, border conferences",
            line("2018-border-conferences"),
            Size::A4,
        ),
        ("A4, leaflets", line("2018-leaflets"), Size::A4),
        (
            "social preview",
            LineChoice::Overall { year: None },
            Size::Social,
        ),
    ] {
        let mut picture = MapPicture::of_today(day);
        picture.view.choice = choice;
        picture.size = size;
        c.bench_function(&format!("map as SVG: {name}"), |b| {
            b.iter(|| map::svg(&snapshot, black_box(&picture)));
        });
        let svg = map::svg(&snapshot, &picture);
        c.bench_function(&format!("SVG to PNG: {name}"), |b| {
            b.iter(|| map::png(black_box(&svg), size.dpi()).unwrap());
        });
    }
}

criterion_group!(benches, new_day, new_drawing, conditions, pictures);
criterion_main!(benches);
