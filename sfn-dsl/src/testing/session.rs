//! One run's use of [`Answers`](super::Answers): it counts calls.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::Value;

use super::{
    answers::{Answers, Call},
    canonical::canonical,
    made_up::Outcomes,
};
use crate::native::{Answer, Respond, TaskCall, with_current};

/// Answers with the calls that were made so far.
pub(super) struct Session {
    answers: Answers,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    /// By the name of what is called and the payload.
    calls: BTreeMap<String, u32>,
    /// When each was made last, in milliseconds of the run.
    last: BTreeMap<String, u128>,
    /// What is wrong with a call that has no answer and no body.
    unanswered: Option<String>,
    /// Why the other run may well do something else.
    incomparable: Option<&'static str>,
    /// When calls come to their end, in milliseconds of the run.
    ends: BTreeSet<u128>,
    /// Whether two of them are the same, or a call is made at one of them or together with an equal one.
    is_tied: bool,
}

impl Session {
    pub(super) fn new(answers: &Answers) -> Self {
        Self { answers: answers.clone(), counts: Mutex::default() }
    }

    /// The answer to a call, and which member of the service's result it is; `None` where the task's own body is asked.
    pub(super) fn answer(&self, call: &SessionCall<'_>) -> Option<(Answer, Option<&'static str>)> {
        if let Some(recording) = &self.answers.recording {
            let Counted { text, earlier, time, .. } = self.count(call);
            let (result, member) = recording.repeat(&text, earlier);
            return Some((Answer { result, after: time }, member));
        }
        let mut rules = self.answers.rules.iter().rev();
        let rule = rules.find(|rule| rule.is_for(call.function, call.resource))?;
        let Counted { payload, earlier, time, .. } = self.count(call);
        let result = (rule.answer)(Call { payload: &payload, earlier });
        let after = rule.after + time;
        self.ends_at(call.elapsed + after);
        Some((Answer { result, after }, rule.member))
    }

    /// Whether there is an answer to the call.
    pub(super) fn knows(&self, call: &SessionCall<'_>) -> bool {
        self.answers.recording.as_ref().map_or_else(
            || self.answers.rules.iter().any(|rule| rule.is_for(call.function, call.resource)),
            |recording| {
                let payload = canonical(call.payload, call.task_token);
                recording.knows(&format!("{} {payload}", call.name()))
            },
        )
    }

    /// An outcome that is made up, where all are.
    fn made_up(&self, call: &SessionCall<'_>, outcomes: Option<Outcomes>) -> Option<Answer> {
        let recording = self.answers.recording.as_ref()?;
        let Counted { text, earlier, time, .. } = self.count(call);
        self.ends_at(call.elapsed + time);
        Some(Answer { result: recording.make(&text, earlier, outcomes), after: time })
    }

    /// How long it is before a body begins.
    pub(super) fn time_of_body(&self, call: &SessionCall<'_>) -> Duration {
        let time = self.count(call).time;
        self.ends_at(call.elapsed + time);
        time
    }

    /// Whether two calls came to their end, or one to its end and one to its start, in the same millisecond, so that either
    /// may have been first.
    pub(super) fn is_tied(&self) -> bool {
        self.counts().is_tied
    }

    /// Why another run may well do something else.
    pub(super) fn incomparable(&self) -> Option<&'static str> {
        self.counts().incomparable
    }

    pub(super) fn set_incomparable(&self, why: &'static str) {
        self.counts().incomparable = Some(why);
    }

    /// What is wrong with the first call that has no answer and no body.
    pub(super) fn unanswered_call(&self) -> Option<String> {
        self.counts().unanswered.clone()
    }

    pub(super) fn unanswered(&self, cause: &str) {
        self.counts().unanswered.get_or_insert_with(|| cause.to_owned());
    }

    fn ends_at(&self, elapsed: Duration) {
        let mut counts = self.counts();
        let is_new = counts.ends.insert(elapsed.as_millis());
        counts.is_tied |= !is_new;
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every call that was made, and how often.
    pub(super) fn calls(&self) -> BTreeMap<String, u32> {
        self.counts().calls.clone()
    }

    /// How often the same call came before, and the time that it takes.
    fn count(&self, call: &SessionCall<'_>) -> Counted {
        let payload = canonical(call.payload, call.task_token);
        let text = format!("{} {payload}", call.name());
        let place = fnv(text.as_bytes());
        let mut counts = self.counts();
        let count = counts.calls.entry(text.clone()).or_default();
        let earlier = *count;
        *count += 1;
        // Which of two equal calls is the earlier one is chance where they are made at the same moment, and so is whether
        // a call is still made at the moment at which another ends.
        let now = call.elapsed.as_millis();
        let is_beside_another = counts.last.insert(text.clone(), now) == Some(now);
        counts.is_tied |= is_beside_another || counts.ends.contains(&now);
        let time = self.answers.spread.map(|salt| time_of_its_own(salt, place, earlier));
        Counted { text, payload, earlier, time: time.unwrap_or_default() }
    }
}

/// A call that was counted.
struct Counted {
    /// What is called, and the payload.
    text: String,
    payload: Value,
    /// How often the same call came before.
    earlier: u32,
    /// The time that it takes.
    time: Duration,
}

/// A call, from a native run or an interpreted one.
pub(super) struct SessionCall<'a> {
    pub(super) function: Option<&'a str>,
    pub(super) resource: &'a str,
    pub(super) payload: &'a Value,
    pub(super) task_token: Option<&'a str>,
    /// How long the run had been going when it was made.
    pub(super) elapsed: Duration,
}

impl<'a> SessionCall<'a> {
    fn name(&self) -> &'a str {
        self.function.unwrap_or(self.resource)
    }

    fn natively(call: &'a TaskCall) -> Self {
        Self {
            function: call.function,
            resource: &call.resource,
            payload: &call.payload,
            task_token: call.task_token.as_deref(),
            elapsed: with_current(|environment| environment.elapsed()),
        }
    }
}

impl Respond for Rc<Session> {
    fn respond(&self, call: &TaskCall) -> Option<Answer> {
        self.answer(&SessionCall::natively(call)).map(|(answer, _)| answer)
    }

    fn __respond(&self, call: &TaskCall, outcomes: Option<Outcomes>) -> Option<Answer> {
        let made_up = self.made_up(&SessionCall::natively(call), outcomes);
        made_up.or_else(|| self.respond(call))
    }

    fn __unanswered(&self, cause: &str) {
        self.unanswered(cause);
    }

    fn time_of_body(&self, call: &TaskCall) -> Duration {
        Session::time_of_body(self, &SessionCall::natively(call))
    }
}

/// The same in both runs. With every second `salt` it is another one where the same call was made before, so that
/// iterations of a Map that make equal calls do not stay in step. Less than a second, so that it does not reach a time
/// limit.
fn time_of_its_own(salt: u64, place: u64, earlier: u32) -> Duration {
    let earlier = if salt.is_multiple_of(2) { earlier } else { 0 };
    let mixed = fnv(&[salt, place, earlier.into()].map(u64::to_le_bytes).concat());
    Duration::from_millis(1 + mixed % 997)
}

/// FNV-1a: the same in every process, unlike the hasher of the standard library.
pub(super) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
