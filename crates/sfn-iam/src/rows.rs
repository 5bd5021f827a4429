//! A row of a table, applied to a call: whether it applies, and what it grants.

use std::collections::BTreeSet;

use sfn_asl::graph::StateNode;
use sfn_catalog::{Path, Pattern, Statement as Row, Test, When, resource::is_placeholder};

use crate::{
    Condition, PolicyContext, Reason, diagnostics,
    fill::{Filled, Filler, Finding, Site},
    glob,
    minimize::Grant,
    parameters::Bound,
    synthesize::Synthesizer,
};

/// What a row of a table is applied to.
pub(crate) struct Call<'a> {
    pub(crate) node: Option<&'a StateNode<'a>>,
    pub(crate) site: Site<'a>,
    pub(crate) pattern: Pattern,
    /// The integration or feature.
    pub(crate) rule: String,
    pub(crate) source: &'a str,
}

impl Synthesizer<'_> {
    /// Applies the rows of a table.
    pub(crate) fn apply(&mut self, rows: &[Row], call: &Call<'_>) {
        let mut filler = Filler::new(&call.site, self.context);
        for row in rows.iter().filter(|row| applies(&row.when, call, self.context)) {
            let service =
                row.actions.first().and_then(|action| action.split(':').next()).unwrap_or_default();
            let resources = filler.resources(&row.resources, service);
            if resources.is_empty() {
                continue;
            }
            let condition = condition(&mut filler, row);
            for Filled { text, parameters, .. } in resources {
                let reason = self.reason(call.reason(row, parameters));
                self.grants.extend(row.actions.iter().map(|action| Grant {
                    action: action.clone(),
                    resource: text.clone(),
                    condition: condition.clone(),
                    reason,
                }));
            }
        }
        for row in rows {
            let roles = undeclared_roles(row, call, self.context).cloned();
            filler.findings.extend(roles.map(|parameter| Finding::Role { parameter }));
        }
        let findings = filler.findings;
        if let Some(node) = call.node {
            self.diagnostics.extend(diagnostics::report(
                node,
                &call.site.parameters,
                &call.rule,
                findings,
            ));
        }
    }
}

impl Call<'_> {
    fn reason(&self, row: &Row, parameters: BTreeSet<String>) -> Reason {
        Reason {
            location: self.node.map(|node| node.location.clone()).unwrap_or_default(),
            state: self.node.map(|node| node.name.clone()),
            parameters: parameters.into_iter().collect(),
            rule: self.rule.clone(),
            when: row.when.to_string(),
            source: self.source.to_owned(),
            note: row.note.clone(),
        }
    }
}

/// The condition of a row; a key whose value is not known is left out, since it would allow nothing.
pub(crate) fn condition(filler: &mut Filler<'_>, row: &Row) -> Condition {
    let mut condition = Condition::new();
    for (operator, keys) in &row.condition {
        for (key, templates) in keys {
            let values = filler.values(key, &templates.0);
            if values.is_empty() || values.iter().any(|value| value.text == "*") {
                continue;
            }
            let like = operator == "StringEquals"
                && values.iter().any(|value| glob::is_pattern(&value.text));
            let operator = if like { "StringLike" } else { operator };
            let texts = values.into_iter().map(|value| value.text).collect();
            condition.entry(operator.to_owned()).or_default().insert(key.clone(), texts);
        }
    }
    condition
}

fn applies(when: &When, call: &Call<'_>, context: &PolicyContext) -> bool {
    let parameters = &call.site.parameters;
    let given = parameters.object.is_some();
    let any = |path, test: &dyn Fn(&Bound) -> bool| parameters.get(path).iter().any(test);
    when.0.iter().all(|test| match test {
        Test::Sync => call.pattern.is_sync(),
        Test::Option(name) => context.features.iter().any(|feature| feature.as_str() == name),
        Test::Declared(name) => !context.declared_for(call.site.state, name).is_empty(),
        Test::Present(paths) => {
            given && paths.iter().any(|path| any(path, &|bound| *bound != Bound::Absent))
        }
        Test::Absent(path) => !any(path, &|bound| *bound != Bound::Absent),
        Test::Equals(path, value) => {
            given && any(path, &|bound| can_be(bound, &|text| text == value, Some(value)))
        }
        Test::Differs(path, value) => any(path, &|bound| *bound != Bound::Text(value.clone())),
        Test::StartsWith(path, values) => any(path, &|bound| starts(bound, values)),
        Test::StartsWithout(path, values) => {
            any(path, &|bound| *bound != Bound::Absent && !starts(bound, values))
        }
        Test::Contains(path, value) => {
            given
                && any(path, &|bound| {
                    can_be(bound, &|text| text.to_lowercase().contains(&value.to_lowercase()), None)
                })
        }
        Test::SurelyContains(path, value) => {
            any(path, &|bound| matches!(bound, Bound::Text(text) if text.contains(value.as_str())))
        }
        Test::Role(path) => any(path, &|bound| match bound {
            Bound::Text(text) => text.contains(":role/") || is_placeholder(text),
            Bound::Prefix(text) => text.contains(":role/"),
            Bound::Unknown | Bound::Pattern(_) => is_declared(call, context, path),
            Bound::Absent | Bound::Structure => false,
        }),
    })
}

/// Whether the value is, or may be, one that passes the test.
fn can_be(bound: &Bound, passes: &dyn Fn(&str) -> bool, wanted: Option<&String>) -> bool {
    match bound {
        Bound::Text(text) => passes(text),
        Bound::Prefix(start) => wanted.is_none_or(|wanted| wanted.starts_with(start.as_str())),
        Bound::Pattern(_) | Bound::Unknown => true,
        Bound::Absent | Bound::Structure => false,
    }
}

fn is_declared(call: &Call<'_>, context: &PolicyContext, path: &Path) -> bool {
    context.is_declared(call.site.state, &path.to_string())
}

/// The parameters that may name a role, of which only the run knows, and nothing is declared.
fn undeclared_roles<'r>(
    row: &'r Row,
    call: &Call<'_>,
    context: &PolicyContext,
) -> impl Iterator<Item = &'r Path> {
    let parameters = &call.site.parameters;
    row.when.0.iter().filter_map(move |test| match test {
        Test::Role(path)
            if !parameters.is_whole_unknown()
                && parameters.get(path).contains(&Bound::Unknown)
                && !is_declared(call, context, path) =>
        {
            Some(path)
        }
        _ => None,
    })
}

fn starts(bound: &Bound, values: &[String]) -> bool {
    match bound {
        Bound::Text(text) | Bound::Prefix(text) => {
            values.iter().any(|value| text.starts_with(value.as_str()))
        }
        _ => false,
    }
}
