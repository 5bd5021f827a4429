//! Definitions drawn at random: every field of every state, whether or not it makes sense there.

use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Map, Value, json};
use sfn_asl::*;

fn text() -> BoxedStrategy<String> {
    prop_oneof![
        "[a-zA-Z0-9_$.{}%\\[\\]/ ]{1,12}",
        "\\PC{1,6}",
        Just("{% $states.input.a & \"b\" %}".to_owned()),
        Just("${Placeholder}".to_owned()),
        Just("\u{0}\n\t\"\\\u{1f600}".to_owned()),
    ]
    .boxed()
}

fn name() -> BoxedStrategy<StateName> {
    text().prop_map(StateName::new).boxed()
}

fn path() -> BoxedStrategy<PathOrNull> {
    prop_oneof![Just(PathOrNull::Null), text().prop_map(PathOrNull::Path)].boxed()
}

fn quantity() -> BoxedStrategy<Quantity> {
    let number = |value: f64| serde_json::Number::from_f64(value).map(Quantity::Number);
    prop_oneof![
        any::<u64>().prop_map(Quantity::from),
        any::<i64>().prop_map(|number| Quantity::Number(number.into())),
        any::<f64>().prop_filter_map("finite", number),
        text().prop_map(Quantity::Text),
    ]
    .boxed()
}

fn template() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |n| n.is_finite()).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            map_of(inner).prop_map(Value::from)
        ]
    })
    .boxed()
}

