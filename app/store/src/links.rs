//! Tags for addresses that open something without signing in: an invitation, a calendar.

use crate::canon::Canon;
use crate::store::Store;

impl Store {
    /// A tag in hexadecimal digits over what such an address says, which nobody can make without the master key.
    ///
    /// `purpose` keeps an address of one kind from being one of another. What stands in `fields` and not in the address binds it
    /// to how things are: when that changes, the address opens nothing any more. Nothing is kept, and nothing is logged.
    ///
    /// Two tags are compared through a hash, so that the time taken tells nothing.
    pub fn tag_link(&self, purpose: &str, fields: &[&str]) -> String {
        let start = Canon::default().text("link").text(purpose);
        let all = fields.iter().fold(start, |canon, field| canon.text(field));
        self.parts.master.tag(&all.done())
    }
}
