//! Why each statement is in a policy.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sfn_asl::StateName;
use sfn_iam::{Reason, Statement, Synthesis};

use super::table::{Align, Cell, Table};
use crate::console::Tone;

/// A row for each reason of each statement, in the order of the documents.
pub(crate) fn explanation(synthesis: &Synthesis) -> Table {
    let mut table = Table::new([
        ("#", Align::Right),
        ("ACTIONS", Align::Left),
        ("RESOURCES", Align::Left),
        ("STATE", Align::Left),
        ("FROM", Align::Left),
        ("RULE", Align::Left),
        ("SOURCE", Align::Left),
    ]);
    let mut number = 0;
    for (statement, reasons) in statements(synthesis) {
        number += 1;
        for (index, reason) in reasons.iter().enumerate() {
            let first = |text: String| if index == 0 { text } else { String::new() };
            let state = reason.state.as_ref().map_or("(machine)", |name| name.as_str());
            table.push(vec![
                Cell::new(first(number.to_string())),
                Cell::toned(first(join(&statement.actions)), Tone::Strong),
                Cell::new(first(join(&statement.resources))),
                Cell::toned(state, Tone::Name),
                Cell::new(reason.parameters.join(", ")),
                Cell::new(rule(reason)),
                Cell::toned(&reason.source, Tone::Dim),
            ]);
        }
    }
    table
}

pub(crate) fn explanation_json(synthesis: &Synthesis) -> Value {
    let reason = |reason: &Reason| {
        json!({
            "state": reason.state.as_ref().map(StateName::as_str),
            "location": reason.location.to_string(),
            "parameters": reason.parameters,
            "rule": reason.rule,
            "when": reason.when,
            "source": reason.source,
            "note": reason.note,
        })
    };
    let statements = statements(synthesis).map(|(statement, reasons)| {
        json!({
            "actions": statement.actions,
            "resources": statement.resources,
            "reasons": reasons.iter().map(reason).collect::<Vec<_>>(),
        })
    });
    statements.collect()
}

fn statements(synthesis: &Synthesis) -> impl Iterator<Item = (&Statement, &[Reason])> {
    synthesis.reasons.iter().filter_map(|of| {
        let policy = synthesis.policies.get(of.policy)?;
        Some((policy.statements.get(of.statement)?, of.reasons.as_slice()))
    })
}

fn join(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn rule(reason: &Reason) -> String {
    match reason.when.as_str() {
        "" | "always" => reason.rule.clone(),
        when => format!("{} ({when})", reason.rule),
    }
}
