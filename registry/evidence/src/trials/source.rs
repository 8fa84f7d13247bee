//! Where a row comes from.

/// Where somebody can look a row up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A digital object identifier, as `10.1111/jocd.12207`.
    Doi(String),
    /// An address of the web.
    Url(String),
}

impl Source {
    /// Reads a DOI or an address; anything else is no source.
    pub fn parse(text: &str) -> Option<Self> {
        let one_word = !text.is_empty() && !text.contains(char::is_whitespace);
        let is_doi = text.strip_prefix("10.").is_some_and(|rest| rest.contains('/'));
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let is_url = rest.is_some_and(|rest| rest.contains('.'));
        match (one_word, is_doi, is_url) {
            (true, true, _) => Some(Self::Doi(text.to_owned())),
            (true, _, true) => Some(Self::Url(text.to_owned())),
            _ => None,
        }
    }

    /// The address that leads there.
    pub fn link(&self) -> String {
        match self {
            Self::Doi(doi) => format!("https://doi.org/{doi}"),
            Self::Url(url) => url.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_or_an_address_is_a_source_and_nothing_else_is() {
        let link = |text| Source::parse(text).map(|source| source.link());
        assert_eq!(
            link("10.1111/jocd.12207").unwrap(),
            "https://doi.org/10.1111/jocd.12207"
        );
        assert_eq!(link("https://a.org/1").unwrap(), "https://a.org/1");
        for none in [
            "",
            "from memory",
            "10.1111",
            "https://",
            "Alam 2014",
            "ftp://a.org/1",
        ] {
            assert_eq!(link(none), None, "{none}");
        }
    }
}
