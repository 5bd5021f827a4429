//! Identifiers and the dice of weighted aliases.

use std::hash::{BuildHasher, RandomState};

/// A stream of random numbers (SplitMix64): from the seed of the configuration, or another one each time.
#[derive(Debug)]
pub(in crate::endpoint) struct Ids(u64);

impl Ids {
    pub(in crate::endpoint) fn new(seed: Option<u64>) -> Self {
        Self(seed.unwrap_or_else(|| RandomState::new().hash_one(std::process::id())))
    }

    /// As another process left it.
    pub(in crate::endpoint) const fn at(position: u64) -> Self {
        Self(position)
    }

    /// Where the stream is.
    pub(in crate::endpoint) const fn position(&self) -> u64 {
        self.0
    }

    /// The next number.
    pub(in crate::endpoint) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A UUID, version 4.
    pub(in crate::endpoint) fn uuid(&mut self) -> String {
        let bits = u128::from(self.next()) << 64 | u128::from(self.next());
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string()
    }

    /// A number below `bound`.
    pub(in crate::endpoint) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }
}
