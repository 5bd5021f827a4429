//! `Retry`: which errors a call is tried again after, and when.
//!
//! One value serves twice: it is written into the definition as a retrier, and a native run executes it. Its methods
//! are `const`, so that `#[workflow]` can check the ranges while it compiles.

use std::time::Duration;

use serde_json::Number;
use sfn_asl::{JitterStrategy, Quantity, Retrier};

use crate::{
    error::{ErrorType, ErrorVariant},
    native::{Random, is_beyond_all},
};

/// How many error names one `Retry` holds; more go into a second one.
const MAX_NAMES: usize = 10;

/// A retrier: after these errors the call is tried again.
///
/// # Example
/// ```
/// use sfn_dsl::Retry;
/// use sfn_dsl::__private::sfn_asl::Retrier;
///
/// let retry = Retry::on(["States.Timeout", "Throttled"]).interval_seconds(2).max_attempts(5).jitter();
/// let retrier = Retrier::from(retry);
/// assert_eq!(retrier.error_equals, ["States.Timeout", "Throttled"]);
/// assert_eq!(retrier.max_attempts, Some(5.into()));
/// ```
///
/// # Units
/// | | Range | AWS default |
/// |---|---|---|
/// | `interval_seconds` | 1–99,999,999 s | 1 |
/// | `max_attempts` | 0–99,999,999, 0: never | 3 |
/// | `backoff_rate` | at least 1.0 | 2.0 |
/// | `max_delay_seconds` | 1–31,622,400 s | none |
///
/// # Errors
/// A value outside its range does not compile in a `#[workflow]`; with the builder it is a problem of the definition.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error>
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "give it to a call: `.retry(…)`"]
pub struct Retry {
    names: Names,
    interval_seconds: Option<u32>,
    max_attempts: Option<u32>,
    backoff_rate: Option<f64>,
    max_delay_seconds: Option<u32>,
    jitter: bool,
    problem: Option<&'static str>,
}

/// The errors of one retrier: those listed, and every variant of an error enum.
#[derive(Clone, Copy, Debug)]
struct Names {
    listed: [&'static str; MAX_NAMES],
    count: usize,
    variants: Option<fn() -> &'static [ErrorVariant]>,
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.list() == other.list()
    }
}

impl Names {
    /// `States.ALL` stands alone.
    fn list(&self) -> Vec<&'static str> {
        let variants = self.variants.map_or(&[][..], |variants| variants());
        let listed = self.listed.iter().take(self.count).copied();
        let names: Vec<_> = listed.chain(variants.iter().flat_map(ErrorVariant::names)).collect();
        if names.contains(&"States.ALL") { vec!["States.ALL"] } else { names }
    }
}

impl Retry {
    /// After the errors that Lambda itself raises and that pass by themselves.
    ///
    /// # ASL
    /// ```json
    /// {"ErrorEquals": ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
    ///   "Lambda.ClientExecutionTimeoutException", "Lambda.TooManyRequestsException"]}
    /// ```
    ///
    /// These are Lambda's own. A call of another service fails with errors of that service's name, which
    /// [`on`](Self::on) takes: `Retry::on(["Textract.ThrottlingException"])`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception>
    pub const fn transient() -> Self {
        Self::on([
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException",
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.TooManyRequestsException",
        ])
    }

