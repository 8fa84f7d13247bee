//! Samples as binary files hold them.

/// The type of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sample {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F32,
    F64,
}

/// Which byte of a sample comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Little,
    Big,
}

/// The samples of one type in `bytes`; what is left after the last whole one is passed over.
macro_rules! decode {
    ($kind:ty, $bytes:expr, $order:expr) => {{
        let (samples, _) = $bytes.as_chunks::<{ size_of::<$kind>() }>();
        match $order {
            Order::Little => samples
                .iter()
                .map(|&sample| <$kind>::from_le_bytes(sample) as f64)
                .collect(),
            Order::Big => samples
                .iter()
                .map(|&sample| <$kind>::from_be_bytes(sample) as f64)
                .collect(),
        }
    }};
}

impl Sample {
    /// Bytes of one.
    pub(crate) const fn size(self) -> u64 {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }

    /// The whole samples in `bytes`. Integers beyond 2⁵³ are rounded.
    pub(crate) fn decode(self, bytes: &[u8], order: Order) -> Vec<f64> {
        match self {
            Self::U8 => decode!(u8, bytes, order),
            Self::I8 => decode!(i8, bytes, order),
            Self::U16 => decode!(u16, bytes, order),
            Self::I16 => decode!(i16, bytes, order),
            Self::U32 => decode!(u32, bytes, order),
            Self::I32 => decode!(i32, bytes, order),
            Self::U64 => decode!(u64, bytes, order),
            Self::I64 => decode!(i64, bytes, order),
            Self::F32 => decode!(f32, bytes, order),
            Self::F64 => decode!(f64, bytes, order),
        }
    }
}
