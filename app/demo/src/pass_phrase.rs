//! A phrase that nobody guesses and everybody can type.

use relief_store::Entropy;

const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
const VOWELS: &[u8; 4] = b"aiou";
/// Words of 16 bits.
const WORDS: usize = 4;

/// Four words of 16 random bits each, which can be spoken (proquints, Wilkerson 2009, arXiv:0901.4016).
pub fn pass_phrase(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 2 * WORDS];
    entropy.fill(&mut bytes);
    let words = bytes
        .chunks_exact(2)
        .map(|pair| word(u16::from_be_bytes([pair[0], pair[1]])));
    words.collect::<Vec<_>>().join("-")
}

fn word(bits: u16) -> String {
    let consonant = |shift: u16| char::from(CONSONANTS[usize::from(bits >> shift & 15)]);
    let vowel = |shift: u16| char::from(VOWELS[usize::from(bits >> shift & 3)]);
    [consonant(12), vowel(10), consonant(6), vowel(4), consonant(0)]
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_paper() {
        // 127.0.0.1 is lusab-babad.
        assert_eq!([0x7f00, 0x0001].map(word), ["lusab", "babad"]);
    }
}
