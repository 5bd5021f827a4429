//! Visits every text of a machine in which a placeholder may stand.
//!
//! Structs are taken apart field by field, so that a new field of the model does not compile until
//! this file says what it is. State names, and what refers to them, are not texts to fill in.

use serde_json::{Map, Value};
use sfn_asl::{
    Branch, Catcher, ChoiceRule, ChoiceState, ComparisonOperator, DataTest, FailState, ItemBatcher,
    ItemProcessor, ItemReader, JitterStrategy, MapState, NestedRule, ParallelState, PassState,
    PathOrNull, Quantity, ReaderConfig, ResultWriter, Retrier, Scope, State, StateKind,
    StateMachine, StateName, TaskState, WaitState, WriterConfig,
};

/// Where a text stands: the state, and its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    /// `None` for fields of the machine.
    pub(crate) state: Option<StateName>,
    pub(crate) field: &'static str,
}

impl std::fmt::Display for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.state {
            Some(state) => write!(f, "`{}` of state `{state}`", self.field),
            None => write!(f, "`{}`", self.field),
        }
    }
}

/// A text and what it may turn into.
pub(super) enum Slot<'a> {
    /// Stays a text.
    Text(&'a mut String),
    /// A text that nobody executes.
    Comment(&'a mut String),
    /// The ARN of an integration.
    Resource(&'a mut String),
    /// Stands where a number is expected: the visitor may put one there.
    Number(&'a mut NumberText),
    /// Stands where a boolean is expected.
    Boolean(&'a mut BooleanText),
}

/// A text in the place of a number.
pub(super) enum NumberText {
    Text(String),
    Number(serde_json::Number),
}

/// A text in the place of a boolean.
pub(super) enum BooleanText {
    Text(String),
    Boolean(bool),
}

impl NumberText {
    pub(super) fn as_str(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }
}

impl BooleanText {
    pub(super) fn as_str(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }
}

/// Calls `visit` with each text, in document order.
pub(super) fn walk(machine: &mut StateMachine, visit: &mut dyn FnMut(&Site, Slot<'_>)) {
    let StateMachine { comment, query_language: _, version: _, timeout_seconds, scope } = machine;
    let mut walker = Walker { state: None, visit };
    walker.comment(comment);
    walker.quantity("TimeoutSeconds", timeout_seconds);
    walker.scope(scope);
}

struct Walker<'a> {
    state: Option<StateName>,
    visit: &'a mut dyn FnMut(&Site, Slot<'_>),
}

impl Walker<'_> {
    fn slot(&mut self, field: &'static str, slot: Slot<'_>) {
        (self.visit)(&Site { state: self.state.clone(), field }, slot);
    }

    fn scope(&mut self, Scope { start_at: _, states }: &mut Scope) {
        for (name, state) in states {
            let outer = self.state.replace(name.clone());
            self.one_state(state);
            self.state = outer;
        }
    }

    fn one_state(&mut self, state: &mut State) {
        let State { comment, query_language: _, input_path, output_path, assign, output, kind } =
            state;
        self.comment(comment);
        self.path("InputPath", input_path);
        match kind {
            StateKind::Task(task) => self.task(task),
            StateKind::Parallel(parallel) => self.parallel(parallel),
            StateKind::Map(map) => self.map(map),
            StateKind::Pass(pass) => self.pass(pass),
            StateKind::Wait(wait) => self.wait(wait),
            StateKind::Choice(choice) => self.choice(choice),
            StateKind::Succeed => {}
            StateKind::Fail(fail) => self.fail(fail),
        }
        self.object("Assign", assign);
        self.template("Output", output);
        self.path("OutputPath", output_path);
    }

    fn task(&mut self, task: &mut TaskState) {
        let TaskState {
            resource,
            credentials,
            arguments,
            parameters,
            result_selector,
            result_path,
            timeout_seconds,
            timeout_seconds_path,
            heartbeat_seconds,
            heartbeat_seconds_path,
            retry,
            catch,
            transition: _,
        } = task;
        self.slot("Resource", Slot::Resource(resource));
        self.object("Credentials", credentials);
        self.template("Arguments", arguments);
        self.template("Parameters", parameters);
        self.template("ResultSelector", result_selector);
        self.path("ResultPath", result_path);
        self.quantity("TimeoutSeconds", timeout_seconds);
        self.text("TimeoutSecondsPath", timeout_seconds_path);
        self.quantity("HeartbeatSeconds", heartbeat_seconds);
        self.text("HeartbeatSecondsPath", heartbeat_seconds_path);
        self.errors(retry, catch);
    }

    fn parallel(&mut self, parallel: &mut ParallelState) {
        let ParallelState {
            branches,
            arguments,
            parameters,
            result_selector,
            result_path,
            retry,
            catch,
            transition: _,
        } = parallel;
        self.template("Arguments", arguments);
        self.template("Parameters", parameters);
        for Branch { comment, query_language: _, scope } in branches {
            self.comment(comment);
            self.scope(scope);
        }
        self.template("ResultSelector", result_selector);
        self.path("ResultPath", result_path);
        self.errors(retry, catch);
    }

    fn map(&mut self, map: &mut MapState) {
        let MapState {
            item_processor,
            processor_field: _,
            items,
            items_path,
            item_reader,
            item_selector,
            parameters,
            item_batcher,
            result_writer,
            max_concurrency,
            max_concurrency_path,
            tolerated_failure_count,
            tolerated_failure_count_path,
            tolerated_failure_percentage,
            tolerated_failure_percentage_path,
            label,
            result_selector,
            result_path,
            retry,
            catch,
            transition: _,
        } = map;
        self.template("Items", items);
        self.text("ItemsPath", items_path);
        if let Some(reader) = item_reader {
            self.item_reader(reader);
        }
        self.template("ItemSelector", item_selector);
        self.template("Parameters", parameters);
        if let Some(batcher) = item_batcher {
            self.item_batcher(batcher);
        }
        self.quantity("MaxConcurrency", max_concurrency);
        self.text("MaxConcurrencyPath", max_concurrency_path);
        self.quantity("ToleratedFailureCount", tolerated_failure_count);
        self.text("ToleratedFailureCountPath", tolerated_failure_count_path);
        self.quantity("ToleratedFailurePercentage", tolerated_failure_percentage);
        self.text("ToleratedFailurePercentagePath", tolerated_failure_percentage_path);
        self.text("Label", label);
        let ItemProcessor { processor_config: _, comment, query_language: _, scope } =
            item_processor;
        self.comment(comment);
        self.scope(scope);
        if let Some(writer) = result_writer {
            self.result_writer(writer);
        }
        self.template("ResultSelector", result_selector);
        self.path("ResultPath", result_path);
        self.errors(retry, catch);
    }

    fn item_reader(&mut self, reader: &mut ItemReader) {
        let ItemReader { resource, arguments, parameters, reader_config } = reader;
        self.slot("ItemReader", Slot::Resource(resource));
        self.template("ItemReader", arguments);
        self.template("ItemReader", parameters);
        let Some(config) = reader_config else { return };
        let ReaderConfig {
            input_type,
            transformation,
            manifest_type,
            csv_header_location,
            csv_headers,
            csv_delimiter,
            items_pointer,
            max_items,
            max_items_path,
        } = config;
        for text in [
            input_type,
            transformation,
            manifest_type,
            csv_header_location,
            csv_delimiter,
            items_pointer,
        ] {
            self.text("ReaderConfig", text);
        }
        self.texts("CSVHeaders", csv_headers.as_deref_mut().unwrap_or_default());
        self.quantity("MaxItems", max_items);
        self.text("MaxItemsPath", max_items_path);
    }

    fn item_batcher(&mut self, batcher: &mut ItemBatcher) {
        let ItemBatcher {
            max_items_per_batch,
            max_items_per_batch_path,
            max_input_bytes_per_batch,
            max_input_bytes_per_batch_path,
            batch_input,
        } = batcher;
        self.quantity("MaxItemsPerBatch", max_items_per_batch);
        self.text("MaxItemsPerBatchPath", max_items_per_batch_path);
        self.quantity("MaxInputBytesPerBatch", max_input_bytes_per_batch);
        self.text("MaxInputBytesPerBatchPath", max_input_bytes_per_batch_path);
        self.object("BatchInput", batch_input);
    }

    fn result_writer(&mut self, writer: &mut ResultWriter) {
        let ResultWriter { resource, arguments, parameters, writer_config } = writer;
        if let Some(resource) = resource {
            self.slot("ResultWriter", Slot::Resource(resource));
        }
        self.template("ResultWriter", arguments);
        self.template("ResultWriter", parameters);
        if let Some(WriterConfig { output_type, transformation }) = writer_config {
            self.text("WriterConfig", output_type);
            self.text("WriterConfig", transformation);
        }
    }

    fn pass(&mut self, pass: &mut PassState) {
        let PassState { parameters, result, result_path, transition: _ } = pass;
        self.template("Parameters", parameters);
        self.template("Result", result);
        self.path("ResultPath", result_path);
    }

    fn wait(&mut self, wait: &mut WaitState) {
        let WaitState { seconds, timestamp, seconds_path, timestamp_path, transition: _ } = wait;
        self.quantity("Seconds", seconds);
        self.text("Timestamp", timestamp);
        self.text("SecondsPath", seconds_path);
        self.text("TimestampPath", timestamp_path);
    }

    fn choice(&mut self, choice: &mut ChoiceState) {
        let ChoiceState { choices, default: _ } = choice;
        for ChoiceRule { condition, test, next: _, assign, output, comment } in choices {
            if let Some(condition) = condition {
                self.boolean("Condition", condition);
            }
            if let Some(test) = test {
                self.test(test);
            }
            self.object("Assign", assign);
            self.template("Output", output);
            self.comment(comment);
        }
    }

    fn test(&mut self, test: &mut DataTest) {
        match test {
            DataTest::And(rules) | DataTest::Or(rules) => {
                for rule in rules {
                    self.nested(rule);
                }
            }
            DataTest::Not(rule) => self.nested(rule),
            DataTest::Compare { variable, operator, operand } => {
                self.slot("Variable", Slot::Text(variable));
                self.operand(*operator, operand);
            }
        }
    }

    fn nested(&mut self, NestedRule { test, comment }: &mut NestedRule) {
        self.test(test);
        self.comment(comment);
    }

    fn operand(&mut self, operator: ComparisonOperator, operand: &mut Value) {
        use ComparisonOperator as Op;
        match operator {
            Op::NumericEquals
            | Op::NumericLessThan
            | Op::NumericGreaterThan
            | Op::NumericLessThanEquals
            | Op::NumericGreaterThanEquals => self.number(operator.as_str(), operand),
            Op::BooleanEquals
            | Op::IsNull
            | Op::IsPresent
            | Op::IsNumeric
            | Op::IsString
            | Op::IsBoolean
            | Op::IsTimestamp => self.boolean(operator.as_str(), operand),
            _ => self.value(operator.as_str(), operand),
        }
    }

    fn fail(&mut self, fail: &mut FailState) {
        let FailState { error, error_path, cause, cause_path } = fail;
        self.text("Error", error);
        self.text("ErrorPath", error_path);
        self.text("Cause", cause);
        self.text("CausePath", cause_path);
    }

    fn errors(&mut self, retry: &mut Option<Vec<Retrier>>, catch: &mut Option<Vec<Catcher>>) {
        for retrier in retry.iter_mut().flatten() {
            self.retrier(retrier);
        }
        for Catcher { error_equals, next: _, result_path, assign, output, comment } in
            catch.iter_mut().flatten()
        {
            self.texts("Catch", error_equals);
            self.path("Catch", result_path);
            self.object("Catch", assign);
            self.template("Catch", output);
            self.comment(comment);
        }
    }

    fn retrier(&mut self, retrier: &mut Retrier) {
        let Retrier {
            error_equals,
            interval_seconds,
            max_attempts,
            backoff_rate,
            max_delay_seconds,
            jitter_strategy,
            comment,
        } = retrier;
        self.texts("Retry", error_equals);
        self.quantity("IntervalSeconds", interval_seconds);
        self.quantity("MaxAttempts", max_attempts);
        self.quantity("BackoffRate", backoff_rate);
        self.quantity("MaxDelaySeconds", max_delay_seconds);
        if let Some(JitterStrategy::Placeholder(text)) = jitter_strategy {
            let mut filled = text.clone();
            self.slot("JitterStrategy", Slot::Text(&mut filled));
            *jitter_strategy = Some(match filled.as_str() {
                "FULL" => JitterStrategy::Full,
                "NONE" => JitterStrategy::None,
                _ => JitterStrategy::Placeholder(filled),
            });
        }
        self.comment(comment);
    }

    fn comment(&mut self, comment: &mut Option<String>) {
        if let Some(comment) = comment {
            self.slot("Comment", Slot::Comment(comment));
        }
    }

    fn text(&mut self, field: &'static str, text: &mut Option<String>) {
        if let Some(text) = text {
            self.slot(field, Slot::Text(text));
        }
    }

    fn texts(&mut self, field: &'static str, texts: &mut [String]) {
        for text in texts {
            self.slot(field, Slot::Text(text));
        }
    }

    fn path(&mut self, field: &'static str, path: &mut Option<PathOrNull>) {
        if let Some(PathOrNull::Path(path)) = path {
            self.slot(field, Slot::Text(path));
        }
    }

    fn quantity(&mut self, field: &'static str, quantity: &mut Option<Quantity>) {
        let Some(Quantity::Text(text)) = quantity else { return };
        let mut number = NumberText::Text(std::mem::take(text));
        self.slot(field, Slot::Number(&mut number));
        *quantity = Some(match number {
            NumberText::Text(text) => Quantity::Text(text),
            NumberText::Number(number) => Quantity::Number(number),
        });
    }

    fn number(&mut self, field: &'static str, value: &mut Value) {
        let Value::String(text) = value else { return };
        let mut number = NumberText::Text(std::mem::take(text));
        self.slot(field, Slot::Number(&mut number));
        *value = match number {
            NumberText::Text(text) => Value::String(text),
            NumberText::Number(number) => Value::Number(number),
        };
    }

    fn boolean(&mut self, field: &'static str, value: &mut Value) {
        let Value::String(text) = value else { return };
        let mut boolean = BooleanText::Text(std::mem::take(text));
        self.slot(field, Slot::Boolean(&mut boolean));
        *value = match boolean {
            BooleanText::Text(text) => Value::String(text),
            BooleanText::Boolean(boolean) => Value::Bool(boolean),
        };
    }

    fn template(&mut self, field: &'static str, template: &mut Option<Value>) {
        if let Some(template) = template {
            self.value(field, template);
        }
    }

    fn object(&mut self, field: &'static str, object: &mut Option<Map<String, Value>>) {
        if let Some(object) = object {
            self.members(field, object);
        }
    }

    fn value(&mut self, field: &'static str, value: &mut Value) {
        match value {
            Value::String(text) => self.slot(field, Slot::Text(text)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(field, item)),
            Value::Object(members) => self.members(field, members),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn members(&mut self, field: &'static str, members: &mut Map<String, Value>) {
        let filled = std::mem::take(members).into_iter().map(|(mut name, mut value)| {
            self.slot(field, Slot::Text(&mut name));
            self.value(field, &mut value);
            (name, value)
        });
        *members = filled.collect();
    }
}
