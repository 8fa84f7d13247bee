//! JSON with rounded numbers: readable, and the same bytes every time.

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// Significant digits of every number in the JSON: finer than any camera repeats (0.0001 %), and short
/// enough to read.
pub const SIGNIFICANT_DIGITS: usize = 6;

/// Rounds to [`SIGNIFICANT_DIGITS`], half to even on the exact binary value. Negative zero becomes
/// zero; infinities and NaN stay as they are (JSON writes them as `null`).
///
/// ```
/// use relief_compare::contract::round_significant;
/// assert_eq!(round_significant(0.123_456_78), 0.123_457);
/// assert_eq!(round_significant(-1_234_567.0), -1_234_570.0);
/// ```
pub fn round_significant(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { 0.0 } else { value };
    }
    let digits = format!("{value:.*e}", SIGNIFICANT_DIGITS - 1);
    digits.parse().unwrap_or(value)
}

/// `value` as indented JSON with rounded numbers, ending with a line break.
///
/// Keys stand in the order of the type's fields. Numbers that are not finite become `null`.
pub fn to_json(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut out, Rounded(PrettyFormatter::new()));
    #[expect(
        clippy::expect_used,
        reason = "the contract's maps have string keys and a Vec takes all bytes"
    )]
    value
        .serialize(&mut serializer)
        .expect("contract types serialise");
    out.push(b'\n');
    String::from_utf8_lossy(&out).into_owned()
}

/// The pretty formatter with every number rounded.
struct Rounded(PrettyFormatter<'static>);

impl Formatter for Rounded {
    fn write_f64<W: ?Sized + Write>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        self.0.write_f64(out, round_significant(value))
    }
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }
    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }
    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }
    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }
    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }
    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }
    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }
    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}