fn map_of(values: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Map<String, Value>> {
    vec((text(), values), 0..4).prop_map(|members| members.into_iter().collect()).boxed()
}

fn template_map() -> BoxedStrategy<TemplateMap> {
    map_of(template()).boxed()
}

fn language() -> BoxedStrategy<QueryLanguage> {
    select(vec![QueryLanguage::JsonPath, QueryLanguage::Jsonata]).boxed()
}

fn transition() -> BoxedStrategy<Transition> {
    (option::of(name()), option::of(any::<bool>()))
        .prop_map(|(next, end)| Transition { next, end })
        .boxed()
}

fn error_equals() -> BoxedStrategy<Vec<String>> {
    vec(text(), 0..3).boxed()
}

fn retry() -> BoxedStrategy<Option<Vec<Retrier>>> {
    let jitter = prop_oneof![
        Just(JitterStrategy::Full),
        Just(JitterStrategy::None),
        Just(JitterStrategy::Placeholder("${Jitter}".to_owned())),
    ];
    let quantities = (
        option::of(quantity()),
        option::of(quantity()),
        option::of(quantity()),
        option::of(quantity()),
    );
    let retrier = (error_equals(), quantities, option::of(jitter), option::of(text())).prop_map(
        |(
            error_equals,
            (interval_seconds, max_attempts, backoff_rate, max_delay_seconds),
            jitter_strategy,
            comment,
        )| {
            Retrier {
                error_equals,
                interval_seconds,
                max_attempts,
                backoff_rate,
                max_delay_seconds,
                jitter_strategy,
                comment,
            }
        },
    );
    option::of(vec(retrier, 0..3)).boxed()
}

fn catch() -> BoxedStrategy<Option<Vec<Catcher>>> {
    let results = (option::of(path()), option::of(template_map()), option::of(template()));
    let catcher = (error_equals(), name(), results, option::of(text())).prop_map(
        |(error_equals, next, (result_path, assign, output), comment)| Catcher {
            error_equals,
            next,
            result_path,
            assign,
            output,
            comment,
        },
    );
    option::of(vec(catcher, 0..3)).boxed()
}

fn task() -> BoxedStrategy<StateKind> {
    let data = (
        option::of(template()),
        option::of(template()),
        option::of(template()),
        option::of(path()),
    );
    let timeout = (option::of(quantity()), option::of(text()));
    let heartbeat = (option::of(quantity()), option::of(text()));
    (text(), option::of(template_map()), data, timeout, heartbeat, retry(), catch(), transition())
        .prop_map(|(resource, credentials, data, timeout, heartbeat, retry, catch, transition)| {
            let (arguments, parameters, result_selector, result_path) = data;
            TaskState {
                resource,
                credentials,
                arguments,
                parameters,
                result_selector,
                result_path,
                timeout_seconds: timeout.0,
                timeout_seconds_path: timeout.1,
                heartbeat_seconds: heartbeat.0,
                heartbeat_seconds_path: heartbeat.1,
                retry,
                catch,
                transition,
            }
            .into()
        })
        .boxed()
}

fn pass() -> BoxedStrategy<StateKind> {
    (option::of(template()), option::of(template()), option::of(path()), transition())
        .prop_map(|(parameters, result, result_path, transition)| {
            PassState { parameters, result, result_path, transition }.into()
        })
        .boxed()
}

fn wait() -> BoxedStrategy<StateKind> {
    (
        option::of(quantity()),
        option::of(text()),
        option::of(text()),
        option::of(text()),
        transition(),
    )
        .prop_map(|(seconds, timestamp, seconds_path, timestamp_path, transition)| {
            WaitState { seconds, timestamp, seconds_path, timestamp_path, transition }.into()
        })
        .boxed()
}

fn fail() -> BoxedStrategy<StateKind> {
    (option::of(text()), option::of(text()), option::of(text()), option::of(text()))
        .prop_map(|(error, error_path, cause, cause_path)| {
            FailState { error, error_path, cause, cause_path }.into()
        })
        .boxed()
}

fn test() -> BoxedStrategy<DataTest> {
    let compare = (text(), select(ComparisonOperator::ALL), template()).prop_map(
        |(variable, operator, operand)| DataTest::Compare { variable, operator, operand },
    );
    compare
        .prop_recursive(3, 8, 3, |inner| {
            let nested = (inner, option::of(text()))
                .prop_map(|(test, comment)| NestedRule { test, comment })
                .boxed();
            prop_oneof![
                vec(nested.clone(), 0..3).prop_map(DataTest::And),
                vec(nested.clone(), 0..3).prop_map(DataTest::Or),
                nested.prop_map(|rule| DataTest::Not(Box::new(rule))),
            ]
        })
        .boxed()
}

fn choice() -> BoxedStrategy<StateKind> {
    let results = (option::of(template_map()), option::of(template()));
    let rule = (option::of(template()), option::of(test()), name(), results, option::of(text()))
        .prop_map(|(condition, test, next, (assign, output), comment)| ChoiceRule {
            condition,
            test,
            next,
            assign,
            output,
            comment,
        });
    (vec(rule, 0..3), option::of(name()))
        .prop_map(|(choices, default)| ChoiceState { choices, default }.into())
        .boxed()
}

fn parallel(inner: impl Strategy<Value = Scope> + 'static) -> BoxedStrategy<StateKind> {
    let branch = (option::of(text()), option::of(language()), inner)
        .prop_map(|(comment, query_language, scope)| Branch { comment, query_language, scope });
    let data = (
        option::of(template()),
        option::of(template()),
        option::of(template()),
        option::of(path()),
    );
    (vec(branch, 0..3), data, retry(), catch(), transition())
        .prop_map(|(branches, data, retry, catch, transition)| {
            let (arguments, parameters, result_selector, result_path) = data;
            ParallelState {
                branches,
                arguments,
                parameters,
                result_selector,
                result_path,
                retry,
                catch,
                transition,
            }
            .into()
        })
        .boxed()
}

fn item_reader() -> BoxedStrategy<ItemReader> {
    let words = (
        option::of(text()),
        option::of(text()),
        option::of(text()),
        option::of(text()),
        option::of(text()),
    );
    let rest = (
        option::of(vec(text(), 0..3)),
        option::of(text()),
        option::of(quantity()),
        option::of(text()),
    );
    let config = (words, rest).prop_map(|(words, rest)| ReaderConfig {
        input_type: words.0,
        transformation: words.1,
        manifest_type: words.2,
        csv_header_location: words.3,
        csv_delimiter: words.4,
        csv_headers: rest.0,
        items_pointer: rest.1,
        max_items: rest.2,
        max_items_path: rest.3,
    });
    (text(), option::of(template()), option::of(template()), option::of(config))
        .prop_map(|(resource, arguments, parameters, reader_config)| ItemReader {
            resource,
            arguments,
            parameters,
            reader_config,
        })
        .boxed()
}

fn item_batcher() -> BoxedStrategy<ItemBatcher> {
    (
        option::of(quantity()),
        option::of(text()),
        option::of(quantity()),
        option::of(text()),
        option::of(template_map()),
    )
        .prop_map(|(items, items_path, bytes, bytes_path, batch_input)| ItemBatcher {
            max_items_per_batch: items,
            max_items_per_batch_path: items_path,
            max_input_bytes_per_batch: bytes,
            max_input_bytes_per_batch_path: bytes_path,
            batch_input,
        })
        .boxed()
}

fn result_writer() -> BoxedStrategy<ResultWriter> {
    let config = (option::of(text()), option::of(text()))
        .prop_map(|(output_type, transformation)| WriterConfig { output_type, transformation });
    (option::of(text()), option::of(template()), option::of(template()), option::of(config))
        .prop_map(|(resource, arguments, parameters, writer_config)| ResultWriter {
            resource,
            arguments,
            parameters,
            writer_config,
        })
        .boxed()
}

fn item_processor(inner: impl Strategy<Value = Scope> + 'static) -> BoxedStrategy<ItemProcessor> {
    let mode = select(vec![ProcessorMode::Inline, ProcessorMode::Distributed]);
    let execution_type = select(vec![
        ExecutionType::Standard,
        ExecutionType::Express,
        ExecutionType::Placeholder("${Type}".to_owned()),
    ]);
    let config = (option::of(mode), option::of(execution_type))
        .prop_map(|(mode, execution_type)| ProcessorConfig { mode, execution_type });
    (option::of(config), option::of(text()), option::of(language()), inner)
        .prop_map(|(processor_config, comment, query_language, scope)| ItemProcessor {
            processor_config,
            comment,
            query_language,
            scope,
        })
        .boxed()
}

fn map(inner: impl Strategy<Value = Scope> + 'static) -> BoxedStrategy<StateKind> {
    let field = select(vec![ProcessorField::ItemProcessor, ProcessorField::Iterator]);
    let numbers = (option::of(quantity()), option::of(quantity()), option::of(quantity()));
    let paths = (option::of(text()), option::of(text()), option::of(text()), option::of(text()));
    let parts =
        (option::of(item_reader()), option::of(item_batcher()), option::of(result_writer()));
    let templates = (
        option::of(template()),
        option::of(template()),
        option::of(template()),
        option::of(template()),
    );
    let rest = (option::of(text()), option::of(path()), retry(), catch(), transition());
    (item_processor(inner), field, numbers, paths, parts, templates, rest)
        .prop_map(|(item_processor, processor_field, numbers, paths, parts, templates, rest)| {
            MapState {
                item_processor,
                processor_field,
                items: templates.0,
                items_path: paths.0,
                item_reader: parts.0,
                item_selector: templates.1,
                parameters: templates.2,
                item_batcher: parts.1,
                result_writer: parts.2,
                max_concurrency: numbers.0,
                max_concurrency_path: paths.1,
                tolerated_failure_count: numbers.1,
                tolerated_failure_count_path: paths.2,
                tolerated_failure_percentage: numbers.2,
                tolerated_failure_percentage_path: paths.3,
                label: rest.0,
                result_selector: templates.3,
                result_path: rest.1,
                retry: rest.2,
                catch: rest.3,
                transition: rest.4,
            }
            .into()
        })
        .boxed()
}

fn state(kind: impl Strategy<Value = StateKind> + 'static) -> BoxedStrategy<State> {
    let data = (
        option::of(path()),
        option::of(path()),
        option::of(template_map()),
        option::of(template()),
    );
    (option::of(text()), option::of(language()), data, kind)
        .prop_map(|(comment, query_language, data, kind)| {
            let (input_path, output_path, assign, output) = data;
            State { comment, query_language, input_path, output_path, assign, output, kind }
        })
        .boxed()
}

fn scope_of(kind: impl Strategy<Value = StateKind> + 'static) -> BoxedStrategy<Scope> {
    (name(), vec((name(), state(kind)), 0..4))
        .prop_map(|(start_at, states)| Scope { start_at, states: states.into_iter().collect() })
        .boxed()
}

fn scope() -> BoxedStrategy<Scope> {
    let simple = || prop_oneof![task(), pass(), wait(), choice(), fail(), Just(StateKind::Succeed)];
    scope_of(simple().boxed())
        .prop_recursive(2, 8, 2, move |inner| {
            let inner = inner.boxed();
            scope_of(prop_oneof![simple(), parallel(inner.clone()), map(inner)].boxed())
        })
        .boxed()
}

/// A definition.
pub(crate) fn machine() -> BoxedStrategy<StateMachine> {
    (
        option::of(text()),
        option::of(language()),
        option::of(text()),
        option::of(quantity()),
        scope(),
    )
        .prop_map(|(comment, query_language, version, timeout_seconds, scope)| StateMachine {
            comment,
            query_language,
            version,
            timeout_seconds,
            scope,
        })
        .boxed()
}

/// Any JSON value, most of them with words of the language at wrong places.
pub(crate) fn near_definition() -> BoxedStrategy<Value> {
    let words = vec![
        "StartAt",
        "States",
        "Type",
        "Next",
        "End",
        "Choices",
        "Retry",
        "Catch",
        "Branches",
        "ItemProcessor",
        "And",
        "Variable",
        "Task",
        "Map",
        "Choice",
        "Parallel",
        "ProcessorConfig",
        "Mode",
        "DISTRIBUTED",
        "A",
        "Assign",
    ];
    let word = select(words);
    let leaf = prop_oneof![
        4 => word.clone().prop_map(Value::from),
        1 => template(),
        1 => Just(json!({ "Type": "Map", "ItemProcessor": {} })),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Value::from),
            4 => vec((word.clone(), inner), 0..6).prop_map(|members| {
                Value::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
    .boxed()
}
