//! Which field may stand where, and in which query language: the one table behind the reader, the
//! rules on fields, and the writer's order.
//!
//! Rows are in the writer's order. Sources: the tables of the States Language specification, the
//! developer guide's pages on the states, and refusals measured on `ValidateStateMachineDefinition`.

use crate::{ComparisonOperator, QueryLanguage, StateType};

/// Whether a field may stand in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// In both languages.
    Both,
    /// In JSONPath only.
    JsonPath,
    /// In JSONata only.
    Jsonata,
    /// Not at all.
    No,
}

impl Use {
    /// The language that the field needs, where this one is not it.
    pub(crate) fn conflict(self, language: QueryLanguage) -> Option<QueryLanguage> {
        match (self, language) {
            (Self::JsonPath, QueryLanguage::Jsonata) => Some(QueryLanguage::JsonPath),
            (Self::Jsonata, QueryLanguage::JsonPath) => Some(QueryLanguage::Jsonata),
            _ => None,
        }
    }
}

use Use::{Both as B, JsonPath as P, Jsonata as J, No as N};

/// A field of an object that has no type of its own.
pub(crate) type Field = (&'static str, Use);

/// Fields of states; the columns are those of [`StateType::ALL`].
#[rustfmt::skip]
const STATE: &[(&str, [Use; 8])] = &[
    //                                  Task Parallel Map Pass Wait Choice Succeed Fail
    ("Type",                           [B, B, B, B, B, B, B, B]),
    ("Comment",                        [B, B, B, B, B, B, B, B]),
    ("QueryLanguage",                  [B, B, B, B, B, B, B, B]),
    ("Resource",                       [B, N, N, N, N, N, N, N]),
    ("Credentials",                    [B, N, N, N, N, N, N, N]),
    ("InputPath",                      [P, P, P, P, P, P, P, N]),
    ("ItemReader",                     [N, N, B, N, N, N, N, N]),
    ("ItemsPath",                      [N, N, P, N, N, N, N, N]),
    ("Items",                          [N, N, J, N, N, N, N, N]),
    ("Parameters",                     [P, P, P, P, N, N, N, N]),
    ("Arguments",                      [J, J, N, N, N, N, N, N]),
    ("ItemSelector",                   [N, N, B, N, N, N, N, N]),
    ("ItemBatcher",                    [N, N, B, N, N, N, N, N]),
    ("MaxConcurrency",                 [N, N, B, N, N, N, N, N]),
    ("MaxConcurrencyPath",             [N, N, P, N, N, N, N, N]),
    ("ToleratedFailureCount",          [N, N, B, N, N, N, N, N]),
    ("ToleratedFailureCountPath",      [N, N, P, N, N, N, N, N]),
    ("ToleratedFailurePercentage",     [N, N, B, N, N, N, N, N]),
    ("ToleratedFailurePercentagePath", [N, N, P, N, N, N, N, N]),
    ("Label",                          [N, N, B, N, N, N, N, N]),
    ("TimeoutSeconds",                 [B, N, N, N, N, N, N, N]),
    ("TimeoutSecondsPath",             [P, N, N, N, N, N, N, N]),
    ("HeartbeatSeconds",               [B, N, N, N, N, N, N, N]),
    ("HeartbeatSecondsPath",           [P, N, N, N, N, N, N, N]),
    ("Branches",                       [N, B, N, N, N, N, N, N]),
    ("ItemProcessor",                  [N, N, B, N, N, N, N, N]),
    ("Iterator",                       [N, N, B, N, N, N, N, N]),
    ("ResultWriter",                   [N, N, B, N, N, N, N, N]),
    ("Result",                         [N, N, N, P, N, N, N, N]),
    ("Seconds",                        [N, N, N, N, B, N, N, N]),
    ("SecondsPath",                    [N, N, N, N, P, N, N, N]),
    ("Timestamp",                      [N, N, N, N, B, N, N, N]),
    ("TimestampPath",                  [N, N, N, N, P, N, N, N]),
    ("Choices",                        [N, N, N, N, N, B, N, N]),
    ("Default",                        [N, N, N, N, N, B, N, N]),
    ("Error",                          [N, N, N, N, N, N, N, B]),
    ("ErrorPath",                      [N, N, N, N, N, N, N, P]),
    ("Cause",                          [N, N, N, N, N, N, N, B]),
    ("CausePath",                      [N, N, N, N, N, N, N, P]),
    ("ResultSelector",                 [P, P, P, N, N, N, N, N]),
    ("ResultPath",                     [P, P, P, P, N, N, N, N]),
    ("OutputPath",                     [P, P, P, P, P, P, P, N]),
    ("Assign",                         [B, B, B, B, B, B, N, N]),
    ("Output",                         [J, J, J, J, J, J, J, N]),
    ("Retry",                          [B, B, B, N, N, N, N, N]),
    ("Catch",                          [B, B, B, N, N, N, N, N]),
    ("Next",                           [B, B, B, B, B, N, N, N]),
    ("End",                            [B, B, B, B, B, N, N, N]),
];

/// Whether this field may stand in a state of this type.
pub(crate) fn use_in_state(state_type: StateType, field: &str) -> Use {
    let row = STATE.iter().find(|(name, _)| *name == field);
    let column = StateType::ALL.iter().position(|&other| other == state_type);
    row.zip(column).and_then(|((_, uses), column)| uses.get(column).copied()).unwrap_or(N)
}

/// The fields of a state of this type.
pub(crate) fn of_state(state_type: StateType) -> impl Iterator<Item = &'static str> + Clone {
    STATE.iter().map(|(name, _)| *name).filter(move |name| use_in_state(state_type, name) != N)
}

/// Whether some type of state has this field.
pub(crate) fn is_state_field(field: &str) -> bool {
    STATE.iter().any(|(name, _)| *name == field)
}

