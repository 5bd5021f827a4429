//! From the document model to a [`Program`].

use std::sync::Arc;

use serde_json::Value;
use sfn_asl::{
    Catcher, ChoiceRule, ChoiceState, Diagnostic, FailState, JitterStrategy, Location, MapState,
    ParallelState, Quantity, QueryLanguage, Retrier, Scope, State, StateKind, StateMachine,
    StateName, TaskState, TemplateMap, Transition, WaitState, WorkflowType,
};
use sfn_query::template::{Field, Template};

use super::{
    AssignProgram, CatcherProgram, ConditionProgram, KindProgram, MapProgram, NumberProgram,
    Program, Resource, RetrierProgram, RuleProgram, ScopeIndex, StateIndex, StateProgram, Target,
    TaskProgram, TextProgram, WaitProgram, report,
};

pub(super) fn compile(
    name: &str,
    workflow_type: WorkflowType,
    machine: &StateMachine,
) -> Result<Program, Vec<Diagnostic>> {
    let mut compiler = Compiler::default();
    let language = machine.query_language.unwrap_or_default();
    compiler.scope(&machine.scope, &Location::root(), language);
    let timeout_seconds = machine.timeout_seconds.as_ref().and_then(|quantity| {
        compiler.constant(quantity, &Location::root().field("TimeoutSeconds"))
    });
    let Compiler { states, starts, diagnostics } = compiler;
    let states: Vec<_> = states.into_iter().flatten().collect();
    if diagnostics.is_empty() {
        Ok(Program { name: name.into(), workflow_type, timeout_seconds, states, starts })
    } else {
        Err(diagnostics)
    }
}

#[derive(Default)]
struct Compiler {
    /// `None` while a state is being compiled, so that inner scopes can take the places after it.
    states: Vec<Option<StateProgram>>,
    starts: Vec<StateIndex>,
    diagnostics: Vec<Diagnostic>,
}

/// What the fields of one state are compiled with.
struct Context<'a> {
    scope: &'a Scope,
    first: u32,
    location: Location,
    language: QueryLanguage,
}

impl Context<'_> {
    fn find(&self, name: &StateName) -> Option<StateIndex> {
        let offset = u32::try_from(self.scope.states.get_index_of(name)?).ok()?;
        Some(StateIndex(self.first + offset))
    }
}

impl Compiler {
    fn scope(&mut self, scope: &Scope, location: &Location, language: QueryLanguage) -> ScopeIndex {
        let index = ScopeIndex(u32::try_from(self.starts.len()).unwrap_or(u32::MAX));
        let first = u32::try_from(self.states.len()).unwrap_or(u32::MAX);
        self.states.extend(scope.states.keys().map(|_| None));
        let start = scope
            .states
            .get_index_of(&scope.start_at)
            .and_then(|offset| u32::try_from(offset).ok());
        if start.is_none() {
            self.diagnostics.push(report::missing_target(
                location.field("StartAt"),
                "StartAt",
                &scope.start_at,
            ));
        }
        self.starts.push(StateIndex(first + start.unwrap_or(0)));
        for (offset, (name, state)) in scope.states.iter().enumerate() {
            let context = Context {
                scope,
                first,
                location: location.field("States").field(name),
                language: state.query_language.unwrap_or(language),
            };
            if let Some(compiled) = self.state(&context, name, state, language)
                && let Some(slot) = self.states.get_mut(first as usize + offset)
            {
                *slot = Some(compiled);
            }
        }
        index
    }

