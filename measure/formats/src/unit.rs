//! Units of length as files write them.

/// A unit of length.
///
/// ```
/// use relief_formats::LengthUnit;
/// assert_eq!("um".parse(), Ok(LengthUnit::Micrometre));
/// assert_eq!(LengthUnit::Micrometre.mm(), 1e-3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthUnit {
    /// Metres.
    Metre,
    /// Centimetres.
    Centimetre,
    /// Millimetres.
    Millimetre,
    /// Micrometres.
    Micrometre,
    /// Nanometres.
    Nanometre,
}

impl LengthUnit {
    /// One of this unit in millimetres.
    pub const fn mm(self) -> f64 {
        match self {
            Self::Metre => 1e3,
            Self::Centimetre => 10.0,
            Self::Millimetre => 1.0,
            Self::Micrometre => 1e-3,
            Self::Nanometre => 1e-6,
        }
    }
}

impl std::str::FromStr for LengthUnit {
    type Err = String;

    /// The unit's symbol. The prefix micro may be µ or μ (Unicode has two), u, or the æ that a µ of MS-DOS becomes when
    /// it is read as Latin-1.
    fn from_str(symbol: &str) -> Result<Self, Self::Err> {
        match symbol.trim() {
            "m" => Ok(Self::Metre),
            "cm" => Ok(Self::Centimetre),
            "mm" => Ok(Self::Millimetre),
            "\u{b5}m" | "\u{3bc}m" | "um" | "\u{e6}m" => Ok(Self::Micrometre),
            "nm" => Ok(Self::Nanometre),
            other => Err(format!(
                "{other:?} is no unit of length; give m, cm, mm, um or nm"
            )),
        }
    }
}

impl std::fmt::Display for LengthUnit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Metre => "m",
            Self::Centimetre => "cm",
            Self::Millimetre => "mm",
            Self::Micrometre => "um",
            Self::Nanometre => "nm",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_is_read_back() {
        for unit in [
            LengthUnit::Metre,
            LengthUnit::Centimetre,
            LengthUnit::Millimetre,
            LengthUnit::Micrometre,
            LengthUnit::Nanometre,
        ] {
            assert_eq!(unit.to_string().parse(), Ok(unit));
        }
        assert!("V".parse::<LengthUnit>().is_err());
    }
}