    /// After the errors of these names, at most 10.
    pub const fn on<const N: usize>(errors: [&'static str; N]) -> Self {
        let mut listed = [""; MAX_NAMES];
        let mut count = 0;
        #[expect(
            clippy::indexing_slicing,
            reason = "const: there is no iterator, and both bounds are tested"
        )]
        while count < N && count < MAX_NAMES {
            listed[count] = errors[count];
            count += 1;
        }
        let retry = Self::new(Names { listed, count, variants: None });
        if N == 0 {
            retry.but("`Retry::on` needs at least one error name")
        } else if N > MAX_NAMES {
            retry.but("`Retry::on` takes at most 10 error names; give the others to a second `.retry(..)`")
        } else {
            retry
        }
    }

    /// After every error that `E` has a variant for.
    ///
    /// `States.ALL` alone, where one of them stands for every other error.
    pub const fn on_error<E: ErrorType>() -> Self {
        Self::new(Names { listed: [""; MAX_NAMES], count: 0, variants: Some(E::__variants) })
    }

    /// After a time limit or a missed heartbeat: `States.Timeout`, `States.HeartbeatTimeout`.
    pub const fn on_timeout() -> Self {
        Self::on(["States.Timeout", "States.HeartbeatTimeout"])
    }

    /// After every error but `States.Runtime`: `States.ALL`.
    ///
    /// It comes after all other retriers of a call.
    pub const fn on_all() -> Self {
        Self::on(["States.ALL"])
    }

    const fn new(names: Names) -> Self {
        Self {
            names,
            interval_seconds: None,
            max_attempts: None,
            backoff_rate: None,
            max_delay_seconds: None,
            jitter: false,
            problem: None,
        }
    }

    const fn but(mut self, problem: &'static str) -> Self {
        if self.problem.is_none() {
            self.problem = Some(problem);
        }
        self
    }

    /// The delay before the first retry.
    pub const fn interval_seconds(mut self, seconds: u32) -> Self {
        self.interval_seconds = Some(seconds);
        if seconds == 0 || seconds > 99_999_999 {
            return self.but("`interval_seconds` must be from 1 to 99,999,999");
        }
        self
    }

    /// How many retries there are; with 0 the errors are never retried.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts);
        if attempts > 99_999_999 {
            return self.but("`max_attempts` must be from 0 to 99,999,999");
        }
        self
    }

    /// What the delay is multiplied by after each retry.
    pub const fn backoff_rate(mut self, rate: f64) -> Self {
        self.backoff_rate = Some(rate);
        if !(rate >= 1.0 && rate < f64::INFINITY) {
            return self.but("`backoff_rate` must be at least 1.0");
        }
        self
    }

    /// The longest delay.
    pub const fn max_delay_seconds(mut self, seconds: u32) -> Self {
        self.max_delay_seconds = Some(seconds);
        if seconds == 0 || seconds > 31_622_400 {
            return self.but("`max_delay_seconds` must be from 1 to 31,622,400");
        }
        self
    }

    /// A random delay between nothing and the computed one: `"JitterStrategy": "FULL"`.
    pub const fn jitter(mut self) -> Self {
        self.jitter = true;
        self
    }

    /// What is out of range, as one line.
    pub const fn problem(&self) -> Option<&'static str> {
        self.problem
    }

    /// The same value; what is out of range does not compile. Called by `#[workflow]` in a `const` block.
    #[doc(hidden)]
    pub const fn __checked(self) -> Self {
        #[expect(clippy::panic, reason = "at compile time: this is the compiler's message")]
        if let Some(problem) = self.problem {
            panic!("{}", problem);
        }
        self
    }

    fn matches(&self, error: &str, missed_heartbeat: bool) -> bool {
        self.names.list().into_iter().any(|name| {
            name_matches(name, error) || (missed_heartbeat && name == "States.HeartbeatTimeout")
        })
    }

    /// The delay before retry `n`, from 0.
    fn delay(&self, n: u32, random: &Random) -> Duration {
        let interval = f64::from(self.interval_seconds.unwrap_or(1));
        let exponent = i32::try_from(n).unwrap_or(i32::MAX);
        let computed = interval * self.backoff_rate.unwrap_or(2.0).powi(exponent);
        let seconds = self.max_delay_seconds.map_or(computed, |most| computed.min(f64::from(most)));
        let seconds = if self.jitter { seconds * random.next_f64() } else { seconds };
        Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
    }
}

/// Whether a name of `ErrorEquals` matches an error.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation>
fn name_matches(name: &str, error: &str) -> bool {
    match name {
        _ if is_beyond_all(error) => false,
        "States.ALL" => true,
        "States.TaskFailed" => !matches!(error, "States.Timeout" | "States.DataLimitExceeded"),
        _ => name == error,
    }
}

impl From<Retry> for Retrier {
    fn from(retry: Retry) -> Self {
        Self {
            error_equals: retry.names.list().into_iter().map(str::to_owned).collect(),
            interval_seconds: retry.interval_seconds.map(whole),
            max_attempts: retry.max_attempts.map(whole),
            backoff_rate: retry.backoff_rate.map(number),
            max_delay_seconds: retry.max_delay_seconds.map(whole),
            jitter_strategy: retry.jitter.then_some(JitterStrategy::Full),
            comment: None,
        }
    }
}

fn whole(value: u32) -> Quantity {
    Quantity::Number(value.into())
}

/// Without a fraction where there is none, as people write it.
fn number(value: f64) -> Quantity {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "tested: a small whole number"
    )]
    if value.fract() == 0.0 && (0.0..1.0e9).contains(&value) {
        return whole(value as u32);
    }
    Number::from_f64(value).map_or_else(|| Quantity::Text(value.to_string()), Quantity::Number)
}

/// The retriers of one call and how often each has been used.
pub(crate) struct Retries<'a> {
    counted: Vec<(&'a Retry, u32)>,
}

