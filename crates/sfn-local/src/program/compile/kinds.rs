//! What each state type adds, and what states do about errors.

use serde_json::Value;
use sfn_asl::{
    Catcher, FailState, JitterStrategy, ParallelState, PassState, Quantity, QueryLanguage, Retrier,
    TaskState, WaitState,
};

use super::{Compiler, Context};
use crate::{
    payload::Payload,
    program::{
        CatcherProgram, KindProgram, Resource, RetrierProgram, TaskProgram, TemplateProgram,
        TextProgram, WaitProgram, report,
    },
};

impl Compiler {
    /// What a Pass has for its result, where that is not its input.
    pub(super) fn pass(
        &mut self,
        context: &Context<'_>,
        pass: &PassState,
    ) -> Option<TemplateProgram> {
        if !context.is_jsonpath() {
            return None;
        }
        match &pass.result {
            // Nothing in it is looked up.
            Some(result) => Some(TemplateProgram::Constant(Payload::new(result.clone()))),
            None => self.template(context, "Parameters", pass.parameters.as_ref()),
        }
    }

    pub(super) fn fail(&mut self, context: &Context<'_>, fail: &FailState) -> KindProgram {
        KindProgram::Fail {
            error: self.fail_text(context, ("Error", &fail.error), ("ErrorPath", &fail.error_path)),
            cause: self.fail_text(context, ("Cause", &fail.cause), ("CausePath", &fail.cause_path)),
        }
    }

    fn fail_text(
        &mut self,
        context: &Context<'_>,
        (name, text): (&str, &Option<String>),
        (path_name, path): (&str, &Option<String>),
    ) -> Option<TextProgram> {
        match path.as_deref().filter(|_| context.is_jsonpath()) {
            Some(path) => self.lookup(context, path_name, path).map(TextProgram::Lookup),
            None => text.as_deref().and_then(|text| self.text(context, name, text)),
        }
    }

    pub(super) fn wait(&mut self, context: &Context<'_>, wait: &WaitState) -> Option<WaitProgram> {
        if context.is_jsonpath() {
            if let Some(text) = &wait.seconds_path {
                return self.path(context, "SecondsPath", text).map(WaitProgram::SecondsPath);
            }
            if let Some(text) = &wait.timestamp_path {
                return self.path(context, "TimestampPath", text).map(WaitProgram::TimestampPath);
            }
        }
        if let Some(seconds) = &wait.seconds {
            return self.number(context, "Seconds", seconds).map(WaitProgram::Seconds);
        }
        if let Some(timestamp) = &wait.timestamp {
            return self.text(context, "Timestamp", timestamp).map(WaitProgram::Timestamp);
        }
        let message = "a Wait state needs `Seconds` or `Timestamp`";
        self.diagnostics.push(report::malformed(context.location.clone(), message));
        None
    }

    pub(super) fn task(&mut self, context: &Context<'_>, task: &TaskState) -> Option<TaskProgram> {
        let resource = Resource::parse(&task.resource);
        if resource.is_none() {
            let location = context.location.field("Resource");
            self.diagnostics.push(if task.resource.contains("${") {
                report::placeholder(location, &task.resource)
            } else {
                report::malformed(
                    location,
                    format!("`{}` is not the ARN of a resource", task.resource),
                )
            });
        }
        let credentials = task.credentials.clone().map(Value::Object);
        Some(TaskProgram {
            arguments: self.either(
                context,
                ("Arguments", task.arguments.as_ref()),
                ("Parameters", task.parameters.as_ref()),
            ),
            credentials: self.template(context, "Credentials", credentials.as_ref()),
            timeout_seconds: self.number_or_path(
                context,
                ("TimeoutSeconds", task.timeout_seconds.as_ref()),
                task.timeout_seconds_path.as_ref(),
            ),
            heartbeat_seconds: self.number_or_path(
                context,
                ("HeartbeatSeconds", task.heartbeat_seconds.as_ref()),
                task.heartbeat_seconds_path.as_ref(),
            ),
            resource: resource?,
        })
    }

    pub(super) fn parallel(
        &mut self,
        context: &Context<'_>,
        parallel: &ParallelState,
        machine_language: QueryLanguage,
    ) -> KindProgram {
        let branches = parallel.branches.iter().enumerate().map(|(at, branch)| {
            let place = context.location.field("Branches").index(at);
            self.scope(&branch.scope, &place, machine_language)
        });
        let branches = branches.collect();
        KindProgram::Parallel {
            arguments: self.either(
                context,
                ("Arguments", parallel.arguments.as_ref()),
                ("Parameters", parallel.parameters.as_ref()),
            ),
            branches,
        }
    }

    pub(super) fn retrier(
        &mut self,
        context: &Context<'_>,
        at: usize,
        retrier: &Retrier,
    ) -> RetrierProgram {
        let location = context.location.field("Retry").index(at);
        let mut number = |field: &str, quantity: Option<&Quantity>| {
            quantity.and_then(|quantity| self.decimal(quantity, &location.field(field)))
        };
        let max_attempts = number("MaxAttempts", retrier.max_attempts.as_ref()).unwrap_or(3.0);
        RetrierProgram {
            error_equals: retrier.error_equals.clone(),
            interval_seconds: number("IntervalSeconds", retrier.interval_seconds.as_ref())
                .unwrap_or(1.0),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "not negative; casting saturates"
            )]
            max_attempts: max_attempts.max(0.0) as u64,
            backoff_rate: number("BackoffRate", retrier.backoff_rate.as_ref()).unwrap_or(2.0),
            max_delay_seconds: number("MaxDelaySeconds", retrier.max_delay_seconds.as_ref()),
            full_jitter: retrier.jitter_strategy == Some(JitterStrategy::Full),
        }
    }

    pub(super) fn catcher(
        &mut self,
        context: &Context<'_>,
        at: usize,
        catcher: &Catcher,
    ) -> Option<CatcherProgram> {
        let location = context.location.field("Catch").index(at);
        let path = |field: &str| format!("Catch[{at}]/{field}");
        let next = self.state_named(context, &location.field("Next"), "Next", &catcher.next);
        let output = if context.is_jsonpath() {
            self.catcher_output(context, &path("ResultPath"), catcher.result_path.as_ref())
        } else {
            self.output_template(context, &path("Output"), catcher.output.as_ref())
        };
        Some(CatcherProgram {
            error_equals: catcher.error_equals.clone(),
            assign: self.assign(context, &path("Assign"), catcher.assign.as_ref()),
            output,
            next: next?,
        })
    }
}
