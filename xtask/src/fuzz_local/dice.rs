//! What a case follows from.

use sfn_local::{Randomness as _, SeededRandomness};

/// Draws that a seed fixes.
pub(super) struct Dice(SeededRandomness);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(SeededRandomness::new(seed))
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from(self.0.next_u64() % end).unwrap_or(0)
    }

    /// Whether something happens that does once in `odds` times.
    pub(super) fn once_in(&mut self, odds: usize) -> bool {
        self.below(odds) == 0
    }

    pub(super) fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}
