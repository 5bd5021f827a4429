//! The statements that an operation needs.

use std::collections::BTreeMap;

use sfn_catalog::sdk::Confidence;

use super::{
    Result, actions,
    actions::{Condition, Needed},
    botocore::{Model, Operation},
    iam::Iam,
    names, parameters,
    resources::Resources,
    tables::{Actions, Service},
    tags,
};

/// A statement: an action, when it is needed, and on what.
#[derive(Clone)]
pub(crate) struct Statement {
    pub(crate) action: String,
    /// What stands after `param:` in a condition; `None` for always.
    pub(crate) when: Option<String>,
    pub(crate) resources: Vec<String>,
}

/// What the statements are made from.
pub(crate) struct Sources {
    pub(crate) iam: Iam,
    pub(crate) actions: Actions,
    pub(crate) corrections: BTreeMap<String, Vec<Statement>>,
}

/// What is known about the permissions of an operation.
pub(crate) struct Permissions {
    pub(crate) confidence: Confidence,
    pub(crate) statements: Vec<Statement>,
}

/// The permissions of an operation.
pub(crate) fn of(
    service: &Service,
    model: &Model,
    name: &str,
    operation: &Operation,
    sources: &Sources,
) -> Result<Permissions> {
    let key = format!("{}:{}", service.name, names::operation(name));
    if let Some(corrected) = sources.corrections.get(&key) {
        return Ok(Permissions {
            confidence: Confidence::Reference,
            statements: corrected.clone(),
        });
    }
    let Sources { iam, actions: table, .. } = sources;
    let botocore = service.python_name();
    let (confidence, needed) = actions::of(service, name, operation, iam, table);
    let input = operation.input.as_ref().map(|input| input.shape.as_str());
    let texts = input.map_or(Ok(Vec::new()), |input| parameters::texts(botocore, model, input))?;
    let resources = Resources { iam, table, texts: &texts };
    let mut statements = Vec::new();
    for Needed { action, when } in &needed {
        let when = match when {
            None => None,
            Some(Condition { path, test }) if parameters::has(botocore, model, input, path)? => {
                Some(format!("{path}{test}"))
            }
            Some(Condition { path, .. }) => return Err(format!("{key} has no parameter `{path}`")),
        };
        let always = if table.follows(botocore, "http_method") {
            vec![request(&service.iam_prefix, operation, model, botocore)?]
        } else {
            resources.always(action)
        };
        let is_unconditional = when.is_none();
        statements.push(Statement { action: action.clone(), when, resources: always });
        if is_unconditional {
            let named = resources.if_named(action).into_iter();
            statements.extend(named.map(|(parameter, resources)| Statement {
                action: action.clone(),
                when: Some(parameter),
                resources,
            }));
        }
    }
    if let (Some(input), Some(Needed { action, when: None })) = (input, needed.first()) {
        statements.extend(tags::statement(botocore, model, name, input, action, &resources));
    }
    if let Some(input) = input {
        statements.extend(pass_roles(botocore, model, name, input, &needed, iam)?);
    }
    Ok(Permissions { confidence, statements })
}

/// The resource of an API that is a path: that of the request.
fn request(prefix: &str, operation: &Operation, model: &Model, service: &str) -> Result<String> {
    let path = operation.http.request_uri.split('?').next().unwrap_or_default();
    let path = path.strip_prefix("/v2").unwrap_or(path);
    let mut template = format!("arn:${{Partition}}:{prefix}:${{Region}}::");
    for part in path.split_inclusive(['{', '}']) {
        match (part.strip_suffix('}'), &operation.input) {
            // An ARN in the path is written otherwise there.
            (Some(location), _) if location.ends_with("arn") => template.push('*'),
            (Some(location), Some(input)) => {
                let parameter = parameters::at(service, model, &input.shape, location)?;
                template.extend(["{", &parameter, "}"]);
            }
            _ => template.push_str(part.trim_end_matches('{')),
        }
    }
    Ok(template)
}

/// The permissions to pass the roles that parameters name, if an action depends on it. Where no source says so, but the
/// operation makes or starts something that has a role, for constants only: a role that is not known would be any role.
fn pass_roles(
    service: &str,
    model: &Model,
    name: &str,
    input: &str,
    needed: &[Needed],
    iam: &Iam,
) -> Result<Vec<Statement>> {
    const VERBS: [&str; 7] = ["Create", "Put", "Register", "Run", "Start", "Submit", "Update"];
    let (depth, test) = if needed.iter().any(|needed| iam.needs(&needed.action, "iam:PassRole")) {
        (4, "")
    } else if !needed.is_empty() && VERBS.iter().any(|verb| name.starts_with(verb)) {
        (2, "@role")
    } else {
        return Ok(Vec::new());
    };
    let statement = |path: String| Statement {
        action: "iam:PassRole".to_owned(),
        when: Some(format!("{path}{test}")),
        resources: vec![format!(
            "{{arn:{path}|arn:${{Partition}}:iam::${{Account}}:role/{{{path}}}}}"
        )],
    };
    Ok(parameters::roles(service, model, input, depth)?.into_iter().map(statement).collect())
}
