//! What each state type adds, and what states do about errors.

use serde_json::Value;
use sfn_asl::{
    Catcher, ChoiceRule, ChoiceState, FailState, JitterStrategy, ParallelState, Quantity,
    QueryLanguage, Retrier, TaskState, WaitState,
};

use super::{Compiler, Context};
use crate::program::{
    CatcherProgram, ConditionProgram, KindProgram, Resource, RetrierProgram, RuleProgram,
    TaskProgram, WaitProgram, report,
};

impl Compiler {
    pub(super) fn fail(&mut self, context: &Context<'_>, fail: &FailState) -> KindProgram {
        KindProgram::Fail {
            error: fail.error.as_deref().and_then(|text| self.text(context, "Error", text)),
            cause: fail.cause.as_deref().and_then(|text| self.text(context, "Cause", text)),
        }
    }

    pub(super) fn wait(&mut self, context: &Context<'_>, wait: &WaitState) -> Option<WaitProgram> {
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

    pub(super) fn choice(&mut self, context: &Context<'_>, choice: &ChoiceState) -> KindProgram {
        let rules = choice
            .choices
            .iter()
            .enumerate()
            .filter_map(|(at, rule)| self.rule(context, at, rule))
            .collect();
        let default = choice.default.as_ref().and_then(|name| {
            self.state_named(context, &context.location.field("Default"), "Default", name)
        });
        KindProgram::Choice { rules, default }
    }

    pub(super) fn rule(
        &mut self,
        context: &Context<'_>,
        at: usize,
        rule: &ChoiceRule,
    ) -> Option<RuleProgram> {
        let location = context.location.field("Choices").index(at);
        let path = |field: &str| format!("Choices[{at}]/{field}");
        let condition = match &rule.condition {
            Some(Value::Bool(constant)) => Some(ConditionProgram::Constant(*constant)),
            Some(Value::String(text)) => {
                if let Some(field) = self.field(context, &path("Condition"), text) {
                    Some(ConditionProgram::Expression(field))
                } else {
                    let message =
                        "`Condition` must be a boolean or an expression between `{%` and `%}`";
                    self.diagnostics.push(report::malformed(location.field("Condition"), message));
                    None
                }
            }
            _ => {
                let message = "a rule of a JSONata Choice needs a `Condition`";
                self.diagnostics.push(report::malformed(location.clone(), message));
                None
            }
        };
        let next = self.state_named(context, &location.field("Next"), "Next", &rule.next);
        Some(RuleProgram {
            assign: self.assign(context, &path("Assign"), rule.assign.as_ref()),
            output: self.template(context, &path("Output"), rule.output.as_ref()),
            condition: condition?,
            next: next?,
        })
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
            arguments: self.template(context, "Arguments", task.arguments.as_ref()),
            credentials: self.template(context, "Credentials", credentials.as_ref()),
            timeout_seconds: self.optional_number(
                context,
                "TimeoutSeconds",
                task.timeout_seconds.as_ref(),
            ),
            heartbeat_seconds: self.optional_number(
                context,
                "HeartbeatSeconds",
                task.heartbeat_seconds.as_ref(),
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
            let language = branch.query_language.unwrap_or(machine_language);
            self.scope(&branch.scope, &context.location.field("Branches").index(at), language)
        });
        let branches = branches.collect();
        KindProgram::Parallel {
            arguments: self.template(context, "Arguments", parallel.arguments.as_ref()),
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
        Some(CatcherProgram {
            error_equals: catcher.error_equals.clone(),
            assign: self.assign(context, &path("Assign"), catcher.assign.as_ref()),
            output: self.template(context, &path("Output"), catcher.output.as_ref()),
            next: next?,
        })
    }
}
