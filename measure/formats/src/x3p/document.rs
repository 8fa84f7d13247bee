//! What `main.xml` says that matters here.

use super::FORMAT;
use super::xml::Tree;
use crate::samples::Sample;
use crate::{Error, Options};

const EXPORT: &str = "export one surface on a regular grid";

/// One of the three axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    /// Its values stand beside each height; else they are steps.
    pub absolute: bool,
    /// The type of its values in a binary member.
    pub sample: Sample,
    /// Metres of a step, and of the first.
    pub increment: f64,
    pub offset: f64,
}

/// How the points are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Row by row, columns and rows.
    Matrix(usize, usize),
    /// Anyhow, so many.
    List(usize),
}

impl Order {
    pub(super) const fn count(self) -> usize {
        match self {
            Self::Matrix(width, height) => width * height,
            Self::List(count) => count,
        }
    }
}

/// Where the points are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// In the document, one text for each point.
    Text(Vec<String>),
    /// In a member, with its checksum where there is one; and the member with a bit for each point.
    Member {
        points: (String, Option<String>),
        valid: Option<(String, Option<String>)>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Document {
    pub axes: [Axis; 3],
    pub order: Order,
    pub source: Source,
}

impl Document {
    pub(super) fn of(tree: &Tree<'_>, options: &Options) -> Result<Self, Error> {
        let feature = tree.text("Record1/FeatureType").unwrap_or_default();
        if !matches!(feature.as_str(), "SUR" | "PCL") {
            return Err(Error::unsupported(
                FORMAT,
                format!("content of type {feature:?}"),
                EXPORT,
            ));
        }
        let axes = [axis(tree, "CX")?, axis(tree, "CY")?, axis(tree, "CZ")?];
        let order = order(tree, options)?;
        if matches!(order, Order::List(_)) && !(axes[0].absolute && axes[1].absolute) {
            return Err(Error::damaged(
                FORMAT,
                "a list of points whose x or y is not written",
            ));
        }
        let source = match tree.text("Record3/DataLink/PointDataLink") {
            Some(points) => Source::Member {
                points: (points, tree.text("Record3/DataLink/MD5ChecksumPointData")),
                valid: tree
                    .text("Record3/DataLink/ValidPointsLink")
                    .map(|valid| (valid, tree.text("Record3/DataLink/MD5ChecksumValidPoints"))),
            },
            None => Source::Text(tree.texts("Record3/DataList", "Datum")),
        };
        Ok(Self { axes, order, source })
    }
}

fn axis(tree: &Tree<'_>, name: &str) -> Result<Axis, Error> {
    let text = |part: &str| tree.text(&format!("Record1/Axes/{name}/{part}"));
    let number = |part: &str| match text(part) {
        None => Ok(None),
        Some(text) => {
            let number = text.parse().ok().filter(|number: &f64| number.is_finite());
            let told = || Error::damaged(FORMAT, format!("{part} of {name} is {text:?}"));
            number.map(Some).ok_or_else(told)
        }
    };
    let absolute = match text("AxisType").as_deref() {
        Some("A") => true,
        Some("I") => false,
        other => {
            return Err(Error::damaged(
                FORMAT,
                format!("{name} is an axis of type {other:?}"),
            ));
        }
    };
    let sample = match text("DataType").as_deref() {
        Some("I") => Sample::I16,
        Some("L") => Sample::I32,
        Some("F") => Sample::F32,
        // The type of steps means nothing, and is often missing.
        Some("D") | None => Sample::F64,
        other => {
            return Err(Error::damaged(
                FORMAT,
                format!("{name} has data of type {other:?}"),
            ));
        }
    };
    Ok(Axis {
        absolute,
        sample,
        increment: number("Increment")?
            .filter(|&increment| increment != 0.0)
            .unwrap_or(1.0),
        offset: number("Offset")?.unwrap_or(0.0),
    })
}

fn order(tree: &Tree<'_>, options: &Options) -> Result<Order, Error> {
    let count = |path: &str| match tree.text(path) {
        None => Ok(None),
        Some(text) => {
            let told = || Error::damaged(FORMAT, format!("{path} is {text:?}"));
            text.parse::<u64>().map(Some).map_err(|_| told())
        }
    };
    if let Some(points) = count("Record3/ListDimension")? {
        let (points, _) = options.limits.cells(FORMAT, points, 1)?;
        return Ok(Order::List(points));
    }
    let size = |axis: &str| count(&format!("Record3/MatrixDimension/{axis}")).map(|size| size.unwrap_or(0));
    let layers = size("SizeZ")?;
    if layers > 1 {
        return Err(Error::unsupported(FORMAT, format!("{layers} layers"), EXPORT));
    }
    let (width, height) = options.limits.cells(FORMAT, size("SizeX")?, size("SizeY")?)?;
    Ok(Order::Matrix(width, height))
}
