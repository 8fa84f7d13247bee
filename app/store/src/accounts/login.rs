//! Finding an account by what was typed, in a table that tells no login.

use crate::canon::Canon;
use crate::keys::MasterKey;
use unicode_normalization::UnicodeNormalization;

/// The keyed hash that an account is found by.
pub(super) fn login_tag(master: &MasterKey, login: &str) -> String {
    let same: String = login.trim().nfkc().collect();
    // Lower case can come apart again, as that of İ does.
    let same: String = same.to_lowercase().nfkc().collect();
    master.tag(&Canon::default().text("login").text(&same).done())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_it_is_typed_does_not_matter() {
        let tag = |login| login_tag(&MasterKey::new([7; 32]), login);
        for same in ["Zoë", " zoë ", "ZOE\u{308}", "ｚｏë"] {
            assert_eq!(tag(same), tag("zoë"), "{same}");
        }
        assert_ne!(tag("zoe"), tag("zoë"));
        assert_ne!(
            tag("zoë"),
            login_tag(&MasterKey::new([8; 32]), "zoë"),
            "it is keyed"
        );
    }
}
