//! One run's use of [`Answers`](super::Answers): it counts calls.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use serde_json::Value;

use super::answers::{Answers, Call};
use crate::native::{Answer, Respond, TaskCall};

/// Answers with the calls that were made so far.
pub(super) struct Session {
    answers: Answers,
    /// By what answers and the payload.
    counts: Mutex<BTreeMap<String, u32>>,
}

impl Session {
    pub(super) fn new(answers: &Answers) -> Self {
        Self { answers: answers.clone(), counts: Mutex::default() }
    }

    /// The answer to a call; `None` where the task's own body is asked.
    pub(super) fn answer(
        &self,
        function: Option<&str>,
        resource: &str,
        payload: &Value,
        task_token: Option<&str>,
    ) -> Option<Answer> {
        let rules = self.answers.rules.iter().enumerate();
        let (index, rule) = rules.rev().find(|(_, rule)| rule.is_for(function, resource))?;
        let payload = without_token(payload, task_token);
        let (earlier, time) = self.count(format!("{index} {payload}"));
        let result = (rule.answer)(Call { payload: &payload, earlier });
        Some(Answer { result, after: rule.after + time })
    }

    /// How long it is before a body begins.
    pub(super) fn time_of_body(
        &self,
        function: Option<&str>,
        resource: &str,
        payload: &Value,
        task_token: Option<&str>,
    ) -> Duration {
        let payload = without_token(payload, task_token);
        self.count(format!("{} {payload}", function.unwrap_or(resource))).1
    }

    /// How often the same call came before, and the time that it takes.
    fn count(&self, call: String) -> (u32, Duration) {
        let place = fnv(call.as_bytes());
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(call).or_default();
        let earlier = *count;
        *count += 1;
        let time = self.answers.spread.map(|salt| time_of_its_own(salt, place, earlier));
        (earlier, time.unwrap_or_default())
    }
}

impl Respond for Session {
    fn respond(&self, call: &TaskCall) -> Option<Answer> {
        self.answer(call.function, &call.resource, &call.payload, call.task_token.as_deref())
    }

    fn time_of_body(&self, call: &TaskCall) -> Duration {
        let token = call.task_token.as_deref();
        self.time_of_body(call.function, &call.resource, &call.payload, token)
    }
}

/// Tokens differ from run to run, so no answer may depend on one.
fn without_token(payload: &Value, token: Option<&str>) -> Value {
    match payload {
        Value::String(text) if token == Some(text) => Value::from("<task token>"),
        Value::Array(elements) => {
            elements.iter().map(|element| without_token(element, token)).collect()
        }
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.clone(), without_token(value, token))).collect()
        }
        value => value.clone(),
    }
}

/// Less than a second, so that it does not reach a time limit.
fn time_of_its_own(salt: u64, place: u64, earlier: u32) -> Duration {
    let mixed =
        fnv(&[salt.to_le_bytes(), place.to_le_bytes(), u64::from(earlier).to_le_bytes()].concat());
    Duration::from_millis(1 + mixed % 997)
}

/// FNV-1a: the same in every process, unlike the hasher of the standard library.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
