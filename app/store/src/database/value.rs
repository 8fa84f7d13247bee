//! What goes into a statement, in the few types that both databases share.

/// A value to bind; a missing one keeps its type, which PostgreSQL asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A number, an instant in microseconds, a truncated hash.
    Int(Option<i64>),
    /// An id, a name of a kind or state.
    Text(Option<String>),
    /// Hashes and everything sealed.
    Bytes(Option<Vec<u8>>),
}

macro_rules! from {
    ($($kind:ident($given:ty) $value:ident => $as:expr;)*) => {$(
        impl From<$given> for Value {
            fn from($value: $given) -> Self {
                Self::$kind(Some($as))
            }
        }

        impl From<Option<$given>> for Value {
            fn from(value: Option<$given>) -> Self {
                Self::$kind(value.map(|$value| $as))
            }
        }
    )*};
}

from! {
    Int(i64) value => value;
    Text(&str) value => value.to_owned();
    Text(String) value => value;
    Text(&String) value => value.clone();
    Bytes(&[u8]) value => value.to_vec();
    Bytes(Vec<u8>) value => value;
    Text(crate::ids::PatientId) value => value.to_string();
    Text(crate::ids::ClinicId) value => value.to_string();
    Text(crate::ids::RecordId) value => value.to_string();
    Text(&relief_course::PersonId) value => value.to_string();
    Text(crate::ids::JobId) value => value.to_string();
}

/// The values of one statement, in the order of `$1`, `$2` …
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::database::Value::from($value)),*] };
}
pub(crate) use values;
