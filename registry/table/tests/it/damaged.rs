//! Bytes that were damaged are read as an error or as other rows, and never end the program.

use crate::generated::rows;
use proptest::prelude::*;
use proptest::sample::Index;
use relief_table::{Format, read, write};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn damaged_files_do_no_harm(
        rows in rows(),
        format in prop_oneof![Just(Format::Csv), Just(Format::Parquet)],
        which in any::<Index>(),
        damage in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..4),
        kept in proptest::option::of(any::<Index>()),
    ) {
        let mut files = write(&rows, format).unwrap();
        let place = which.index(files.len());
        let bytes = &mut files[place].bytes;
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(kept) = kept {
            bytes.truncate(kept.index(bytes.len()));
        }
        if let Err(error) = read(&files) {
            prop_assert!(!error.to_string().contains('\n'), "{error}");
        }
    }
}