impl<'a> Retries<'a> {
    pub(crate) fn new(retriers: &'a [Retry]) -> Self {
        Self { counted: retriers.iter().map(|retry| (retry, 0)).collect() }
    }

    /// The delay before the next attempt; `None` where there is none.
    ///
    /// The first retrier that matches decides; when it is used up, no later one is asked. A missed heartbeat is
    /// reported as `States.Timeout` and also matches its own name.
    pub(crate) fn next(
        &mut self,
        error: &str,
        missed_heartbeat: bool,
        random: &Random,
    ) -> Option<Duration> {
        let matching = |(retry, _): &&mut (&Retry, u32)| retry.matches(error, missed_heartbeat);
        let (retry, used) = self.counted.iter_mut().find(matching)?;
        if *used >= retry.max_attempts.unwrap_or(3) {
            return None;
        }
        let delay = retry.delay(*used, random);
        *used += 1;
        Some(delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delays(retriers: &[Retry], errors: &[&str]) -> Vec<Option<f64>> {
        let (mut attempts, random) = (Retries::new(retriers), Random::seeded(1));
        errors
            .iter()
            .map(|error| Some(attempts.next(error, false, &random)?.as_secs_f64()))
            .collect()
    }

    #[test]
    fn the_delay_grows_up_to_its_maximum_and_attempts_end() {
        let retry = Retry::on(["A"]).interval_seconds(2).backoff_rate(3.0).max_attempts(4);
        assert_eq!(
            delays(&[retry.max_delay_seconds(20)], &["A"; 5]),
            [Some(2.0), Some(6.0), Some(18.0), Some(20.0), None]
        );
    }

    #[test]
    fn the_defaults_are_those_of_the_language() {
        assert_eq!(delays(&[Retry::on(["A"])], &["A"; 4]), [Some(1.0), Some(2.0), Some(4.0), None]);
    }

    #[test]
    fn each_retrier_counts_for_itself_and_the_first_match_decides() {
        let retriers = [Retry::on(["A"]).max_attempts(1), Retry::on_all().max_attempts(1)];
        assert_eq!(delays(&retriers, &["A", "B", "B"]), [Some(1.0), Some(1.0), None]);
        assert_eq!(delays(&retriers, &["A", "A"]), [Some(1.0), None]);
        assert_eq!(delays(&[Retry::on_all().max_attempts(0)], &["A"]), [None]);
    }

    #[test]
    fn wildcards_leave_out_what_the_language_says() {
        assert!(name_matches("States.ALL", "States.Timeout"));
        assert!(!name_matches("States.TaskFailed", "States.Timeout"));
        assert!(name_matches("States.TaskFailed", "Declined"));
        assert!(name_matches("States.ALL", "States.DataLimitExceeded"));
        assert!(!name_matches("States.TaskFailed", "States.DataLimitExceeded"));
        assert!(name_matches("States.DataLimitExceeded", "States.DataLimitExceeded"));
        assert!(!name_matches("States.Runtime", "States.Runtime"));
    }

    #[test]
    fn jitter_stays_below_the_delay() {
        let retry =
            [Retry::on(["A"]).interval_seconds(10).max_attempts(50).backoff_rate(1.0).jitter()];
        assert!(
            delays(&retry, &["A"; 50])
                .into_iter()
                .flatten()
                .all(|delay| (0.0..10.0).contains(&delay))
        );
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        assert_eq!(Retry::transient().problem(), None);
        assert_eq!(
            Retry::on_all().interval_seconds(0).problem(),
            Some("`interval_seconds` must be from 1 to 99,999,999")
        );
        assert_eq!(
            Retry::on_all().backoff_rate(0.5).problem(),
            Some("`backoff_rate` must be at least 1.0")
        );
        assert_eq!(
            Retry::on_all().backoff_rate(f64::NAN).problem(),
            Some("`backoff_rate` must be at least 1.0")
        );
        assert_eq!(Retry::on([]).problem(), Some("`Retry::on` needs at least one error name"));
        assert!(Retry::on(["A"; 11]).problem().is_some());
        const { assert!(Retry::transient().max_attempts(3).__checked().problem().is_none()) }
    }

    #[test]
    fn a_retrier_says_only_what_was_said() {
        let retrier = Retrier::from(Retry::on(["A"]).backoff_rate(1.5));
        assert_eq!(retrier.backoff_rate, Some(Quantity::Number(Number::from_f64(1.5).unwrap())));
        assert_eq!((retrier.interval_seconds, retrier.max_attempts), (None, None));
        assert_eq!(Retrier::from(Retry::on(["A"]).backoff_rate(2.0)).backoff_rate, Some(2.into()));
    }
}
