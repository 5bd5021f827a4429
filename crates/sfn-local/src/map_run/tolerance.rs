//! How much failure a Map Run bears.

use serde::{Deserialize, Serialize};

/// `ToleratedFailureCount` and `ToleratedFailurePercentage`. A limit of 0 is none: without any, one failure is too many,
/// and with both, each counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tolerance {
    /// `ToleratedFailureCount`
    pub count: u64,
    /// `ToleratedFailurePercentage`, from 0 to 100.
    pub percentage: f64,
}

impl Tolerance {
    /// The cause of `States.ExceedToleratedFailureThreshold`.
    pub const CAUSE: &str = "The specified tolerated failure threshold was exceeded";

    /// Whether `failed` of `total` items are too many. Items of executions that failed or timed out count.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 items")]
    pub fn is_exceeded(self, failed: u64, total: u64) -> bool {
        let counts = self.count > 0;
        let measures = self.percentage > 0.0;
        if !counts && !measures {
            return failed > 0;
        }
        let percentage = if total == 0 { 0.0 } else { failed as f64 * 100.0 / total as f64 };
        counts && failed > self.count || measures && percentage > self.percentage
    }
}

#[cfg(test)]
mod tests {
    use super::Tolerance;

    #[test]
    fn either_limit_can_be_exceeded() {
        let exceeded = |count, percentage, failed, total| {
            Tolerance { count, percentage }.is_exceeded(failed, total)
        };
        assert!(!exceeded(0, 0.0, 0, 10));
        assert!(exceeded(0, 0.0, 1, 10));
        assert!(!exceeded(2, 0.0, 2, 10));
        assert!(exceeded(2, 0.0, 3, 10));
        assert!(!exceeded(0, 30.0, 3, 10));
        assert!(exceeded(0, 30.0, 4, 10));
        assert!(exceeded(2, 30.0, 3, 10));
        assert!(exceeded(5, 30.0, 4, 10));
        assert!(!exceeded(0, 0.5, 1, 200));
        assert!(!exceeded(0, 100.0, 10, 10));
        assert!(!exceeded(1, 1.0, 0, 0));
    }
}
