//! Reading and writing `main.xml`.

use super::archive::hex;
use super::{CHECKSUM, FORMAT, MAIN};
use crate::write::heights_or_nan;
use crate::{Error, LengthUnit};
use relief_grid::HeightMap;
use roxmltree::{Document, Node, ParsingOptions};
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Most elements, texts and comments: a million heights as text have three million.
const MOST_NODES: u32 = 4_000_000;
/// Deepest elements within elements; documents have six.
const DEEPEST: usize = 64;
const DATA: &str = "bindata/data.bin";
const NAMESPACE: &str = "http://www.opengps.eu/2008/ISO5436_2";

/// A parsed document. Elements are found by their local names: the standard's editions differ in the namespace.
pub(super) struct Tree<'a>(Document<'a>);

/// Parses a document whose bytes live on as text.
pub(super) fn parse(bytes: &[u8]) -> Result<Tree<'_>, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text =
        std::str::from_utf8(bytes).map_err(|error| Error::damaged(FORMAT, format!("{MAIN}: {error}")))?;
    shallow(text)?;
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options);
    document
        .map(Tree)
        .map_err(|error| Error::damaged(FORMAT, format!("{MAIN}: {error}")))
}

/// Refuses elements that lie too deep in each other, before a parser that walks them goes down.
fn shallow(text: &str) -> Result<(), Error> {
    let mut depth = 0_usize;
    for tag in text.split('<').skip(1) {
        let empty = tag.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        match tag.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') => {}
            _ if empty => {}
            _ => depth += 1,
        }
        if depth > DEEPEST {
            return Err(Error::damaged(
                FORMAT,
                format!("{MAIN} is more than {DEEPEST} elements deep"),
            ));
        }
    }
    Ok(())
}

impl Tree<'_> {
    /// The text under the root's path of names, trimmed; `None` when there is none or it is empty.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        let text = whole_text(self.find(path)?);
        (!text.is_empty()).then_some(text)
    }

    /// The texts of all children called `name` of the element at `path`.
    pub(super) fn texts(&self, path: &str, name: &str) -> Vec<String> {
        let Some(parent) = self.find(path) else {
            return Vec::new();
        };
        let children = parent.children().filter(|child| child.tag_name().name() == name);
        children.map(whole_text).collect()
    }

    fn find(&self, path: &str) -> Option<Node<'_, '_>> {
        path.split('/').try_fold(self.0.root_element(), |parent, name| {
            parent.children().find(|child| child.tag_name().name() == name)
        })
    }
}

/// The text of an element, without comments inside it.
fn whole_text(element: Node<'_, '_>) -> String {
    let texts = element
        .children()
        .filter(Node::is_text)
        .filter_map(|text| text.text());
    texts.collect::<String>().trim().to_owned()
}

/// Heights as 64 bit floats in metres, NaN where not measured, with both checksums. Nothing is said of an instrument.
pub(crate) fn write(map: &HeightMap) -> Result<Vec<u8>, Error> {
    if map.width() == 0 || map.height() == 0 {
        return Err(Error::Nothing {
            format: FORMAT,
            what: "cells",
        });
    }
    let metre = LengthUnit::Metre.mm();
    let heights = heights_or_nan(map).map(|height_mm| height_mm / metre);
    let data: Vec<u8> = heights.flat_map(f64::to_le_bytes).collect();
    let main = main(map, &hex(&data));
    let checksum = format!("{} *{MAIN}\n", hex(main.as_bytes()));
    pack(&[
        (MAIN, main.as_bytes()),
        (DATA, &data),
        (CHECKSUM, checksum.as_bytes()),
    ])
    .map_err(|error| Error::damaged(FORMAT, error))
}

fn main(map: &HeightMap, checksum: &str) -> String {
    let metre = LengthUnit::Metre.mm();
    let steps = |axis: &str, pitch: relief_grid::Pitch| {
        let step = pitch.mm_per_px() / metre;
        format!(
            "      <{axis}>\n        <AxisType>I</AxisType>\n        <DataType>D</DataType>\n        \
             <Increment>{step:e}</Increment>\n        <Offset>0</Offset>\n      </{axis}>\n"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<p:ISO5436_2 xmlns:p=\"{NAMESPACE}\">\n  \
         <Record1>\n    <Revision>ISO5436 - 2000</Revision>\n    <FeatureType>SUR</FeatureType>\n    <Axes>\n\
         {}{}      <CZ>\n        <AxisType>A</AxisType>\n        <DataType>D</DataType>\n        \
         <Increment>1</Increment>\n        <Offset>0</Offset>\n      </CZ>\n    </Axes>\n  </Record1>\n  <Record3>\n    \
         <MatrixDimension>\n      <SizeX>{}</SizeX>\n      <SizeY>{}</SizeY>\n      <SizeZ>1</SizeZ>\n    \
         </MatrixDimension>\n    <DataLink>\n      <PointDataLink>{DATA}</PointDataLink>\n      \
         <MD5ChecksumPointData>{checksum}</MD5ChecksumPointData>\n    </DataLink>\n  </Record3>\n  <Record4>\n    \
         <ChecksumFile>{CHECKSUM}</ChecksumFile>\n  </Record4>\n</p:ISO5436_2>\n",
        steps("CX", map.pitch_x()),
        steps("CY", map.pitch_y()),
        map.width(),
        map.height(),
    )
}

/// Heights hardly compress: with more effort the archive is an eighth smaller and takes several times as long.
const FASTEST: i64 = 1;

/// An archive of members, all of one date, so that the same map gives the same bytes.
pub(super) fn pack(members: &[(&str, &[u8])]) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(FASTEST));
    for (name, bytes) in members {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
