//! Reads definitions: JSON text, YAML text or a JSON value, each into one located tree and from there into the
//! model by one typed reader.
//!
//! All problems are collected. What the model cannot hold (unknown fields, wrong types, missing parts) is
//! reported here under the code of its rule; what can be seen in the model is left to
//! [`crate::check`], so that a definition that was built rather than read is checked alike. A stand-in takes the
//! place of a broken part, and [`Positions::is_reported`] keeps the rules from speaking about it again.

mod choice;
mod fields;
mod json;
mod machine;
mod map;
mod reader;
mod retry;
mod scalar;
mod state;
mod tree;
mod yaml;

use serde_json::Value;

use crate::{Diagnostic, Location, Positions, StateMachine, WorkflowType, diagnostic, rules};
use reader::Reader;
pub(crate) use reader::{list, similar};
use tree::{Fault, Node};

/// How deep objects and arrays may nest; the limit of `serde_json`, so that every tool can read what we accept.
pub const MAX_DEPTH: usize = 127;

/// What reading gave: the model as far as possible, and every problem on the way.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The definition. Present also where there are findings, unless the text holds no object at all.
    pub machine: Option<StateMachine>,
    /// What the reader found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Where everything stands in the text.
    pub positions: Positions,
}

impl Reading {
    /// Everything that is wrong: the reader's findings and those of all rules, ordered by location.
    pub fn check(&self, workflow_type: WorkflowType) -> Vec<Diagnostic> {
        let mut all = self.diagnostics.clone();
        if let Some(machine) = &self.machine {
            all.extend(rules::check(machine, workflow_type, Some(&self.positions)));
        }
        diagnostic::sort(&mut all);
        all
    }
}

/// Reads a definition from JSON text.
pub fn json(text: &str) -> Reading {
    finish(json::parse(text))
}

/// Reads a definition from YAML text, with the core schema of YAML 1.2.
pub fn yaml(text: &str) -> Reading {
    finish(yaml::parse(text))
}

/// Reads a definition from a JSON value; there are no positions then.
pub fn value(value: &Value) -> Reading {
    finish(tree::from_value(value).map(|root| (root, Vec::new())))
}

fn finish(parsed: Result<(Node, Vec<Fault>), Fault>) -> Reading {
    let mut reader = Reader::default();
    let (machine, spot) = match parsed {
        Ok((mut root, faults)) => {
            for fault in faults {
                reader.fault(fault);
            }
            for duplicate in root.remove_duplicates() {
                reader.duplicate(duplicate);
            }
            (reader.machine(&root, &Location::root()), root.into_spot(None))
        }
        Err(fault) => {
            reader.fault(fault);
            (None, None)
        }
    };
    let Reader { mut diagnostics, reported, .. } = reader;
    let positions = Positions::new(spot, reported);
    for diagnostic in &mut diagnostics {
        diagnostic.find_position(&positions);
    }
    diagnostic::sort(&mut diagnostics);
    Reading { machine, diagnostics, positions }
}
