//! Answers of the tasks: random, and the same for the same seed, task, payload and number of earlier calls.

use std::time::Duration;

use sfn_dsl::testing::{Answers, Call};

use crate::{
    sample::{Random, Sample},
    tasks::{
        call_ask, call_change, call_count, call_event, call_find, call_list, call_name, call_note,
        call_order, call_pack, call_pair, call_ready, call_shape, call_table, call_weigh,
    },
    types::{Denied, Failure},
};

/// With what errors the tasks fail.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// With those of their types. What a call's type does not know ends the run natively, while the Map or Parallel
    /// around the call may catch it: `untyped-error` of the README.
    Typed,
    /// With others too.
    Any,
}

/// The errors that nobody's code has a variant for, and one that a `Denied` has.
const UNTYPED: &[&str] =
    &["Lambda.Unknown", "Lambda.TooManyRequestsException", "Lambda.ServiceException", "Odd"];

impl Sample for Failure {
    fn sample(random: &mut Random) -> Self {
        match random.below(4) {
            0 | 1 => Self::Bad { why: random.sample(), code: random.sample() },
            2 => Self::Worse,
            _ => Self::Late,
        }
    }
}

impl Sample for Denied {
    fn sample(random: &mut Random) -> Self {
        if random.below(3) > 0 { Self::Forbidden { by: random.sample() } } else { Self::Throttled }
    }
}

/// What all answers of a case follow from.
pub(crate) fn answers(seed: u64, errors: Errors) -> Answers {
    let mut random = Random::new(seed);
    // Of a hundred calls; in a third of the cases none fails.
    let failing = random.sample::<Odds>().0;
    let mut answers = Answers::new();
    macro_rules! answer {
        ($seconds:expr => $($task:ident)*) => {$(
            let salt = random.below(u64::MAX);
            answers = answers.on($task, move |call| answer(salt, failing, &call));
            if errors == Errors::Any && random.below(12) == 0 {
                let (times, error) = (random.below(3), random.below(UNTYPED.len() as u64));
                let error = usize::try_from(error).ok().and_then(|index| UNTYPED.get(index));
                answers = answers.fail_first(u32::try_from(times).unwrap_or(0) + 1, $task, error.unwrap_or(&"Odd"));
            }
            if random.below(6) == 0 {
                answers = answers.taking(Duration::from_secs(random.below($seconds)));
            }
        )*};
    }
    answer! { 40 =>
        call_count call_find call_name call_note call_weigh call_pair call_table call_shape
        call_change call_pack call_ask
    }
    // A `Denied` knows no time limit, and programs have one of 20 seconds.
    let seconds = if errors == Errors::Typed { 19 } else { 40 };
    answer! { seconds => call_ready call_list call_event call_order }
    answers
}

struct Odds(u64);

impl Sample for Odds {
    fn sample(random: &mut Random) -> Self {
        Self(match random.below(3) {
            0 => 0,
            1 => 15,
            _ => 40,
        })
    }
}

fn answer<T: Sample, E: Sample>(salt: u64, failing: u64, call: &Call<'_>) -> Result<T, E> {
    let text = format!("{salt} {} {}", call.earlier, call.payload);
    let seed = text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let mut random = Random::new(seed);
    if random.below(100) < failing { Err(random.sample()) } else { Ok(random.sample()) }
}