    fn state(
        &mut self,
        context: &Context<'_>,
        name: &StateName,
        state: &State,
        machine_language: QueryLanguage,
    ) -> Option<StateProgram> {
        if context.language == QueryLanguage::JsonPath {
            let what = format!("`{name}` is a JSONPath state, which");
            let help = "set `\"QueryLanguage\": \"JSONata\"`";
            self.diagnostics.push(report::not_supported(context.location.clone(), &what, help));
            return None;
        }
        let found = self.diagnostics.len();
        let (retry, catch) = match &state.kind {
            StateKind::Task(task) => (task.retry.as_deref(), task.catch.as_deref()),
            StateKind::Parallel(parallel) => (parallel.retry.as_deref(), parallel.catch.as_deref()),
            StateKind::Map(map) => (map.retry.as_deref(), map.catch.as_deref()),
            _ => (None, None),
        };
        let program = StateProgram {
            name: name.as_str().into(),
            state_type: state.state_type(),
            assign: self.assign(context, "Assign", state.assign.as_ref()),
            output: self.template(context, "Output", state.output.as_ref()),
            target: self.target(context, state.transition()),
            retry: retry
                .unwrap_or_default()
                .iter()
                .enumerate()
                .map(|(at, retrier)| self.retrier(context, at, retrier))
                .collect(),
            catch: catch
                .unwrap_or_default()
                .iter()
                .enumerate()
                .filter_map(|(at, catcher)| self.catcher(context, at, catcher))
                .collect(),
            kind: self.kind(context, &state.kind, machine_language)?,
        };
        (self.diagnostics.len() == found).then_some(program)
    }

    fn kind(
        &mut self,
        context: &Context<'_>,
        kind: &StateKind,
        machine_language: QueryLanguage,
    ) -> Option<KindProgram> {
        Some(match kind {
            StateKind::Pass(_) => KindProgram::Pass,
            StateKind::Succeed => KindProgram::Succeed,
            StateKind::Fail(fail) => self.fail(context, fail),
            StateKind::Wait(wait) => KindProgram::Wait(self.wait(context, wait)?),
            StateKind::Choice(choice) => self.choice(context, choice),
            StateKind::Task(task) => KindProgram::Task(Box::new(self.task(context, task)?)),
            StateKind::Parallel(parallel) => self.parallel(context, parallel, machine_language),
            StateKind::Map(map) => {
                KindProgram::Map(Box::new(self.map(context, map, machine_language)?))
            }
        })
    }

    fn fail(&mut self, context: &Context<'_>, fail: &FailState) -> KindProgram {
        KindProgram::Fail {
            error: fail.error.as_deref().and_then(|text| self.text(context, "Error", text)),
            cause: fail.cause.as_deref().and_then(|text| self.text(context, "Cause", text)),
        }
    }