/// Whether this field may stand in an object with these fields.
pub(crate) fn use_in(fields: &[Field], field: &str) -> Use {
    fields.iter().find(|(name, _)| *name == field).map_or(N, |(_, usage)| *usage)
}

pub(crate) const MACHINE: &[Field] = &[
    ("Comment", B),
    ("QueryLanguage", B),
    ("Version", B),
    ("TimeoutSeconds", B),
    ("StartAt", B),
    ("States", B),
];

/// `QueryLanguage` is read, and refused by a rule of its own.
pub(crate) const BRANCH: &[Field] =
    &[("Comment", B), ("QueryLanguage", B), ("StartAt", B), ("States", B)];

/// `QueryLanguage` is read, and refused by a rule of its own.
pub(crate) const ITEM_PROCESSOR: &[Field] =
    &[("ProcessorConfig", B), ("Comment", B), ("QueryLanguage", B), ("StartAt", B), ("States", B)];

pub(crate) const PROCESSOR_CONFIG: &[Field] = &[("Mode", B), ("ExecutionType", B)];

pub(crate) const RETRIER: &[Field] = &[
    ("Comment", B),
    ("ErrorEquals", B),
    ("IntervalSeconds", B),
    ("MaxAttempts", B),
    ("BackoffRate", B),
    ("MaxDelaySeconds", B),
    ("JitterStrategy", B),
];

pub(crate) const CATCHER: &[Field] = &[
    ("Comment", B),
    ("ErrorEquals", B),
    ("ResultPath", P),
    ("Assign", B),
    ("Output", J),
    ("Next", B),
];

/// The comparison operators come in addition.
pub(crate) const CHOICE_RULE: &[Field] = &[
    ("Comment", B),
    ("Condition", J),
    ("And", P),
    ("Or", P),
    ("Not", P),
    ("Variable", P),
    ("Assign", B),
    ("Output", J),
    ("Next", B),
];

/// The comparison operators come in addition.
pub(crate) const NESTED_RULE: &[Field] =
    &[("Comment", B), ("And", P), ("Or", P), ("Not", P), ("Variable", P)];

/// Whether this field may stand in a rule with these fields.
pub(crate) fn use_in_rule(fields: &[Field], field: &str) -> Use {
    if ComparisonOperator::from_name(field).is_some() { P } else { use_in(fields, field) }
}

pub(crate) const ITEM_READER: &[Field] =
    &[("Resource", B), ("Parameters", P), ("Arguments", J), ("ReaderConfig", B)];

pub(crate) const READER_CONFIG: &[Field] = &[
    ("InputType", B),
    ("Transformation", B),
    ("ManifestType", B),
    ("CSVHeaderLocation", B),
    ("CSVHeaders", B),
    ("CSVDelimiter", B),
    ("ItemsPointer", B),
    ("MaxItems", B),
    ("MaxItemsPath", P),
];

pub(crate) const ITEM_BATCHER: &[Field] = &[
    ("MaxItemsPerBatch", B),
    ("MaxItemsPerBatchPath", P),
    ("MaxInputBytesPerBatch", B),
    ("MaxInputBytesPerBatchPath", P),
    ("BatchInput", B),
];

pub(crate) const RESULT_WRITER: &[Field] =
    &[("Resource", B), ("Parameters", P), ("Arguments", J), ("WriterConfig", B)];

pub(crate) const WRITER_CONFIG: &[Field] = &[("OutputType", B), ("Transformation", B)];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Use, of_state, use_in_state};
    use crate::{StateType, read, write::Fields as _};

    /// A state that has every field of every type, as far as the model can hold them.
    fn state_with_all_fields(state_type: StateType) -> crate::State {
        let scope = r#""StartAt": "B", "States": {}"#;
        let value = |name: &str| match name {
            "Type" => format!("\"{}\"", state_type.as_str()),
            "QueryLanguage" => "\"JSONata\"".to_owned(),
            "Retry" | "Catch" | "Branches" | "Choices" => "[]".to_owned(),
            "ItemProcessor" => format!("{{ {scope} }}"),
            "End" => "true".to_owned(),
            "Assign" | "Credentials" | "ItemReader" | "ItemBatcher" | "ResultWriter" => {
                "{}".to_owned()
            }
            _ => "\"text\"".to_owned(),
        };
        let fields: Vec<_> = of_state(state_type)
            .filter(|name| *name != "Iterator")
            .map(|name| format!("\"{name}\": {}", value(name)))
            .collect();
        let text =
            format!(r#"{{ "StartAt": "A", "States": {{ "A": {{ {} }} }} }}"#, fields.join(", "));
        let machine = read::json(&text).machine.expect("an object");
        machine.scope.states.into_values().next().expect("a state")
    }

    #[test]
    fn every_field_of_the_table_is_read_and_written_in_its_order() {
        for state_type in StateType::ALL {
            let written = state_with_all_fields(state_type).field_names();
            let table: Vec<_> = of_state(state_type).filter(|name| *name != "Iterator").collect();
            assert_eq!(
                written.iter().collect::<BTreeSet<_>>(),
                table.iter().collect(),
                "{}",
                state_type.as_str()
            );
            assert_eq!(written, table, "the table's rows are not in the writer's order");
        }
    }

    #[test]
    fn a_field_of_one_language_has_a_place_in_it() {
        for state_type in StateType::ALL {
            assert_eq!(use_in_state(state_type, "Type"), Use::Both);
            assert_eq!(use_in_state(state_type, "Tpye"), Use::No);
        }
        assert_eq!(use_in_state(StateType::Map, "Items"), Use::Jsonata);
        assert_eq!(use_in_state(StateType::Fail, "CausePath"), Use::JsonPath);
    }
}
