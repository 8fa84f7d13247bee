//! Slows down who guesses passwords or codes.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// Who mistypes a password does so a few times, then looks it up: ten at once, then one in six seconds. At that
/// pace a code of six digits, of which three are right at any time, holds out for weeks.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(10).unwrap();
const ONE_IN: Duration = Duration::from_secs(6);
/// A whole practice may sit behind one address.
const FROM_ONE_ADDRESS: NonZeroU32 = NonZeroU32::new(100).unwrap();
/// Days of birth that are typed to take up one invitation: ten, then one in two hours. That is 178 in the two weeks that an
/// invitation holds, of the eleven thousand days on which somebody between 15 and 45 can be born.
const GUESSES: NonZeroU32 = NonZeroU32::new(10).unwrap();
const GUESS_IN: Duration = Duration::from_secs(2 * 3600);
/// Keys that have not been seen for long are dropped when there are this many.
const MANY: usize = 10_000;

/// Counts tries, by account and by address.
pub struct Limiter {
    accounts: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    invitations: DefaultKeyedRateLimiter<String>,
}

impl Default for Limiter {
    fn default() -> Self {
        let quota = |burst| {
            Quota::with_period(ONE_IN).map_or(Quota::per_minute(burst), |quota| quota.allow_burst(burst))
        };
        let guesses = Quota::with_period(GUESS_IN);
        let guesses = guesses.map_or(Quota::per_hour(GUESSES), |quota| quota.allow_burst(GUESSES));
        Self {
            invitations: RateLimiter::keyed(guesses),
            accounts: RateLimiter::keyed(quota(AT_ONCE)),
            addresses: RateLimiter::keyed(quota(FROM_ONE_ADDRESS)),
        }
    }
}

impl Limiter {
    /// Counts a day of birth typed to take up an invitation of a patient; answers whether it may be looked at.
    pub fn may_guess(&self, patient: &str) -> bool {
        if self.invitations.len() > MANY {
            self.invitations.retain_recent();
        }
        self.invitations.check_key(&patient.to_owned()).is_ok()
    }

    /// Counts a try; answers whether it may go ahead.
    pub fn may_try(&self, account: &str, from: IpAddr) -> bool {
        if self.accounts.len() > MANY || self.addresses.len() > MANY {
            self.accounts.retain_recent();
            self.addresses.retain_recent();
        }
        let account = self.accounts.check_key(&account.to_lowercase()).is_ok();
        account && self.addresses.check_key(&from).is_ok()
    }
}
