//! How the findings of a call are worded.

use sfn_asl::{Diagnostic, Severity, graph::StateNode};
use sfn_catalog::Path;

use crate::{
    fill::{Finding, Why},
    parameters::Parameters,
    rules::{DYNAMIC_RESOURCE, NOT_AN_ARN, UNDECLARED_RESOURCE, UNWRITABLE_NAME},
};

/// The diagnostics of a call's findings, one for each parameter; parameters that leave the same open are one finding.
pub(crate) fn report(
    node: &StateNode<'_>,
    parameters: &Parameters<'_>,
    call: &str,
    findings: Vec<Finding>,
) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for finding in findings {
        let Finding::Dynamic { parameter, why, allowed } = finding else {
            let diagnostic = diagnostic(node, parameters, call, finding);
            let is_new = |known: &Diagnostic| {
                known.code != diagnostic.code || subject(known) != subject(&diagnostic)
            };
            if diagnostics.iter().all(is_new) {
                diagnostics.push(diagnostic);
            }
            continue;
        };
        if open.iter().any(|known| known.parameters.contains(&parameter)) {
            continue;
        }
        match open.iter_mut().find(|known| known.why == why && known.allowed == allowed) {
            Some(known) => known.parameters.push(parameter),
            None => open.push(Open { parameters: vec![parameter], why, allowed }),
        }
    }
    let open = open.into_iter().map(|open| open.diagnostic(node, parameters, call));
    open.chain(diagnostics).collect()
}

/// What a message is about: its first word.
fn subject(diagnostic: &Diagnostic) -> Option<&str> {
    diagnostic.message.split(' ').next()
}

/// Parameters because of which a wildcard is allowed.
struct Open {
    parameters: Vec<Path>,
    why: Why,
    allowed: String,
}

impl Open {
    fn diagnostic(self, node: &StateNode<'_>, known: &Parameters<'_>, call: &str) -> Diagnostic {
        let Self { parameters, why, allowed } = self;
        let names: Vec<_> = parameters.iter().map(|parameter| format!("`{parameter}`")).collect();
        let names = names.join(" and ");
        let is_one = parameters.len() == 1;
        let (one, many) = match why {
            Why::RunTime => ("is known only at run time", "are known only at run time"),
            Why::Absent => ("is not given", "are not given"),
            Why::Placeholder => {
                ("is a placeholder until deployment", "are placeholders until deployment")
            }
            Why::Constant => ("does not name the resource", "do not name the resource"),
        };
        let rule = match why {
            Why::Placeholder => DYNAMIC_RESOURCE.severity(Severity::Hint),
            _ => DYNAMIC_RESOURCE,
        };
        let reason = if is_one { one } else { many };
        let message = format!("{names} {reason}, so `{call}` may use {allowed}");
        let help = format!("declare what {names} of `{}` can be, or write a constant", node.name);
        let place = parameters.first().map(|first| known.location(&node.location, first));
        rule.at(place.unwrap_or_else(|| node.location.clone()), message, Some(help))
    }
}

fn diagnostic(
    node: &StateNode<'_>,
    parameters: &Parameters<'_>,
    call: &str,
    finding: Finding,
) -> Diagnostic {
    match finding {
        Finding::Dynamic { parameter, why, allowed } => {
            Open { parameters: vec![parameter], why, allowed }.diagnostic(node, parameters, call)
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
