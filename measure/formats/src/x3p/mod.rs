//! X3P: the zip archive of ISO 25178-72 and ISO 5436-2, which police laboratories and metrologists exchange.
//!
//! `main.xml` says what the axes are; the heights stand in it as text, or in a binary member, with another that has a bit
//! for each point that was measured. All lengths are in metres. Checksums are held: a member whose MD5 is not the one
//! written is refused. The archive may have a folder around it all, as file managers make it.
//!
//! A stored z times the axis' increment plus its offset is the height, for integers and floats alike; an increment that is
//! missing or zero is one. x and y are steps (incremental axes) or stand beside each height (absolute axes, point clouds);
//! then they must lie on a regular grid. Profiles and several layers are refused.

mod archive;
mod document;
mod points;
mod xml;

use crate::{Error, Format, Options};
use archive::Archive;
use document::Document;
use relief_grid::HeightMap;

pub(crate) use xml::write;

const FORMAT: Format = Format::X3p;
/// The member that describes the others, and the one with its checksum.
const MAIN: &str = "main.xml";
const CHECKSUM: &str = "md5checksum.hex";

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    let mut archive = Archive::open(bytes)?;
    let main = archive.main()?;
    let tree = xml::parse(&main)?;
    let document = Document::of(&tree, options)?;
    points::map(&mut archive, &document, options)
}

#[cfg(test)]
mod tests;
