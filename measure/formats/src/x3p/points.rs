//! From the points of an X3P document to a height map.

use super::FORMAT;
use super::archive::{Archive, check};
use super::document::{Axis, Document, Order, Source};
use crate::lattice::map_of_points;
use crate::map::{file_pitch, height_map};
use crate::samples::Order as ByteOrder;
use crate::{Error, LengthUnit, Options};
use relief_grid::{HeightMap, ScaleSource};

/// The map of a document's points.
pub(super) fn map(
    archive: &mut Archive<'_>,
    document: &Document,
    options: &Options,
) -> Result<HeightMap, Error> {
    let mm = LengthUnit::Metre.mm();
    let values = match &document.source {
        Source::Text(points) => from_text(points, document)?,
        Source::Member { points, valid } => {
            let mut values = from_member(archive, points, document)?;
            if let Some(valid) = valid {
                mark(archive, valid, document.order.count(), &mut values[2])?;
            }
            values
        }
    };
    let [x, y, z] = document.axes;
    let along = |axis: Axis, value: f64| (value * axis.increment + axis.offset) * mm;
    let [at_x, at_y, mut heights] = values;
    for height in &mut heights {
        *height = along(z, *height);
    }
    let steps = |axis: Axis, name| file_pitch(FORMAT, name, axis.increment * mm);
    match document.order {
        Order::Matrix(width, height) if !x.absolute && !y.absolute => height_map(
            FORMAT,
            (width, height),
            heights,
            (steps(x, "x")?, steps(y, "y")?),
            ScaleSource::File,
        ),
        order => {
            let width = match order {
                Order::Matrix(width, _) => width,
                Order::List(count) => count,
            };
            let place = |axis: Axis, stored: &[f64], point: usize, step: usize| match axis.absolute {
                true => along(axis, stored[point]),
                false => along(axis, step as f64),
            };
            let points = heights.iter().enumerate().map(|(at, &height)| {
                [
                    place(x, &at_x, at, at % width),
                    place(y, &at_y, at, at / width),
                    height,
                ]
            });
            // A point that was not measured may have no place.
            let points: Vec<_> = points
                .filter(|[x, y, _]| x.is_finite() && y.is_finite())
                .collect();
            map_of_points(FORMAT, &points, &options.limits)
        }
    }
}

/// The stored values along each axis; none along an axis of steps.
type Values = [Vec<f64>; 3];

/// Which axes have a value beside each point.
fn stored(document: &Document) -> [bool; 3] {
    [document.axes[0].absolute, document.axes[1].absolute, true]
}

/// One text for each point: its stored values between semicolons. An empty text is a point that was not measured.
fn from_text(points: &[String], document: &Document) -> Result<Values, Error> {
    let count = document.order.count();
    if points.len() != count {
        return Err(Error::damaged(
            FORMAT,
            format!("{} points of {count}", points.len()),
        ));
    }
    let stored = stored(document);
    let mut values = Values::default();
    for text in points {
        let mut numbers = text.split(';').map(str::trim);
        for (values, _) in values.iter_mut().zip(stored).filter(|(_, stored)| *stored) {
            let number = match numbers.next() {
                Some("") if text.is_empty() => Ok(f64::NAN),
                None if text.is_empty() => Ok(f64::NAN),
                Some(number) => number.parse(),
                None => "".parse(),
            };
            values.push(number.map_err(|_| Error::damaged(FORMAT, format!("a point is {text:?}")))?);
        }
    }
    Ok(values)
}

/// The stored values of all points, one point after the other.
fn from_member(
    archive: &mut Archive<'_>,
    (name, checksum): &(String, Option<String>),
    document: &Document,
) -> Result<Values, Error> {
    let stored = stored(document);
    let axes: Vec<usize> = (0..3).filter(|&axis| stored[axis]).collect();
    let size = |axis: usize| document.axes[axis].sample.size() as usize;
    let point: usize = axes.iter().map(|&axis| size(axis)).sum();
    let whole = (point * document.order.count()) as u64;
    let bytes = archive.member(name, whole)?;
    if (bytes.len() as u64) < whole {
        return Err(Error::Truncated {
            format: FORMAT,
            what: "point data",
            needed: whole,
            left: bytes.len() as u64,
        });
    }
    if let Some(checksum) = checksum {
        check(name, &bytes, checksum)?;
    }
    let mut values = Values::default();
    let mut start = 0;
    for axis in axes {
        let sample = document.axes[axis].sample;
        values[axis] = if point == size(axis) {
            sample.decode(&bytes, ByteOrder::Little)
        } else {
            let parts = bytes
                .chunks_exact(point)
                .map(|bytes| &bytes[start..start + size(axis)]);
            parts
                .flat_map(|bytes| sample.decode(bytes, ByteOrder::Little))
                .collect()
        };
        start += size(axis);
    }
    Ok(values)
}

/// Points whose bit is not set were not measured; the lowest bit of a byte comes first.
fn mark(
    archive: &mut Archive<'_>,
    (name, checksum): &(String, Option<String>),
    count: usize,
    heights: &mut [f64],
) -> Result<(), Error> {
    let whole = count.div_ceil(8);
    let bits = archive.member(name, whole as u64)?;
    if bits.len() < whole {
        return Err(Error::Truncated {
            format: FORMAT,
            what: "bits of measured points",
            needed: whole as u64,
            left: bits.len() as u64,
        });
    }
    if let Some(checksum) = checksum {
        check(name, &bits, checksum)?;
    }
    for (at, height) in heights.iter_mut().enumerate() {
        if bits[at / 8] & (1 << (at % 8)) == 0 {
            *height = f64::NAN;
        }
    }
    Ok(())
}
