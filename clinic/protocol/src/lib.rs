//! The protocol file: what a course of treatment may and should be, each rule with its source.
//!
//! A practice reads, changes and versions its protocol as one TOML file. [`Protocol::parse`] is the only way to get
//! a [`Protocol`], so whoever holds one holds a file that was checked whole: no unknown key, every rule with a
//! source that the file explains, numbers within their limits and in order, every zone with one needle rule. A
//! mistake is refused in one line with its place. Values check themselves while they are read
//! ([`NeedleLength`], [`Period`], [`Key`], [`Text`]); what spans several values is checked afterwards in `check`, which
//! names a path in the file, and `place` turns the path into line and column. The crate knows rules, never
//! a patient: it answers "is 1.8 mm on the nose allowed" and leaves dates, people and records to `relief-course`.
//! A record names the protocol it was made under by [`Identity`]: name, version, and the hash of the file's bytes.
//!
//! ```
//! use relief_protocol::{NeedleLength, NeedleLevel, Protocol, ScarType, Zone, shipped};
//!
//! let protocol = Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS)?;
//! let deep = NeedleLength::from_mm(1.8)?;
//! let finding = protocol.check_needle(Zone::CheekLeft, &[ScarType::Rolling], deep);
//! assert_eq!(finding.unwrap().level, NeedleLevel::Warned);
//!
//! let mistake = Protocol::parse("schema = \"relief.protocol/1\"\nneddle = 1").unwrap_err();
//! assert_eq!((mistake.line, mistake.column), (2, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod candidacy;
mod care;
mod check;
mod error;
mod identity;
mod length;
mod needle;
mod period;
mod place;
mod protocol;
mod reaction;
pub mod shipped;
mod source;
mod timing;
mod words;
mod zone;

pub use candidacy::{AnswerKind, Candidacy, Consequence, Question, Recent, Then, Younger};
pub use care::{Care, Diary, HomeRoller, RollerAdvice, Technique, When};
pub use error::{ProtocolError, ValueError};
pub use identity::{Hash, Identity};
pub use length::NeedleLength;
pub use needle::{NeedleFinding, NeedleLevel, NeedleRule};
pub use period::{Period, Unit};
pub use protocol::Protocol;
pub use reaction::{Effect, RedFlag, Severity, Sign, Step};
pub use source::{Grade, Source};
pub use timing::{FollowUp, Interval, Judgement, Sessions};
pub use words::{Key, Text};
pub use zone::{Complaint, ScarType, Zone};
