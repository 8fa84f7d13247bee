//! Walking through little-endian bytes.

use crate::{Error, Format};

/// What is left of a file. Every step names what it takes, for the error when there is too little.
#[derive(Debug, Clone)]
pub(crate) struct Bytes<'a> {
    format: Format,
    left: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(crate) const fn new(format: Format, bytes: &'a [u8]) -> Self {
        Self { format, left: bytes }
    }

    /// The next `count` bytes.
    pub(crate) fn take(&mut self, count: u64, what: &'static str) -> Result<&'a [u8], Error> {
        let at = usize::try_from(count).unwrap_or(usize::MAX);
        let (taken, left) = self.left.split_at_checked(at).ok_or(Error::Truncated {
            format: self.format,
            what,
            needed: count,
            left: self.left.len() as u64,
        })?;
        self.left = left;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], Error> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N as u64, what)?);
        Ok(array)
    }

    pub(crate) fn u8(&mut self, what: &'static str) -> Result<u8, Error> {
        self.array::<1>(what).map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self, what: &'static str) -> Result<u16, Error> {
        self.array(what).map(u16::from_le_bytes)
    }

    pub(crate) fn i16(&mut self, what: &'static str) -> Result<i16, Error> {
        self.array(what).map(i16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self, what: &'static str) -> Result<u32, Error> {
        self.array(what).map(u32::from_le_bytes)
    }

    pub(crate) fn i32(&mut self, what: &'static str) -> Result<i32, Error> {
        self.array(what).map(i32::from_le_bytes)
    }

    pub(crate) fn f32(&mut self, what: &'static str) -> Result<f32, Error> {
        self.array(what).map(f32::from_le_bytes)
    }

    pub(crate) fn f64(&mut self, what: &'static str) -> Result<f64, Error> {
        self.array(what).map(f64::from_le_bytes)
    }
}
