//! Bytes of a column, as hexadecimal digits in JSON.

use crate::database::Value;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Type};

/// Bytes that JSON shows as hexadecimal digits.
pub(super) struct HexBytes(Vec<u8>);

impl Serialize for HexBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for HexBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        hex::decode(digits).map(Self).map_err(serde::de::Error::custom)
    }
}

impl<DB: Database> Type<DB> for HexBytes
where
    Vec<u8>: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <Vec<u8> as Type<DB>>::type_info()
    }

    fn compatible(found: &DB::TypeInfo) -> bool {
        <Vec<u8> as Type<DB>>::compatible(found)
    }
}

impl<'r, DB: Database> Decode<'r, DB> for HexBytes
where
    Vec<u8>: Decode<'r, DB>,
{
    fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Vec::decode(value).map(Self)
    }
}

impl From<HexBytes> for Value {
    fn from(bytes: HexBytes) -> Self {
        Self::Bytes(Some(bytes.0))
    }
}

impl From<Option<HexBytes>> for Value {
    fn from(bytes: Option<HexBytes>) -> Self {
        Self::Bytes(bytes.map(|bytes| bytes.0))
    }
}
