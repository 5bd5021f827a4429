//! Where `$random()`, `$uuid()`, jitter and task tokens come from, so that a run can be repeated.

/// A source of random bits.
pub trait Randomness: Send {
    /// The next 64 bits.
    fn next_u64(&mut self) -> u64;

    /// A number with 0 ≤ n < 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double")]
    fn next_fraction(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The same numbers for the same seed (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct SeededRandomness(u64);

impl SeededRandomness {
    /// Starts at `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }
}

impl Randomness for SeededRandomness {
    fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
