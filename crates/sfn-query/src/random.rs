//! Random values that a seed decides.
//!
//! What a definition seeds itself, `$random(seed)` and `States.MathRandom`, comes from Java's `java.util.Random`, which AWS
//! uses: the 48-bit linear congruential generator that the Java documentation specifies. All else comes from [`Draws`].

use std::sync::atomic::{AtomicU64, Ordering};

/// Values drawn one after the other, from a `SplitMix64` generator: the same seed gives the same ones.
#[derive(Debug)]
pub struct Draws(AtomicU64);

impl Draws {
    /// Starts at `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next value.
    pub fn next_u64(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let state = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// The next value as a fraction: 0 ≤ n < 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double")]
    pub(crate) fn next_fraction(&self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A UUID of version 4.
    pub(crate) fn uuid(&self) -> String {
        let bits = u128::from(self.next_u64()) << 64 | u128::from(self.next_u64());
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string()
    }
}

const MULTIPLIER: u64 = 0x5_DEEC_E66D;
const MASK: u64 = (1 << 48) - 1;

/// A `java.util.Random`.
pub(crate) struct JavaRandom(u64);

impl JavaRandom {
    pub(crate) const fn new(seed: u64) -> Self {
        Self((seed ^ MULTIPLIER) & MASK)
    }

    const fn next(&mut self, bits: u32) -> u64 {
        self.0 = self.0.wrapping_mul(MULTIPLIER).wrapping_add(0xB) & MASK;
        self.0 >> (48 - bits)
    }

    /// `nextDouble()`: 0 ≤ n < 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double")]
    pub(crate) fn next_double(&mut self) -> f64 {
        let high = self.next(26) << 27;
        (high + self.next(27)) as f64 / (1_u64 << 53) as f64
    }

    /// `nextInt(bound)`: 0 ≤ n < bound, where the bound is positive.
    pub(crate) const fn next_below(&mut self, bound: u32) -> u64 {
        let bound = bound as u64;
        if bound.is_power_of_two() {
            return (bound * self.next(31)) >> 31;
        }
        loop {
            let bits = self.next(31);
            let below = bits % bound;
            // Bits of the last, incomplete range of the bound would favour small numbers.
            if bits - below + (bound - 1) < 1 << 31 {
                return below;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::JavaRandom;

    #[test]
    fn a_seed_gives_the_whole_numbers_that_java_gives() {
        // What AWS answers to `States.MathRandom(1, 100, 42)` and `States.MathRandom(1, 1000, 1)`.
        assert_eq!(JavaRandom::new(42).next_below(99) + 1, 63);
        assert_eq!(JavaRandom::new(1).next_below(999) + 1, 106);
        assert_eq!(JavaRandom::new(42).next_below(16), 11);
    }

    #[test]
    fn a_seed_gives_what_java_gives() {
        // What AWS answers to `$random(42)` and `$random(0)`.
        assert!((JavaRandom::new(42).next_double() - 0.727_563_680_032_868_1).abs() < f64::EPSILON);
        assert!((JavaRandom::new(0).next_double() - 0.730_967_787_376_657).abs() < f64::EPSILON);
    }
}
