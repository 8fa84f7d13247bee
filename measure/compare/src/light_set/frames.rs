//! A set's pictures in linear light, at the pitch at which skin is measured.

use super::archive::{Files, problem};
use super::lamps::placed;
use super::stereo_error;
use crate::{CompareError, CompareOptions};
use rayon::prelude::*;
use relief_grid::{Mask, Raster, ScaleSource};
use relief_photo::card::{CardSearch, CardView, find_card};
use relief_photo::colour::srgb;
use relief_photo::{Photo, ReadLimits, read_photo};
use relief_stereo::{
    Ball, Encoding, Falloff, Frame, Lamp, LampOnBall, LampsFrom, Lights, View, Vignetting, block_factor,
    block_means,
};

/// Linear light from which a channel is burnt out: code 253 of 255, because JPEG moves full pixels by a step or two.
const BURNT_OUT: f32 = 0.98;

/// All pictures, and how the camera sees.
pub struct Frames {
    pub frames: Vec<Frame>,
    pub ambient: Option<Raster<[f32; 3]>>,
    pub view: View,
    pub scale: ScaleSource,
    /// Picture pixels along each side of a pixel of `frames`.
    pub factor: usize,
    /// Pixels per row and column of the pictures.
    pub picture_size: [usize; 2],
    /// The card as the first picture shows it.
    pub card: Option<CardView>,
    /// The ball that told where lamps are, in pixels of the pictures.
    pub ball: Option<Ball>,
    /// How the lamps are known.
    pub lamps_from: LampsFrom,
}

/// What is read of a lamp's picture before its lamp is known.
pub struct Taken {
    pub linear: Raster<[f32; 3]>,
    pub clipped: Mask,
    /// The lamp as a ball shows it, where one is named and the lamp has no place of its own.
    pub on_ball: Option<LampOnBall>,
}

/// One lamp's picture.
enum Picture {
    Decoded(Photo),
    Packed(Vec<u8>),
}

impl Frames {
    /// Decodes every picture that the description names.
    pub fn read(
        files: &mut Files<'_>,
        name: &str,
        lights: &Lights,
        options: &CompareOptions,
    ) -> Result<Self, CompareError> {
        let Some(first) = lights.lamps.first() else {
            return Err(problem(name, "describes no picture".to_owned()));
        };
        let photo = decoded(name, &first.file, &files.read(&first.file)?)?;
        let card = match find_card(&photo) {
            CardSearch::Found(card) => Some(*card),
            _ => None,
        };
        let picture_size = photo.size();
        let (view, scale) = view(lights, card.as_ref(), options).ok_or_else(|| {
            problem(
                name,
                "no scale: lay the card beside the skin, name a camera or mm_per_px_at_z0 in the description of the lamps, or \
                 give --scale-mm-per-px"
                    .to_owned(),
            )
        })?;
        let factor = block_factor(view.mm_per_px());
        // The first picture is decoded already.
        let mut pictures = vec![(first, Picture::Decoded(photo))];
        for lamp in &lights.lamps[1..] {
            pictures.push((lamp, Picture::Packed(files.read(&lamp.file)?)));
        }
        let ambient = lights.ambient_file.as_ref();
        let ambient = ambient.map(|file| Ok::<_, CompareError>((file, files.read(file)?)));
        let ambient = ambient.transpose()?;
        let vignetting = vignetting(files, name, lights, factor, picture_size)?;
        let evened = |file: &str, picture: &mut Raster<[f32; 3]>| {
            let undone = vignetting.as_ref().map(|lens| lens.undo(file, picture));
            undone.transpose().map_err(|source| stereo_error(name, source))
        };
        let of_lamp = |(lamp, picture): (&Lamp, Picture)| {
            let photo = match picture {
                Picture::Decoded(photo) => photo,
                Picture::Packed(bytes) => decoded(name, &lamp.file, &bytes)?,
            };
            let mut taken = taken(name, lights, lamp, &photo, factor)?;
            evened(&lamp.file, &mut taken.linear)?;
            Ok::<_, CompareError>(taken)
        };
        let of_room = |(file, bytes): (&String, Vec<u8>)| {
            let mut light = linear(&decoded(name, file, &bytes)?, encoding(lights), factor);
            evened(file, &mut light)?;
            Ok::<_, CompareError>(light)
        };
        let (taken, ambient) = rayon::join(
            || {
                pictures
                    .into_par_iter()
                    .map(of_lamp)
                    .collect::<Result<Vec<_>, _>>()
            },
            || ambient.map(of_room).transpose(),
        );
        let (taken, ambient) = (taken?, ambient?);
        let placed = placed(
            name,
            lights,
            &taken,
            ambient.as_ref(),
            (card.as_ref(), factor),
            view.block_means(factor),
        )?;
        let frames = lights.lamps.iter().zip(taken).zip(placed.lamps);
        let frames = frames.map(|((lamp, taken), (light, intensity))| Frame {
            name: lamp.file.clone(),
            linear: taken.linear,
            clipped: taken.clipped,
            light,
            intensity,
        });
        Ok(Self {
            frames: frames.collect(),
            ambient,
            view: placed.view,
            lamps_from: placed.lamps_from,
            scale,
            factor,
            picture_size,
            card,
            ball: lights.ball,
        })
    }
}

