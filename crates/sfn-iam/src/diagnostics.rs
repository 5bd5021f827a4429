//! How the findings of a call are worded.

use sfn_asl::{Diagnostic, Severity, graph::StateNode};

use crate::{
    fill::{Finding, Why},
    parameters::Parameters,
    rules::{DYNAMIC_RESOURCE, NOT_AN_ARN, UNDECLARED_RESOURCE, UNWRITABLE_NAME},
};

/// The diagnostics of a call's findings, one for each parameter.
pub(crate) fn report(
    node: &StateNode<'_>,
    parameters: &Parameters<'_>,
    call: &str,
    findings: Vec<Finding>,
) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for finding in findings {
        let diagnostic = diagnostic(node, parameters, call, finding);
        let is_new = |known: &Diagnostic| {
            known.code != diagnostic.code || subject(known) != subject(&diagnostic)
        };
        if diagnostics.iter().all(is_new) {
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}

/// What a message is about: its first word.
fn subject(diagnostic: &Diagnostic) -> Option<&str> {
    diagnostic.message.split(' ').next()
}

fn diagnostic(
    node: &StateNode<'_>,
    parameters: &Parameters<'_>,
    call: &str,
    finding: Finding,
) -> Diagnostic {
    match finding {
        Finding::Dynamic { parameter, why, allowed } => {
            let (reason, rule) = match why {
                Why::RunTime => ("is known only at run time", DYNAMIC_RESOURCE),
                Why::Absent => ("is not given", DYNAMIC_RESOURCE),
                Why::Placeholder => {
                    ("is a placeholder until deployment", DYNAMIC_RESOURCE.severity(Severity::Hint))
                }
                Why::Constant => ("does not name the resource", DYNAMIC_RESOURCE),
            };
            let message = format!("`{parameter}` {reason}, so `{call}` may use {allowed}");
            let help = format!(
                "declare what `{parameter}` of `{}` can be, or write a constant",
                node.name
            );
            rule.at(parameters.location(&node.location, &parameter), message, Some(help))
        }
        Finding::Wrong { parameter, value } => {
            let message = format!(
                "`{parameter}` of `{call}` cannot be `{value}`, so nothing is allowed for it"
            );
            NOT_AN_ARN.at(parameters.location(&node.location, &parameter), message, None)
        }
        Finding::Undeclared { name } => {
            let message = format!(
                "`{name}` of `{call}` is not in the definition, so nothing is allowed for it"
            );
            let help = format!(
                "declare `{name}` for `{}`: the ARNs that the call needs beside its parameters",
                node.name
            );
            UNDECLARED_RESOURCE.at(node.location.clone(), message, Some(help))
        }
        Finding::Role { parameter } => {
            let message = format!(
                "`{parameter}` is known only at run time, so `{call}` may pass no role with it"
            );
            let help = format!(
                "declare the roles that `{parameter}` of `{}` can name; an empty list if it names none",
                node.name
            );
            UNDECLARED_RESOURCE.at(
                parameters.location(&node.location, &parameter),
                message,
                Some(help),
            )
        }
        Finding::Unwritable { text } => {
            let message =
                format!("`{text}` has characters that a policy cannot hold, so they became `*`");
            let help = "a policy takes characters up to U+00FF".to_owned();
            UNWRITABLE_NAME.at(node.location.clone(), message, Some(help))
        }
    }
}
