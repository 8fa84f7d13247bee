//! What stands between a request and its page: where it comes from, who sent it, and whether that person may.

mod access;
pub mod headers;
mod limiter;
mod same_site;
mod visitor;

pub use access::{Access, KIOSK, guard};
pub use limiter::Limiter;
pub use same_site::same_site;
pub use visitor::{IDLE, Token, Visitor, cookie, is_staff};
