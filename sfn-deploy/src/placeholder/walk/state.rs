//! The fields of each state type.

use serde_json::Value;
use sfn_asl::{
    Branch, Catcher, ChoiceRule, ChoiceState, ComparisonOperator, DataTest, FailState, ItemBatcher,
    ItemProcessor, ItemReader, JitterStrategy, MapState, NestedRule, ParallelState, PassState,
    ReaderConfig, ResultWriter, Retrier, TaskState, WaitState, WriterConfig,
};

use super::{Slot, Walker};

impl Walker<'_> {
    pub(super) fn task(&mut self, task: &mut TaskState) {
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

    pub(super) fn parallel(&mut self, parallel: &mut ParallelState) {
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

    pub(super) fn map(&mut self, map: &mut MapState) {
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

    pub(super) fn pass(&mut self, pass: &mut PassState) {
        let PassState { parameters, result, result_path, transition: _ } = pass;
        self.template("Parameters", parameters);
        self.template("Result", result);
        self.path("ResultPath", result_path);
    }

    pub(super) fn wait(&mut self, wait: &mut WaitState) {
        let WaitState { seconds, timestamp, seconds_path, timestamp_path, transition: _ } = wait;
        self.quantity("Seconds", seconds);
        self.text("Timestamp", timestamp);
        self.text("SecondsPath", seconds_path);
        self.text("TimestampPath", timestamp_path);
    }

    pub(super) fn choice(&mut self, choice: &mut ChoiceState) {
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

    pub(super) fn fail(&mut self, fail: &mut FailState) {
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
}
