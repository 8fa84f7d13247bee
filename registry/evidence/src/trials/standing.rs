//! How far a value can be relied on.

/// How a value came to be in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The source has it as it is here.
    Reported,
    /// It was computed from what the source has; how is told.
    Computed(String),
    /// It may be wrong; why is told. Nothing is pooled from such a value.
    Doubtful(String),
}

/// A value and how it came to be here.
#[derive(Debug, Clone, PartialEq)]
pub struct Value<T> {
    /// The value.
    pub value: T,
    /// How it came to be here.
    pub standing: Standing,
}

impl<T> Value<T> {
    /// The value unless it is doubtful.
    ///
    /// # Errors
    ///
    /// Why it is.
    pub fn relied_on(&self) -> Result<&T, &str> {
        match &self.standing {
            Standing::Doubtful(why) => Err(why),
            Standing::Reported | Standing::Computed(_) => Ok(&self.value),
        }
    }
}

impl Standing {
    /// Reads `computed: how` or `doubtful: why`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (kind, reason) = text.split_once(':')?;
        let reason = reason.trim();
        match (kind.trim(), reason.is_empty()) {
            ("computed", false) => Some(Self::Computed(reason.to_owned())),
            ("doubtful", false) => Some(Self::Doubtful(reason.to_owned())),
            _ => None,
        }
    }
}
