//! API cases: the ordered calls of a test, each compared with what AWS answered.
//!
//! A recording holds placeholders where values differ from run to run. Those that a client chose (the name of a
//! state machine) are bound to what the steps send; those that AWS chose (the name of an execution, a token) are
//! learnt from our own answers, hold from then on, and go back into the steps that send them.

mod compare;
mod steps;

use std::path::Path;

use serde_json::{Value, json};
use sfn_local::endpoint::{ApiError, Service};

pub(super) use self::compare::Names;
use self::steps::Plan;
pub(super) use self::steps::{no_activity, unrecorded};
use super::{Case, Verdict};

pub(super) fn run(path: &Path, selected: &dyn Fn(&str) -> bool) -> Result<Vec<Case>, String> {
    replay_all(path, selected, &async |case: &Value| replay(case).await)
}

/// Replays the selected cases of a file, one a line.
pub(super) fn replay_all(
    path: &Path,
    selected: &dyn Fn(&str) -> bool,
    replay: &impl AsyncFn(&Value) -> Verdict,
) -> Result<Vec<Case>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("cannot start a runtime: {error}"))?;
    let mut cases = Vec::new();
    for case in super::records(path)? {
        let id = text(&case, "id");
        if selected(id) {
            let verdict = runtime.block_on(replay(&case));
            cases.push(Case::new(id, text(&case, "category"), verdict));
        }
    }
    Ok(cases)
}

/// The members of an array, none for anything else.
fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text member, empty if it is not there.
pub(super) fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

async fn replay(case: &Value) -> Verdict {
    let plan = match Plan::new(case) {
        Ok(plan) => plan,
        Err(reason) => return Verdict::Skip(reason),
    };
    let service = Service::new(plan.config());
    let mut names = Names::new(case);
    let mut last_token = None;
    for (index, step) in items(&case["steps"]).iter().enumerate() {
        let operation = steps::operation(text(step, "op"));
        let Some(input) = plan.input(step, &names, last_token.as_deref()) else { continue };
        if plan.waits_before(index) {
            steps::until_all_ended(&service, &names).await;
        }
        names.sent(&input);
        let answer = service.call(&operation, input.clone()).await;
        if plan.is_judged(index)
            && let Err(difference) = judge(step, &answer, &mut names)
        {
            return Verdict::Fail(format!("    step {} {operation}: {difference}", index + 1));
        }
        if let Ok(output) = &answer {
            last_token = output.get("nextToken").and_then(Value::as_str).map(str::to_owned);
            plan.learn(index, output, &mut names);
        }
    }
    Verdict::Pass
}

fn judge(step: &Value, answer: &Result<Value, ApiError>, names: &mut Names) -> Result<(), String> {
    let fails = step.get("fails").and_then(Value::as_bool).unwrap_or(false);
    match answer {
        Err(error) if !fails => return Err(format!("refused with {error}")),
        Ok(output) if fails => return Err(format!("answered instead of refused: {output}")),
        _ => {}
    }
    let actual = match answer {
        Ok(output) => output.clone(),
        Err(error) => json!({ "error": { "code": error.code, "message": error.message } }),
    };
    let recorded = step.get("recorded").and_then(Value::as_object);
    for (key, expected) in recorded.into_iter().flatten() {
        let expected = steps::normal_error(expected);
        names.compare(&expected, &actual, key)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Options, report};

    /// Only the listed cases of the recorded calls fail.
    #[test]
    fn the_service_answers_as_recorded() {
        if !super::super::default_data().exists() {
            assert!(std::env::var_os("CI").is_none(), "no recorded cases; set SFN_SHARED");
            // Past the test harness, which keeps what `eprintln!` says to itself.
            let note = b"SKIPPED: no recorded cases; set SFN_SHARED\n";
            std::io::Write::write_all(&mut std::io::stderr(), note).expect("stderr takes text");
            return;
        }
        for kind in ["api", "validation", "teststate"] {
            let options =
                Options { data: None, kind: Some(kind.to_owned()), case: None, json: false };
            assert_eq!(report(&options), Ok(true), "{kind}: see the report");
        }
    }
}
