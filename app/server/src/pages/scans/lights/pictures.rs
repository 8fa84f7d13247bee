//! The pictures of a light set as they were sent: one of each lamp, alike in size, each another one.

use super::place::{AMBIENT, Place};
use crate::form::Form;
use crate::language::{say, say_with};
use crate::pages::photos::sent::File;
use crate::picture;
use relief_photo::Photo;
use relief_photo::card::{CardSearch, find_card};
use relief_protocol::Hash;
use std::collections::BTreeMap;

/// The pictures of a set, all of them readable.
#[derive(Default)]
pub(super) struct Pictures {
    /// Names and bytes, as the set keeps them. The names are Relief's own: a camera's may name people.
    pub files: Vec<(String, Vec<u8>)>,
    /// The names by lamp.
    pub lamps: Vec<String>,
    /// The name of the picture with all lamps off.
    pub ambient: Option<String>,
    /// Pixels per row and column of the first one.
    pub size_px: [usize; 2],
    /// Width of a pixel as the card in the first one tells it, in mm.
    pub card_mm_per_px: Option<f64>,
    /// Where each picture was sent first.
    known: BTreeMap<String, String>,
}

/// What is looked for in a picture.
struct Seen {
    size_px: [usize; 2],
    card_mm_per_px: Option<f64>,
}

impl Seen {
    fn of(photo: &Photo, with_card: bool) -> Self {
        let card = with_card.then(|| find_card(photo));
        Self {
            size_px: photo.size(),
            card_mm_per_px: match card {
                Some(CardSearch::Found(card)) => Some(card.mm_per_px),
                _ => None,
            },
        }
    }
}

impl Pictures {
    /// Reads the pictures of so many lamps; what is wrong is noted beside its lamp.
    pub async fn read(lamps: usize, files: Vec<File>, form: &mut Form) -> Self {
        let mut files: BTreeMap<String, File> =
            files.into_iter().map(|file| (file.input.clone(), file)).collect();
        let mut pictures = Self::default();
        for place in Place::all(lamps) {
            let input = place.input();
            match files.remove(&input) {
                None => form.fault(
                    &input,
                    say_with(
                        "The picture with the lamp at {time} o'clock is missing.",
                        &[("time", &place.time())],
                    ),
                ),
                Some(file) => {
                    let name = pictures.add(file, &place.words(), form).await;
                    pictures.lamps.extend(name);
                }
            }
        }
        if let Some(file) = files.remove(AMBIENT) {
            pictures.ambient = pictures.add(file, say("All lamps off"), form).await;
        }
        pictures
    }

    /// Adds a picture, sent as that of `whose`; answers with its name in the set.
    async fn add(&mut self, file: File, whose: &str, form: &mut Form) -> Option<String> {
        let File { input, name, bytes } = file;
        let is_first = self.files.is_empty();
        let looked = picture::look(bytes.clone(), move |photo| Seen::of(photo, is_first)).await;
        let (media, seen) = looked
            .map_err(|problem| form.fault(&input, format!("{name}: {problem}.")))
            .ok()?;
        if is_first {
            self.size_px = seen.size_px;
            self.card_mm_per_px = seen.card_mm_per_px;
        }
        if seen.size_px != self.size_px {
            form.fault(&input, other_size(seen.size_px, self.size_px));
            return None;
        }
        if let Some(other) = self.known.insert(Hash::of(&bytes).to_string(), whose.to_owned()) {
            let problem = say_with(
                "This is the same picture as that of “{other}”; please choose another one.",
                &[("other", &other)],
            );
            form.fault(&input, problem);
            return None;
        }
        let (_, ending) = media.split_once('/')?;
        let name = format!("{}.{ending}", input.replace('-', "_"));
        self.files.push((name.clone(), bytes.into()));
        Some(name)
    }
}

/// What is said of a picture of another size than the first.
fn other_size([width, height]: [usize; 2], [first_width, first_height]: [usize; 2]) -> String {
    say_with(
        "This picture has {width} × {height} pixels, and the first one {first_width} × {first_height}: one camera, held the same way, takes all of them.",
        &[
            ("width", &width),
            ("height", &height),
            ("first_width", &first_width),
            ("first_height", &first_height),
        ],
    )
}
