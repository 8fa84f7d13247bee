//! One way to hash several fields: each with its length, so that no two lists of fields have the same bytes.

/// Fields on their way into a hash or a tag.
#[derive(Default)]
pub(crate) struct Canon(Vec<u8>);

impl Canon {
    /// Adds bytes.
    pub(crate) fn bytes(mut self, field: &[u8]) -> Self {
        self.0.extend((field.len() as u64).to_le_bytes());
        self.0.extend(field);
        self
    }

    /// Adds text.
    pub(crate) fn text(self, field: &str) -> Self {
        self.bytes(field.as_bytes())
    }

    /// Adds a number.
    pub(crate) fn int(self, field: i64) -> Self {
        self.bytes(&field.to_le_bytes())
    }

    /// Adds bytes that may be missing, which is something else than none.
    pub(crate) fn maybe(self, field: Option<&[u8]>) -> Self {
        match field {
            Some(field) => self.int(1).bytes(field),
            None => self.int(0),
        }
    }

    /// All of them.
    pub(crate) fn done(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_field_ends_matters() {
        let one = Canon::default().text("ab").text("c").done();
        let other = Canon::default().text("a").text("bc").done();
        assert_ne!(one, other);
        assert_ne!(
            Canon::default().maybe(None).done(),
            Canon::default().maybe(Some(b"")).done()
        );
    }
}
