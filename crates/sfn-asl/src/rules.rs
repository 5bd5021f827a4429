//! The rules, each in a file of its own under `rules/`.
//!
//! The list below is the only one: a new rule is a file with one `declare_rule!` and a line here. Codes are
//! given once and never used again.

mod frame;
mod language;
mod parts;

use crate::{Diagnostic, Graph, Positions, StateMachine, WorkflowType, diagnostic};

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
    express_pattern: EXPRESS_PATTERN,
    error_equals_empty: ERROR_EQUALS_EMPTY,
    states_all_alone: STATES_ALL_ALONE,
    states_runtime_caught: STATES_RUNTIME_CAUGHT,
    retry_on_unsupported: RETRY_ON_UNSUPPORTED,
    choice_one_operator: CHOICE_ONE_OPERATOR,
    choice_nested_next: CHOICE_NESTED_NEXT,
    wait_exactly_one: WAIT_EXACTLY_ONE,
    fail_exclusive: FAIL_EXCLUSIVE,
    map_processor_required: MAP_PROCESSOR_REQUIRED,
    distributed_needs_exectype: DISTRIBUTED_NEEDS_EXECTYPE,
    parallel_branches: PARALLEL_BRANCHES,
    definition_size: DEFINITION_SIZE,
    value_type: VALUE_TYPE,
    required_field: REQUIRED_FIELD,
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
    let context = Context { machine, graph: Graph::new(machine), workflow_type, positions };
    let mut all = Vec::new();
    for rule in ALL {
        (rule.check)(&context, &mut Findings { rule, positions, all: &mut all });
    }
    diagnostic::sort(&mut all);
    all
}

#[cfg(test)]
mod tests;