    fn wait(&mut self, context: &Context<'_>, wait: &WaitState) -> Option<WaitProgram> {
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

    fn choice(&mut self, context: &Context<'_>, choice: &ChoiceState) -> KindProgram {
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

    fn rule(&mut self, context: &Context<'_>, at: usize, rule: &ChoiceRule) -> Option<RuleProgram> {
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

    fn task(&mut self, context: &Context<'_>, task: &TaskState) -> Option<TaskProgram> {
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

    fn parallel(
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

    fn map(
        &mut self,
        context: &Context<'_>,
        map: &MapState,
        machine_language: QueryLanguage,
    ) -> Option<MapProgram> {
        if map.is_distributed() || map.item_reader.is_some() {
            let help = "use `\"Mode\": \"INLINE\"` and `Items`";
            self.diagnostics.push(report::not_supported(
                context.location.clone(),
                "a distributed Map",
                help,
            ));
            return None;
        }
        let language = map.item_processor.query_language.unwrap_or(machine_language);
        let processor = context.location.field("ItemProcessor");
        Some(MapProgram {
            items: self.template(context, "Items", map.items.as_ref()),
            item_selector: self.template(context, "ItemSelector", map.item_selector.as_ref()),
            max_concurrency: self.optional_number(
                context,
                "MaxConcurrency",
                map.max_concurrency.as_ref(),
            ),
            tolerated_failure_count: self.optional_number(
                context,
                "ToleratedFailureCount",
                map.tolerated_failure_count.as_ref(),
            ),
            tolerated_failure_percentage: self.optional_number(
                context,
                "ToleratedFailurePercentage",
                map.tolerated_failure_percentage.as_ref(),
            ),
            processor: self.scope(&map.item_processor.scope, &processor, language),
        })
    }

    fn retrier(&mut self, context: &Context<'_>, at: usize, retrier: &Retrier) -> RetrierProgram {
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

    fn catcher(
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

    fn target(&mut self, context: &Context<'_>, transition: Option<&Transition>) -> Target {
        let Some(transition) = transition else { return Target::End };
        match &transition.next {
            Some(name) => self
                .state_named(context, &context.location.field("Next"), "Next", name)
                .map_or(Target::End, Target::Next),
            None if transition.end == Some(true) => Target::End,
            None => {
                let message = "the state has neither `Next` nor `\"End\": true`";
                self.diagnostics.push(report::malformed(context.location.clone(), message));
                Target::End
            }
        }
    }

    fn state_named(
        &mut self,
        context: &Context<'_>,
        location: &Location,
        field: &str,
        name: &StateName,
    ) -> Option<StateIndex> {
        let found = context.find(name);
        if found.is_none() {
            self.diagnostics.push(report::missing_target(location.clone(), field, name));
        }
        found
    }

    fn assign(
        &mut self,
        context: &Context<'_>,
        path: &str,
        assign: Option<&TemplateMap>,
    ) -> Option<AssignProgram> {
        let variables = assign?.iter().filter_map(|(name, value)| {
            let template = self.template(context, &format!("{path}/{name}"), Some(value))?;
            Some((Arc::from(name.as_str()), template))
        });
        Some(AssignProgram(variables.collect()))
    }

    fn template(
        &mut self,
        context: &Context<'_>,
        path: &str,
        value: Option<&Value>,
    ) -> Option<Template> {
        match Template::compile(path, value?) {
            Ok(template) => Some(template),
            Err(errors) => {
                let found =
                    errors.iter().map(|error| report::jsonata_syntax(&context.location, error));
                self.diagnostics.extend(found);
                None
            }
        }
    }

    fn field(&mut self, context: &Context<'_>, path: &str, text: &str) -> Option<Field> {
        match Field::compile(path, text) {
            Ok(field) => field,
            Err(error) => {
                self.diagnostics.push(report::jsonata_syntax(&context.location, &error));
                None
            }
        }
    }

    fn text(&mut self, context: &Context<'_>, path: &str, text: &str) -> Option<TextProgram> {
        match Field::compile(path, text) {
            Ok(Some(field)) => Some(TextProgram::Expression(field)),
            Ok(None) => Some(TextProgram::Constant(text.into())),
            Err(error) => {
                self.diagnostics.push(report::jsonata_syntax(&context.location, &error));
                None
            }
        }
    }

    fn optional_number(
        &mut self,
        context: &Context<'_>,
        path: &str,
        quantity: Option<&Quantity>,
    ) -> Option<NumberProgram> {
        self.number(context, path, quantity?)
    }

    fn number(
        &mut self,
        context: &Context<'_>,
        path: &str,
        quantity: &Quantity,
    ) -> Option<NumberProgram> {
        if let Quantity::Text(text) = quantity {
            match Field::compile(path, text) {
                Ok(Some(field)) => return Some(NumberProgram::Expression(field)),
                Ok(None) => {}
                Err(error) => {
                    self.diagnostics.push(report::jsonata_syntax(&context.location, &error));
                    return None;
                }
            }
        }
        self.constant(quantity, &context.location.field(path)).map(NumberProgram::Constant)
    }

    fn constant(&mut self, quantity: &Quantity, location: &Location) -> Option<u64> {
        let constant = quantity.as_u64();
        if constant.is_none() {
            self.diagnostics.push(match quantity {
                Quantity::Text(text) => report::placeholder(location.clone(), text),
                Quantity::Number(number) => report::malformed(
                    location.clone(),
                    format!("`{number}` is not a whole number that is not negative"),
                ),
            });
        }
        constant
    }

    fn decimal(&mut self, quantity: &Quantity, location: &Location) -> Option<f64> {
        match quantity {
            Quantity::Number(number) => number.as_f64(),
            Quantity::Text(text) => {
                self.diagnostics.push(report::placeholder(location.clone(), text));
                None
            }
        }
    }
}
