//! Where the scheduler is, and whether it is ready.

use crate::error::ClusterError;
use std::fmt::{Display, Formatter};
use std::io;
use std::str::FromStr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// What Ballista writes before its addresses.
const SCHEME: &str = "df://";
/// A machine that is there answers within this.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);
/// The scheduler's answer to whether it has workers, as in RFC 9110, 15.3.1.
const OK: u16 = 200;

/// A scheduler's address, written `df://HOST:PORT`.
///
/// ```
/// use relief_cluster::Address;
/// let address: Address = "df://10.0.0.5:50050".parse()?;
/// assert_eq!((address.host(), address.port()), ("10.0.0.5", 50050));
/// assert_eq!(address.to_string(), "df://10.0.0.5:50050");
/// assert!("10.0.0.5".parse::<Address>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    host: String,
    port: u16,
}

impl Address {
    /// The machine, as it was named.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The scheduler's port there.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Looks whether a scheduler answers and has a worker.
    ///
    /// # Errors
    ///
    /// [`ClusterError::NoScheduler`] or [`ClusterError::NoWorker`].
    pub async fn ready(&self) -> Result<(), ClusterError> {
        match self.has_worker().await? {
            true => Ok(()),
            false => Err(ClusterError::NoWorker {
                address: self.clone(),
            }),
        }
    }

    /// Looks whether a scheduler answers, and says whether it has a worker.
    ///
    /// # Errors
    ///
    /// [`ClusterError::NoScheduler`].
    pub async fn has_worker(&self) -> Result<bool, ClusterError> {
        let wrong = |why: String| ClusterError::NoScheduler {
            address: self.clone(),
            why,
        };
        let answer = timeout(ANSWERS_WITHIN, self.ask_whether_ready()).await;
        let answer = answer.map_err(|_| wrong("no answer".to_owned()))?;
        let answer = answer.map_err(|error| wrong(error.to_string()))?;
        status(&answer)
            .map(|status| status == OK)
            .ok_or_else(|| wrong("something else answers".to_owned()))
    }

    /// The scheduler's probe for those who wait for it, over plain HTTP.
    async fn ask_whether_ready(&self) -> io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(format!("{}:{}", self.host, self.port)).await?;
        let request = format!(
            "GET /readyz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.host
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        Ok(answer)
    }
}

/// The status of an answer in HTTP.
fn status(answer: &[u8]) -> Option<u16> {
    let line = answer.strip_prefix(b"HTTP/1.1 ")?;
    std::str::from_utf8(line.get(..3)?).ok()?.parse().ok()
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.strip_prefix(SCHEME).and_then(|rest| rest.rsplit_once(':'));
        let address = parts.and_then(|(host, port)| {
            let host = Some(host).filter(|host| !host.is_empty() && !host.contains(['/', ' ']))?;
            Some(Self {
                host: host.to_owned(),
                port: port.parse().ok()?,
            })
        });
        address.ok_or_else(|| format!("give the scheduler's address as {SCHEME}HOST:PORT"))
    }
}

impl Display for Address {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{SCHEME}{}:{}", self.host, self.port)
    }
}
