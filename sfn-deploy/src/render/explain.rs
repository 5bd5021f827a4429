//! Why each statement is in a policy.

use serde_json::{Value, json};
use sfn_asl::StateName;
use sfn_iam::{Reason, Statement, Synthesis};

use super::table::{Align, Cell, Table};
use crate::console::Tone;

/// The statements in the order of the documents: actions, resources and reasons, each below the other.
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
    for (index, (statement, reasons)) in statements(synthesis).enumerate() {
        let actions: Vec<_> = statement.actions.iter().collect();
        let resources: Vec<_> = statement.resources.iter().collect();
        for line in 0..actions.len().max(resources.len()).max(reasons.len()) {
            let number = if line == 0 { (index + 1).to_string() } else { String::new() };
            let of =
                |names: &[&String]| names.get(line).map_or("", |name| name.as_str()).to_owned();
            let mut row = vec![
                Cell::new(number),
                Cell::toned(of(&actions), Tone::Strong),
                Cell::new(of(&resources)),
            ];
            if let Some(reason) = reasons.get(line) {
                let state = reason.state.as_ref().map_or("(machine)", |name| name.as_str());
                row.extend([
                    Cell::toned(state, Tone::Name),
                    Cell::new(reason.parameters.join(", ")),
                    Cell::new(rule(reason)),
                    Cell::toned(&reason.source, Tone::Dim),
                ]);
            }
            table.push(row);
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

fn rule(reason: &Reason) -> String {
    match reason.when.as_str() {
        "" | "always" => reason.rule.clone(),
        when => format!("{} ({when})", reason.rule),
    }
}
