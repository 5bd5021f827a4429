//! API operation → IAM actions.

use sfn_catalog::sdk::Confidence;

use super::{
    botocore,
    iam::Iam,
    tables::{Actions, Service},
};

/// An action that an operation needs, and when.
pub(crate) struct Needed {
    pub(crate) action: String,
    /// What stands after `param:` in a condition; `None` for always.
    pub(crate) when: Option<Condition>,
}

/// A condition on a parameter: its path by names of the model, and what is tested.
pub(crate) struct Condition {
    pub(crate) path: String,
    pub(crate) test: String,
}

impl Needed {
    fn always(action: impl Into<String>) -> Self {
        Self { action: action.into(), when: None }
    }
}

/// The actions of an operation, by the first of these that knows them: the table, no authorization at all, an action of
/// the same name, a rule. Otherwise none: an action is never guessed.
pub(crate) fn of(
    service: &Service,
    name: &str,
    operation: &botocore::Operation,
    iam: &Iam,
    table: &Actions,
) -> (Confidence, Vec<Needed>) {
    let botocore = service.python_name();
    if service.unsupported_operations.iter().any(|unsupported| unsupported == name) {
        return (Confidence::Unsupported, Vec::new());
    }
    if let Some(known) = table.operation(botocore, name) {
        let always = known.always.iter().map(Needed::always);
        let when = known.when.iter().flat_map(|(condition, actions)| {
            let end = condition.find(['=', '~', '!', '^']).unwrap_or(condition.len());
            let (path, test) = condition.split_at(end);
            actions.iter().map(|action| needed(action, path, test.to_owned()))
        });
        let one_of = known.one_of.iter().flat_map(|(path, actions)| {
            actions.iter().map(|(value, action)| needed(action, path, format!("~{value}")))
        });
        return (Confidence::Reference, always.chain(when).chain(one_of).collect());
    }
    if operation.is_unauthenticated() || table.needs_none(botocore, name) {
        return (Confidence::NoneNeeded, Vec::new());
    }
    let prefix = &service.iam_prefix;
    if let Some(action) = iam.find(prefix, name) {
        return (Confidence::Exact, vec![Needed::always(format!("{prefix}:{}", action.name))]);
    }
    if table.follows(botocore, "http_method") {
        return (
            Confidence::Rule,
            vec![Needed::always(format!("{prefix}:{}", operation.http.method))],
        );
    }
    let found = other_names(name, table.follows(botocore, "describe_to_list_modify_to_update"))
        .into_iter()
        .find_map(|name| iam.find(prefix, &name));
    found.map_or((Confidence::Unknown, Vec::new()), |action| {
        (Confidence::Rule, vec![Needed::always(format!("{prefix}:{}", action.name))])
    })
}

fn needed(action: &str, path: &str, test: String) -> Needed {
    Needed { action: action.to_owned(), when: Some(Condition { path: path.to_owned(), test }) }
}

/// Names that the action of an operation may have by the rules.
fn other_names(name: &str, describe_is_list: bool) -> Vec<String> {
    let mut names = Vec::new();
    if describe_is_list {
        for (from, to) in [("Describe", "List"), ("Modify", "Update")] {
            names.extend(name.strip_prefix(from).map(|rest| format!("{to}{rest}")));
        }
    }
    let one = name
        .strip_prefix("Batch")
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    if let Some(one) = one.or_else(|| name.strip_suffix("Batch")) {
        names.push(one.to_owned());
        names.extend(one.strip_suffix('s').map(str::to_owned));
    }
    names.extend(name.strip_suffix("V2").map(str::to_owned));
    names
}
