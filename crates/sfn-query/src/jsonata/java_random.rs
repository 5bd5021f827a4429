//! `$random(seed)` gives the first double of Java's `java.util.Random`, which AWS's engine uses.
//!
//! The generator is the 48-bit linear congruential one that the Java documentation specifies.

const MULTIPLIER: u64 = 0x5_DEEC_E66D;
const MASK: u64 = (1 << 48) - 1;

/// A `java.util.Random`.
pub(super) struct JavaRandom(u64);

impl JavaRandom {
    pub(super) const fn new(seed: u64) -> Self {
        Self((seed ^ MULTIPLIER) & MASK)
    }

    const fn next(&mut self, bits: u32) -> u64 {
        self.0 = self.0.wrapping_mul(MULTIPLIER).wrapping_add(0xB) & MASK;
        self.0 >> (48 - bits)
    }

    /// `nextDouble()`: 0 ≤ n < 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double")]
    pub(super) fn next_double(&mut self) -> f64 {
        let high = self.next(26) << 27;
        (high + self.next(27)) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::JavaRandom;

    #[test]
    fn a_seed_gives_what_java_gives() {
        // What AWS answers to `$random(42)` and `$random(0)`.
        assert!((JavaRandom::new(42).next_double() - 0.727_563_680_032_868_1).abs() < f64::EPSILON);
        assert!((JavaRandom::new(0).next_double() - 0.730_967_787_376_657).abs() < f64::EPSILON);
    }
}
