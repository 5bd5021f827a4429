//! A small generator of random numbers: repeatable where a seed is given, and no dependency for the rest.

use std::{
    cell::Cell,
    hash::{BuildHasher, RandomState},
};

/// The generator `SplitMix64`, good enough for ids, jitter and tests; not for secrets.
#[derive(Debug)]
pub(crate) struct Random {
    state: Cell<u64>,
    was_asked: Cell<bool>,
}

impl Random {
    pub(crate) const fn seeded(seed: u64) -> Self {
        Self { state: Cell::new(seed), was_asked: Cell::new(false) }
    }

    /// Seeded by the standard library, which asks the operating system.
    pub(crate) fn from_entropy() -> Self {
        Self::seeded(RandomState::new().hash_one(0_u8))
    }

    /// Whether it has given a number.
    pub(crate) const fn was_asked(&self) -> bool {
        self.was_asked.get()
    }

    pub(crate) fn next_u64(&self) -> u64 {
        self.was_asked.set(true);
        let state = self.state.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.state.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// At least 0 and less than 1, as `$random()`.
    pub(crate) fn next_f64(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let bits = (self.next_u64() >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }

    /// A version 4 UUID, as `$uuid()`.
    pub(crate) fn next_uuid(&self) -> String {
        let bytes = (u128::from(self.next_u64()) << 64) | u128::from(self.next_u64());
        uuid::Builder::from_random_bytes(bytes.to_be_bytes()).into_uuid().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_values() {
        let (a, b) = (Random::seeded(7), Random::seeded(7));
        assert_eq!(a.next_uuid(), b.next_uuid());
        assert_eq!(a.next_u64(), b.next_u64());
        assert_ne!(Random::seeded(7).next_u64(), Random::seeded(8).next_u64());
    }

    #[test]
    fn numbers_are_in_range_and_uuids_are_of_version_4() {
        let random = Random::from_entropy();
        assert!((0..1000).all(|_| (0.0..1.0).contains(&random.next_f64())));
        let id = random.next_uuid();
        assert_eq!((id.len(), id.as_bytes()[14]), (36, b'4'));
    }
}
