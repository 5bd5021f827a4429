//! The rules, each in a file of its own under `rules/`.
//!
//! The list below is the only one: a new rule is a file with one `declare_rule!` and a line here. Codes are
//! given once and never used again.

mod arguments;
mod assignments;
mod calls;
mod expressions;
mod frame;
mod language;
mod parts;
mod path;
mod path_fields;
mod quantities;
mod task_token;
mod templates;
mod unbound;

use crate::{Diagnostic, Positions, StateMachine, WorkflowType, diagnostic};

pub use frame::Rule;
pub(crate) use frame::names_are;
use frame::{Context, Findings, declare_rule};

macro_rules! rules {
    ($($file:ident: $rule:ident,)*) => {
        $(mod $file;)*
        $(pub(crate) use $file::$rule;)*
        static ALL: &[&Rule] = &[$(&$rule),*];
        #[cfg(test)]
        const FILES: &[&str] = &[$(stringify!($file)),*];
    };
}

rules! {
    json_object: JSON_OBJECT,
    root_required: ROOT_REQUIRED,
    unknown_field: UNKNOWN_FIELD,
    start_at_target: START_AT_TARGET,
    next_target: NEXT_TARGET,
    unreachable_state: UNREACHABLE_STATE,
    missing_terminal: MISSING_TERMINAL,
    next_xor_end: NEXT_XOR_END,
    no_next_on_terminal: NO_NEXT_ON_TERMINAL,
    state_name_length: STATE_NAME_LENGTH,
    duplicate_state_name: DUPLICATE_STATE_NAME,
    bad_type: BAD_TYPE,
    version_1_0: VERSION_1_0,
    querylanguage_value: QUERYLANGUAGE_VALUE,
    querylanguage_downgrade: QUERYLANGUAGE_DOWNGRADE,
    querylanguage_on_processor: QUERYLANGUAGE_ON_PROCESSOR,
    jsonata_field_in_jsonpath: JSONATA_FIELD_IN_JSONPATH,
    jsonpath_field_in_jsonata: JSONPATH_FIELD_IN_JSONATA,
    jsonata_delimiters: JSONATA_DELIMITERS,
    jsonata_syntax: JSONATA_SYNTAX,
    jsonata_toplevel_ref: JSONATA_TOPLEVEL_REF,
    jsonata_eval: JSONATA_EVAL,
    jsonata_unknown_function: JSONATA_UNKNOWN_FUNCTION,
    states_result_scope: STATES_RESULT_SCOPE,
    states_erroroutput_scope: STATES_ERROROUTPUT_SCOPE,
    states_unknown_member: STATES_UNKNOWN_MEMBER,
    assign_reserved: ASSIGN_RESERVED,
    assign_name: ASSIGN_NAME,
    assign_shadow: ASSIGN_SHADOW,
    variable_undefined: VARIABLE_UNDEFINED,
    variable_in_distributed_map: VARIABLE_IN_DISTRIBUTED_MAP,
    variable_in_resultpath: VARIABLE_IN_RESULTPATH,
    dotdollar_value: DOTDOLLAR_VALUE,
    dotdollar_missing: DOTDOLLAR_MISSING,
    path_field_name: PATH_FIELD_NAME,
    pass_result_path: PASS_RESULT_PATH,
    reference_path: REFERENCE_PATH,
    resultpath_context: RESULTPATH_CONTEXT,
    path_pair: PATH_PAIR,
    intrinsic_syntax: INTRINSIC_SYNTAX,
    intrinsic_format_arity: INTRINSIC_FORMAT_ARITY,
    resource_form: RESOURCE_FORM,
    resource_pattern: RESOURCE_PATTERN,
    express_pattern: EXPRESS_PATTERN,
    token_not_passed: TOKEN_NOT_PASSED,
    token_without_callback: TOKEN_WITHOUT_CALLBACK,
    heartbeat_lt_timeout: HEARTBEAT_LT_TIMEOUT,
    callback_without_timeout: CALLBACK_WITHOUT_TIMEOUT,
    timeout_range: TIMEOUT_RANGE,
    retry_ranges: RETRY_RANGES,
    error_equals_empty: ERROR_EQUALS_EMPTY,
    states_all_alone: STATES_ALL_ALONE,
    states_runtime_caught: STATES_RUNTIME_CAUGHT,
    retrier_shadowed: RETRIER_SHADOWED,
    retry_on_unsupported: RETRY_ON_UNSUPPORTED,
    lambda_transient_retry: LAMBDA_TRANSIENT_RETRY,
    choice_one_operator: CHOICE_ONE_OPERATOR,
    choice_operand_type: CHOICE_OPERAND_TYPE,
    choice_nested_next: CHOICE_NESTED_NEXT,
    choice_no_default: CHOICE_NO_DEFAULT,
    wait_exactly_one: WAIT_EXACTLY_ONE,
    timestamp_format: TIMESTAMP_FORMAT,
    express_wait: EXPRESS_WAIT,
    fail_exclusive: FAIL_EXCLUSIVE,
    map_processor_required: MAP_PROCESSOR_REQUIRED,
    map_deprecated: MAP_DEPRECATED,
    distributed_needs_exectype: DISTRIBUTED_NEEDS_EXECTYPE,
    inline_with_distributed_fields: INLINE_WITH_DISTRIBUTED_FIELDS,
    label: LABEL,
    reader_config: READER_CONFIG,
    batcher_needs_max: BATCHER_NEEDS_MAX,
    tolerated_range: TOLERATED_RANGE,
    parallel_branches: PARALLEL_BRANCHES,
    credentials_rolearn: CREDENTIALS_ROLEARN,
    definition_size: DEFINITION_SIZE,
    payload_size: PAYLOAD_SIZE,
    infinite_loop_cost: INFINITE_LOOP_COST,
    sync_vs_sync2: SYNC_VS_SYNC2,
    non_ascii_name: NON_ASCII_NAME,
    secret_in_definition: SECRET_IN_DEFINITION,
    value_type: VALUE_TYPE,
    required_field: REQUIRED_FIELD,
    template_duplicate_key: TEMPLATE_DUPLICATE_KEY,
    path_syntax: PATH_SYNTAX,
    writer_not_empty: WRITER_NOT_EMPTY,
    unknown_argument: UNKNOWN_ARGUMENT,
    missing_argument: MISSING_ARGUMENT,
    argument_value: ARGUMENT_VALUE,
    unknown_integration: UNKNOWN_INTEGRATION,
    unknown_error: UNKNOWN_ERROR,
}

/// All rules, in the order of their codes.
pub fn all() -> &'static [&'static Rule] {
    ALL
}

/// The rule with this code or name.
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    ALL.iter()
        .copied()
        .find(|rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name == code_or_name)
}

/// The page of the rule with this code or name, in Markdown.
pub fn explain(code_or_name: &str) -> Option<String> {
    find(code_or_name).map(|rule| format!("# {} ({})\n\n{}", rule.name, rule.code, rule.page()))
}

/// What the rules find in this definition, ordered by location.
///
/// With the positions of a [`crate::read::Reading`] the findings point into its text, and say nothing
/// about places of which the reader has spoken already.
pub fn check(
    machine: &StateMachine,
    workflow_type: WorkflowType,
    positions: Option<&Positions>,
) -> Vec<Diagnostic> {
    let context = Context::new(machine, workflow_type, positions);
    let mut all = Vec::new();
    for rule in ALL {
        (rule.check)(&context, &mut Findings { rule, positions, all: &mut all });
    }
    diagnostic::sort(&mut all);
    all
}

#[cfg(test)]
mod tests;
