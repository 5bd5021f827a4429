//! Variables are assigned before they are read.

use super::{Context, Findings, declare_rule, unbound::Fault};
use crate::QueryLanguage;

declare_rule! {
    /// ## What it checks
    /// On some way to the state, another one assigns each variable that the state reads: in its `Assign`, in that of a
    /// catcher or of a Choice rule, or before the Map or Parallel that it is in.
    /// ## Why it matters
    /// A state that reads a variable that is not there fails, or goes on without the value. A state does not see what
    /// its own `Assign` sets; the next one does.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Pass", "Assign": { "total": 1 }, "Output": "{% $total %}", "Next": "B" },
    ///     "B": { "Type": "Pass", "Output": "{% $totl + 1 %}", "End": true }
    ///   }
    /// }
    /// ```
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Parameters": { "total.$": "$total" }, "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Pass", "Assign": { "total": 1 }, "Output": 1, "Next": "B" },
    ///     "B": { "Type": "Pass", "Output": "{% $total + 1 %}", "End": true }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>
    pub(crate) static VARIABLE_UNDEFINED = {
        code: "SFN030", name: "variable-undefined", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for unbound in context.unbound() {
        let (location, name) = (unbound.location.clone(), &unbound.name);
        match &unbound.fault {
            Fault::NeverAssigned { near } => {
                let assign = format!("set `{name}` in the `Assign` of a state before this one");
                let help = match (near, unbound.query_language) {
                    (Some(near), _) => format!("did you mean `${near}`?"),
                    (None, QueryLanguage::Jsonata) => assign,
                    (None, QueryLanguage::JsonPath) => {
                        format!("write `$.{name}` for a field of the input, or {assign}")
                    }
                };
                found.report(location, format!("no state assigns the variable `${name}`")).help(help);
            }
            Fault::AssignedElsewhere(place) => {
                let position = context.position(place);
                found
                    .report(location, format!("nothing before this state assigns the variable `${name}`"))
                    .help("a state sees what the states before it have assigned, in its own scope and around it")
                    .related("it is assigned here", place.clone(), position);
            }
            Fault::UnknownFunction { .. } | Fault::OutsideDistributedMap(_) => {}
        }
    }
}
