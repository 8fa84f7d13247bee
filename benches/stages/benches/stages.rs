//! What each stage of a comparison costs on photos of 24 megapixels: a phantom pair whose scars have healed by 30 %,
//! rendered from its seed at the start (about 15 CPU seconds).
//!
//! `cargo bench -p relief-stages -- card` runs one stage. Each bench checks its result first: a stage that failed
//! is quick.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use relief_grid::{Mask, Pitch, Point, Polygon, Raster, pyramid};
use relief_phantom::{PairKind, PairSpec, Phototype, render_pair};
use relief_photo::card::{CardSearch, CardView, find_card};
use relief_photo::colour::Normalisation;
use relief_photo::comparison::{Capture, PhotoOptions, compare_photos};
use relief_photo::metrics::textures;
use relief_photo::pair::{Layer, LogPlanes, Recipe, Working, align};
use relief_photo::register::{View, register};
use relief_photo::scars::{find_scars, pigment_mask};
use relief_photo::skin::skin_mask;
use relief_photo::{Photo, ReadLimits, read_photo};
use std::collections::BTreeMap;
use std::hint::black_box;

/// 24 megapixels, 4 : 3.
const PAIR: PairSpec = PairSpec {
    kind: PairKind::Treated30,
    phototype: Phototype::II,
    seed: 5,
    width: 5648,
    height: 4240,
};

/// Beside the card, as a comparison leaves it out.
const CARD_MARGIN_MM: f64 = 6.0;

/// Blur that brings one picture of a typical pair to the other's sharpness, working pixels.
const BLUR_PX: f64 = 0.7;

fn photo(bytes: &[u8]) -> Photo {
    read_photo(bytes, &ReadLimits::default()).unwrap_or_else(|error| panic!("the phantom wrote it: {error}"))
}

fn card(photo: &Photo) -> CardView {
    match find_card(photo) {
        CardSearch::Found(card) => *card,
        other => panic!("the phantom shows a whole card: {other:?}"),
    }
}

/// One photo as a comparison prepares it.
struct Ready {
    working: Working,
    keep_out: Polygon,
    skin: Mask,
    half: Raster<[f32; 3]>,
    half_skin: Mask,
}

fn ready(photo: &Photo) -> Ready {
    let card = card(photo);
    let working = Working::of(photo, Pitch::from_mm_per_px(card.mm_per_px));
    let onto_working = |p: &Point| Point::new(working.from_photo_px(p.x), working.from_photo_px(p.y));
    let outline = card.outline_with_margin(CARD_MARGIN_MM);
    let keep_out = Polygon {
        corners: outline.corners.iter().map(onto_working).collect(),
    };
    let skin = skin_mask(&working, std::slice::from_ref(&keep_out), &[]);
    assert!(skin.count() > 0, "a bench of an empty skin");
    let half = pyramid::halve(&working.linear);
    let half_skin = Mask::from_fn(half.width(), half.height(), |x, y| {
        2 * x < skin.width() && 2 * y < skin.height() && skin.get(2 * x, 2 * y)
    });
    Ready {
        working,
        keep_out,
        skin,
        half,
        half_skin,
    }
}

impl Ready {
    fn view(&self) -> View<'_> {
        View {
            linear: &self.half,
            skin: &self.half_skin,
            pitch: self.working.filter_pitch().coarser(2.0),
        }
    }

    fn layer(&self) -> Layer<'_> {
        Layer {
            working: &self.working,
            skin: &self.skin,
            half: &self.half,
            half_skin: &self.half_skin,
        }
    }
}

fn one_photo(c: &mut Criterion, file: &[u8], photo: &Photo, ready: &Ready) {
    let mut group = c.benchmark_group("one photo");
    group.sample_size(10);
    group.bench_function("read", |b| b.iter(|| self::photo(black_box(file))));
    group.bench_function("card", |b| b.iter(|| find_card(black_box(photo))));
    let pitch = Pitch::from_mm_per_px(card(photo).mm_per_px);
    group.bench_function("working image", |b| {
        b.iter(|| Working::of(black_box(photo), pitch))
    });
    let keep_out = std::slice::from_ref(&ready.keep_out);
    group.bench_function("skin", |b| {
        b.iter(|| skin_mask(black_box(&ready.working), keep_out, &[]))
    });
    group.finish();
}

fn both_photos(c: &mut Criterion, photos: &[Photo; 2], pair: &[Ready; 2]) {
    let mut group = c.benchmark_group("both photos");
    group.sample_size(10);
    let [before, after] = pair;
    let halves = register(&before.view(), &after.view())
        .unwrap_or_else(|failure| panic!("a bench of a failure: {failure}"));
    group.bench_function("register", |b| {
        b.iter(|| register(black_box(&before.view()), &after.view()))
    });
    let registration = halves.doubled();
    let recipe = Recipe {
        mapping: &registration.mapping,
        half_mapping: &halves.mapping,
        normalisation: Normalisation::NONE,
        blur_px: [0.0, BLUR_PX],
    };
    let lay = || align(before.layer(), after.layer(), black_box(&recipe));
    group.bench_function("align", |b| b.iter(lay));
    let aligned = lay();
    let planes = [&aligned.before, &aligned.after].map(LogPlanes::of);
    let mean = LogPlanes::mean(&planes[0], &planes[1]);
    let scars = || {
        let moles = pigment_mask(black_box(&mean), &aligned.skin, aligned.pitch);
        find_scars(&mean, &aligned.skin, &moles, aligned.pitch)
    };
    assert!(!scars().is_empty(), "a bench of skin without scars");
    group.bench_function("moles and scars", |b| b.iter(scars));
    group.bench_function("texture", |b| {
        b.iter(|| textures(black_box(&aligned), &aligned.skin))
    });
    let (options, capture) = asked();
    let copies = || photos.clone();
    let all = |[before, after]: [Photo; 2]| compare_photos(before, after, &options, &capture, |_| ());
    let once = all(copies());
    assert!(once.comparable(), "a bench of a refusal: {:?}", once.checks);
    group.bench_function("all but reading", |b| {
        b.iter_batched(copies, all, BatchSize::PerIteration)
    });
    group.finish();
}

fn asked() -> (PhotoOptions, Capture) {
    let options = PhotoOptions {
        scale: None,
        regions: Vec::new(),
        seed: 0,
    };
    let capture = Capture {
        method: String::new(),
        mdc95: BTreeMap::new(),
    };
    (options, capture)
}

fn stages(c: &mut Criterion) {
    let rendered = render_pair(&PAIR).unwrap_or_else(|error| panic!("the size is a photo's: {error}"));
    let files = [rendered.before_jpeg, rendered.after_jpeg];
    let photos = files.each_ref().map(|file| photo(file));
    let pair = photos.each_ref().map(ready);
    one_photo(c, &files[0], &photos[0], &pair[0]);
    both_photos(c, &photos, &pair);
}

criterion_group!(benches, stages);
criterion_main!(benches);
