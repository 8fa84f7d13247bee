//! Numbers out of a glTF file's buffers: every count and offset is held against the bytes that are there.

use super::document::{Accessor, Document, View};
use super::{EXPORT, FORMAT, missing};
use crate::Error;
use crate::samples::{Order, Sample};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;

/// The buffers of a document with its views and accessors.
pub(super) struct Buffers<'a> {
    document: &'a Document,
    buffers: Vec<Cow<'a, [u8]>>,
}

impl<'a> Buffers<'a> {
    /// The buffers: the data of a GLB where there is no URI, else what its URI holds.
    pub(super) fn of(document: &'a Document, data: Option<&'a [u8]>) -> Result<Self, Error> {
        let buffer = |uri: &Option<String>| match uri {
            None => data
                .map(Cow::Borrowed)
                .ok_or_else(|| Error::damaged(FORMAT, "a buffer has neither data nor a URI")),
            Some(uri) => embedded(uri).map(Cow::Owned),
        };
        let buffers: Result<Vec<_>, _> = document.buffers.iter().map(|b| buffer(&b.uri)).collect();
        Ok(Self {
            document,
            buffers: buffers?,
        })
    }

    /// How many elements an accessor says that it has.
    pub(super) fn count(&self, at: usize) -> Result<u64, Error> {
        self.accessor(at).map(|accessor| accessor.count)
    }

    /// Positions in metres.
    pub(super) fn positions(&self, at: usize) -> Result<Vec<[f64; 3]>, Error> {
        let numbers = self.numbers(at, &[("VEC3", Sample::F32)])?;
        let (positions, _) = numbers.as_chunks::<3>();
        Ok(positions.to_vec())
    }

    /// Corners of triangles.
    pub(super) fn indices(&self, at: usize) -> Result<Vec<u32>, Error> {
        let kinds = [
            ("SCALAR", Sample::U8),
            ("SCALAR", Sample::U16),
            ("SCALAR", Sample::U32),
        ];
        let numbers = self.numbers(at, &kinds)?;
        Ok(numbers.into_iter().map(|number| number as u32).collect())
    }

    /// `count` colours as sRGB.
    pub(super) fn colours(&self, at: usize, count: usize) -> Result<Vec<[u8; 3]>, Error> {
        let accessor = self.accessor(at)?;
        if accessor.count != count as u64 {
            let detail = format!("{} colours for {count} vertices", accessor.count);
            return Err(Error::damaged(FORMAT, detail));
        }
        let kinds = ["VEC3", "VEC4"].into_iter();
        let kinds =
            kinds.flat_map(|shape| [Sample::F32, Sample::U8, Sample::U16].map(|sample| (shape, sample)));
        let numbers = self.numbers(at, &kinds.collect::<Vec<_>>())?;
        let whole = match sample(accessor.component_type) {
            Some(Sample::U8) => f64::from(u8::MAX),
            Some(Sample::U16) => f64::from(u16::MAX),
            _ => 1.0,
        };
        // Three, or four of which the last is opacity.
        let channels = components(&accessor.shape).unwrap_or(3);
        let colours = numbers.chunks_exact(channels);
        Ok(colours
            .map(|colour| [colour[0], colour[1], colour[2]].map(|part| srgb(part / whole)))
            .collect())
    }

    fn accessor(&self, at: usize) -> Result<&'a Accessor, Error> {
        self.document
            .accessors
            .get(at)
            .ok_or_else(|| missing("accessor", at))
    }

    /// The numbers of an accessor that is of one of `kinds`, element by element.
    fn numbers(&self, at: usize, kinds: &[(&str, Sample)]) -> Result<Vec<f64>, Error> {
        let accessor = self.accessor(at)?;
        let kind = kinds
            .iter()
            .find(|(shape, kind)| accessor.shape == *shape && sample(accessor.component_type) == Some(*kind));
        let (Some(&(_, sample)), Some(channels)) = (kind, components(&accessor.shape)) else {
            let what = format!("numbers of type {} {}", accessor.shape, accessor.component_type);
            return Err(Error::unsupported(FORMAT, what, EXPORT));
        };
        let (Some(view), None) = (accessor.buffer_view, &accessor.sparse) else {
            return Err(Error::unsupported(FORMAT, "a sparse accessor", EXPORT));
        };
        let view = self
            .document
            .buffer_views
            .get(view)
            .ok_or_else(|| missing("view", view))?;
        let size = channels as u64 * sample.size();
        let stride = view.byte_stride.unwrap_or(size);
        if accessor.count == 0 || stride < size {
            return Err(Error::damaged(FORMAT, format!("accessor {at} has nothing in it")));
        }
        let bytes = self.bytes(view)?;
        // The last element need not be filled up to the stride.
        let end = stride
            .checked_mul(accessor.count - 1)
            .and_then(|before| before.checked_add(size)?.checked_add(accessor.byte_offset));
        let range = part(bytes, accessor.byte_offset, end)?;
        if stride == size {
            return Ok(sample.decode(range, Order::Little));
        }
        let elements = range
            .chunks(stride as usize)
            .map(|element| &element[..size as usize]);
        Ok(elements
            .flat_map(|element| sample.decode(element, Order::Little))
            .collect())
    }

    fn bytes(&self, view: &View) -> Result<&[u8], Error> {
        let buffer = self
            .buffers
            .get(view.buffer)
            .ok_or_else(|| missing("buffer", view.buffer))?;
        part(
            buffer,
            view.byte_offset,
            view.byte_offset.checked_add(view.byte_length),
        )
    }
}

/// The bytes from `start` to `end`, which is `None` when it is beyond counting.
fn part(bytes: &[u8], start: u64, end: Option<u64>) -> Result<&[u8], Error> {
    let range = end.and_then(|end| bytes.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?));
    range.ok_or(Error::Truncated {
        format: FORMAT,
        what: "a buffer",
        needed: end.unwrap_or(u64::MAX),
        left: bytes.len() as u64,
    })
}

/// The data inside a URI; that of another file is not here.
fn embedded(uri: &str) -> Result<Vec<u8>, Error> {
    let Some((_, data)) = uri
        .strip_prefix("data:")
        .and_then(|data| data.split_once(";base64,"))
    else {
        let name: String = uri.chars().take(40).collect();
        return Err(Error::unsupported(
            FORMAT,
            format!("data in another file, {name:?}"),
            EXPORT,
        ));
    };
    STANDARD
        .decode(data)
        .map_err(|error| Error::damaged(FORMAT, error))
}

/// The type that a component type numbers.
fn sample(component_type: u32) -> Option<Sample> {
    match component_type {
        5120 => Some(Sample::I8),
        5121 => Some(Sample::U8),
        5122 => Some(Sample::I16),
        5123 => Some(Sample::U16),
        5125 => Some(Sample::U32),
        5126 => Some(Sample::F32),
        _ => None,
    }
}

/// The numbers of an element.
fn components(shape: &str) -> Option<usize> {
    match shape {
        "SCALAR" => Some(1),
        "VEC3" => Some(3),
        "VEC4" => Some(4),
        _ => None,
    }
}

/// The code value of a part of linear light (IEC 61966-2-1).
fn srgb(linear: f64) -> u8 {
    let encoded = if linear <= 0.003_130_8 {
        12.92 * linear
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    };
    (encoded * 255.0).round() as u8
}
