//! Where the sealed blobs are.

use crate::error::Error;
use object_store::aws::AmazonS3ConfigKey;
use object_store::path::Path as Key;
use std::fmt;
use std::path::PathBuf;

/// Where the sealed blobs are.
#[derive(Debug, Clone)]
pub enum BlobsAt {
    /// A folder, made when missing.
    Folder(PathBuf),
    /// A bucket of S3-compatible storage, which must be there.
    Bucket(Bucket),
}

/// A bucket, and how to get at it; what opens it does not print.
#[derive(Clone)]
pub struct Bucket {
    pub(crate) name: String,
    /// What every key in it begins with.
    pub(crate) prefix: Key,
    pub(crate) options: Vec<(AmazonS3ConfigKey, String)>,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bucket(s3://{}/{})", self.name, self.prefix)
    }
}

impl BlobsAt {
    /// From a URL and the variables `AWS_…` of an environment; other variables, and those that nobody knows, are left
    /// alone.
    pub(super) fn parse(
        url: &str,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Error> {
        let wrong = || Error::Setting {
            setting: "RELIEF_BLOBS_URL",
            value: url.rsplit('@').next().unwrap_or_default().to_owned(),
            problem: "it must be s3://BUCKET or s3://BUCKET/PREFIX, with the keys in AWS_ACCESS_KEY_ID and \
                      AWS_SECRET_ACCESS_KEY; leave it out for a folder"
                .to_owned(),
        };
        let rest = url.strip_prefix("s3://").ok_or_else(wrong)?;
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        if !(3..=63).contains(&name.len()) || !name.bytes().all(plain) || prefix.contains(['?', '#', '@']) {
            return Err(wrong());
        }
        let option = |(name, value): (String, String)| {
            let known = name.starts_with("AWS_").then(|| name.to_ascii_lowercase())?;
            Some((known.parse().ok()?, value))
        };
        Ok(Self::Bucket(Bucket {
            name: name.to_owned(),
            prefix: Key::parse(prefix).map_err(|_| wrong())?,
            options: environment.into_iter().filter_map(option).collect(),
        }))
    }
}
