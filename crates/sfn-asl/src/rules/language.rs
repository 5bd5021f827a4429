//! What the two rules on fields of the wrong query language share.

use super::{Context, Findings, parts};
use crate::{
    Location, QueryLanguage, StateKind,
    fields::{
        CATCHER, CHOICE_RULE, Field, ITEM_BATCHER, ITEM_READER, READER_CONFIG, RESULT_WRITER, Use,
        use_in_rule, use_in_state,
    },
    graph::StateNode,
    write::Fields,
};

/// Reports the fields that need this language and stand in a state of the other one.
pub(super) fn check(context: &Context<'_>, found: &mut Findings<'_>, needed: QueryLanguage) {
    let is_jsonata = context.machine.query_language == Some(QueryLanguage::Jsonata);
    for node in context.states().filter(|node| node.query_language != needed) {
        // That the state is not JSONata as the machine is, is the mistake.
        if is_jsonata && node.state.query_language == Some(QueryLanguage::JsonPath) {
            continue;
        }
        for_each_field(node, |place, name, usage| {
            if usage.conflict(node.query_language) == Some(needed)
                && !context.is_reported(&place.field(name))
            {
                report(found, place, name, needed, node.query_language);
            }
        });
    }
}

fn report(
    found: &mut Findings<'_>,
    place: &Location,
    name: &str,
    needed: QueryLanguage,
    is: QueryLanguage,
) {
    let (needed, is) = (needed.as_str(), is.as_str());
    let diagnostic = found.report(
        place.field(name),
        format!("`{name}` is a field of {needed}, but this state's language is {is}"),
    );
    diagnostic.help(match instead(name) {
        Some(instead) => format!("use {instead}, or set `\"QueryLanguage\": \"{needed}\"`"),
        None => format!("remove it, or set `\"QueryLanguage\": \"{needed}\"`"),
    });
    diagnostic.aws_at(Some(place)).aws(format!(
        "The QueryLanguage is set to '{is}', but field '{name}' is only supported for the '{needed}' QueryLanguage"
    ));
}

/// What does the same in the other language.
fn instead(name: &str) -> Option<&'static str> {
    Some(match name {
        "Arguments" => "`Parameters`",
        "Parameters" => "`Arguments` (in a Map `ItemSelector`)",
        "Output" => "`ResultSelector`, `ResultPath` and `OutputPath`",
        "Result" | "ResultSelector" | "ResultPath" | "OutputPath" => "`Output`",
        "InputPath" => "`$states.input` in the expressions",
        "Items" => "`ItemsPath`",
        "ItemsPath" => "`Items`",
        "Condition" => "`Variable` and an operator",
        "Variable" | "And" | "Or" | "Not" => "`Condition`",
        "SecondsPath"
        | "TimestampPath"
        | "TimeoutSecondsPath"
        | "HeartbeatSecondsPath"
        | "MaxConcurrencyPath"
        | "ErrorPath"
        | "CausePath"
        | "MaxItemsPath" => "the field without `Path` and an expression",
        _ => return None,
    })
}

/// The place of the object, the field's name, and where it may be used.
fn for_each_field(node: &StateNode<'_>, mut found: impl FnMut(&Location, &str, Use)) {
    let state_type = node.state.state_type();
    for name in node.state.field_names() {
        found(&node.location, name, use_in_state(state_type, name));
    }
    let mut object = |place: &Location, names: Vec<&'static str>, known: &[Field]| {
        for name in names {
            found(place, name, use_in_rule(known, name));
        }
    };
    for (place, catcher) in parts::catchers(node) {
        object(&place, catcher.field_names(), CATCHER);
    }
    for (place, rule) in parts::choice_rules(node) {
        object(&place, rule.field_names(), CHOICE_RULE);
    }
    let StateKind::Map(map) = &node.state.kind else { return };
    if let Some(reader) = &map.item_reader {
        let place = node.location.field("ItemReader");
        object(&place, reader.field_names(), ITEM_READER);
        if let Some(config) = &reader.reader_config {
            object(&place.field("ReaderConfig"), config.field_names(), READER_CONFIG);
        }
    }
    if let Some(batcher) = &map.item_batcher {
        object(&node.location.field("ItemBatcher"), batcher.field_names(), ITEM_BATCHER);
    }
    if let Some(writer) = &map.result_writer {
        object(&node.location.field("ResultWriter"), writer.field_names(), RESULT_WRITER);
    }
}