/// A camera that is described counts most, because near skin is seen in perspective; then the card, the description, and what the caller says.
fn view(lights: &Lights, card: Option<&CardView>, options: &CompareOptions) -> Option<(View, ScaleSource)> {
    let straight = |mm_per_px: f64| View::Orthographic { mm_per_px };
    let described = lights.view().map(|view| (view, ScaleSource::File));
    let camera = described.filter(|(view, _)| matches!(view, View::Perspective(_)));
    camera
        .or_else(|| card.map(|card| (straight(card.mm_per_px), ScaleSource::Card)))
        .or(described)
        .or_else(|| {
            let given = options.scale?;
            Some((straight(given.mm_per_px()), ScaleSource::Given))
        })
}

fn decoded(name: &str, file: &str, bytes: &[u8]) -> Result<Photo, CompareError> {
    read_photo(bytes, &ReadLimits::default()).map_err(|source| CompareError::Read {
        name: format!("{name}: {file}"),
        source,
    })
}

fn taken(
    name: &str,
    lights: &Lights,
    lamp: &Lamp,
    photo: &Photo,
    factor: usize,
) -> Result<Taken, CompareError> {
    let ball = lights.ball.as_ref().filter(|_| lamp.light.is_none());
    let encoding = encoding(lights);
    Ok(Taken {
        clipped: clipped(photo, encoding, factor),
        linear: linear(photo, encoding, factor),
        on_ball: ball
            .map(|ball| on_ball(name, lights, lamp, ball, photo))
            .transpose()?,
    })
}

/// The lamp that a picture shows on the ball.
fn on_ball(
    name: &str,
    lights: &Lights,
    lamp: &Lamp,
    ball: &Ball,
    photo: &Photo,
) -> Result<LampOnBall, CompareError> {
    let encoding = encoding(lights);
    let brightness = |x, y| light_of(photo, encoding, x, y).iter().sum::<f32>() / 3.0;
    ball.lamp(&lamp.file, photo.size(), lights.camera.as_ref(), brightness)
        .map_err(|source| stereo_error(name, source))
}

/// How the lens darkens the corners, where the description tells it.
fn vignetting(
    files: &mut Files<'_>,
    name: &str,
    lights: &Lights,
    factor: usize,
    picture_size: [usize; 2],
) -> Result<Option<Vignetting>, CompareError> {
    let found = match &lights.falloff {
        None => return Ok(None),
        Some(Falloff::Radial(k)) => Vignetting::radial(picture_size.map(|side| side / factor), *k),
        Some(Falloff::Flat(file)) => {
            let photo = decoded(name, file, &files.read(file)?)?;
            if clipped(&photo, encoding(lights), factor).count() > 0 {
                return Err(problem(
                    name,
                    format!("the flat frame {file} is burnt out; take it with a shorter exposure"),
                ));
            }
            Vignetting::from_flat(&linear(&photo, encoding(lights), factor))
        }
    };
    found.map(Some).map_err(|source| stereo_error(name, source))
}

/// As the description says, or as photos are.
fn encoding(lights: &Lights) -> Encoding {
    lights.encoding.unwrap_or(Encoding::Srgb)
}

/// What the sensor saw, of a pixel.
fn light_of(photo: &Photo, encoding: Encoding, x: usize, y: usize) -> [f32; 3] {
    photo.linear(x, y).map(|value| of_encoding(encoding, value))
}

/// Photos are read as sRGB; numbers that are proportional to light get their code values back.
fn of_encoding(encoding: Encoding, read: f32) -> f32 {
    match encoding {
        Encoding::Srgb => read,
        Encoding::Linear => srgb::encode(f64::from(read)) as f32,
    }
}

fn linear(photo: &Photo, encoding: Encoding, factor: usize) -> Raster<[f32; 3]> {
    match encoding {
        Encoding::Srgb => photo.shrunk(factor),
        Encoding::Linear => {
            let whole = Raster::from_fn(photo.width, photo.height, |x, y| light_of(photo, encoding, x, y));
            block_means(&whole, factor)
        }
    }
}

/// The blocks of which a pixel is burnt out.
fn clipped(photo: &Photo, encoding: Encoding, factor: usize) -> Mask {
    let brightest = photo.brightest(factor);
    Mask::from(brightest.map(|light| of_encoding(encoding, *light) >= BURNT_OUT))
}
