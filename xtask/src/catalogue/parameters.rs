//! Parameters of an operation that can name a resource.

use super::{
    Result,
    botocore::{Model, Reference, Shape},
    names,
};

/// A text in the arguments of an operation.
pub(crate) struct Parameter {
    /// Where it stands, by the names of Step Functions: `A.B`, `A[].B`.
    pub(crate) path: String,
    /// The name in the model, without the `s` of a list.
    pub(crate) name: String,
    /// Whether it stands at the top.
    pub(crate) is_top: bool,
    /// Whether its pattern is that of an ARN.
    pub(crate) is_arn: bool,
}

/// The texts and lists of texts in a structure and in the structures in it, those at the top first.
pub(crate) fn texts(service: &str, model: &Model, input: &str) -> Result<Vec<Parameter>> {
    let mut found = Vec::new();
    let mut inner = Vec::new();
    for member in members(service, model, input)? {
        let Member { name, path, shape, target } = member;
        if let Some((name, path)) = text(model, shape, name, &path)? {
            found.push(Parameter {
                path,
                name,
                is_top: true,
                is_arn: shape.pattern.starts_with("arn:"),
            });
        } else if shape.kind == "structure" {
            for Member { name, path: below, shape, .. } in members(service, model, target)? {
                if let Some((name, below)) = text(model, shape, name, &below)? {
                    let path = format!("{path}.{below}");
                    inner.push(Parameter { path, name, is_top: false, is_arn: false });
                }
            }
        }
    }
    found.extend(inner);
    Ok(found)
}

/// The name and path of a text or a list of texts.
fn text(model: &Model, shape: &Shape, name: &str, path: &str) -> Result<Option<(String, String)>> {
    if shape.kind == "string" {
        return Ok(Some((name.to_owned(), path.to_owned())));
    }
    let element = shape.member.as_ref().filter(|_| shape.kind == "list");
    let is_list = element
        .map(|element| model.shape(&element.shape))
        .transpose()?
        .is_some_and(|element| element.kind == "string");
    Ok(is_list.then(|| (name.strip_suffix('s').unwrap_or(name).to_owned(), format!("{path}[]"))))
}

/// Where the arguments name IAM roles, so many levels down: by the pattern of an ARN, or by a name such as `RoleArn`.
pub(crate) fn roles(
    service: &str,
    model: &Model,
    input: &str,
    depth: usize,
) -> Result<Vec<String>> {
    let mut found = Vec::new();
    collect_roles(service, model, input, depth, "", &mut Vec::new(), &mut found)?;
    Ok(found)
}

fn collect_roles<'m>(
    service: &str,
    model: &'m Model,
    structure: &'m str,
    depth: usize,
    prefix: &str,
    above: &mut Vec<&'m str>,
    found: &mut Vec<String>,
) -> Result<()> {
    if above.contains(&structure) {
        return Ok(());
    }
    above.push(structure);
    for Member { name, path, shape, target } in members(service, model, structure)? {
        let path = format!("{prefix}{path}");
        match shape.kind.as_str() {
            "string" if shape.pattern.contains(":iam::") || is_role(name) => found.push(path),
            "structure" if above.len() < depth => {
                collect_roles(service, model, target, depth, &format!("{path}."), above, found)?;
            }
            "list" if above.len() < depth => {
                let element = shape.member.as_ref().map_or("", |element| &element.shape);
                if model.shape(element)?.kind == "structure" {
                    collect_roles(
                        service,
                        model,
                        element,
                        depth,
                        &format!("{path}[]."),
                        above,
                        found,
                    )?;
                }
            }
            _ => {}
        }
    }
    above.pop();
    Ok(())
}

/// `Role`, `roleArn`, `ExecutionRoleARN`, but not `Controle`.
fn is_role(name: &str) -> bool {
    let bare = name.strip_suffix("Arn").or_else(|| name.strip_suffix("ARN")).unwrap_or(name);
    let before = bare
        .strip_suffix("Role")
        .map(|before| before.is_empty() || before.ends_with(|c: char| c.is_ascii_lowercase()));
    before == Some(true) || name == "role" || name == "roleArn"
}

struct Member<'m> {
    /// The name in the model.
    name: &'m str,
    /// The name that Step Functions uses.
    path: String,
    shape: &'m Shape,
    /// The name of its shape.
    target: &'m str,
}

fn members<'m>(service: &str, model: &'m Model, structure: &str) -> Result<Vec<Member<'m>>> {
    let mut members = Vec::new();
    for (name, reference) in &model.shape(structure)?.members.0 {
        if let Some(path) = names::member(service, structure, name) {
            let shape = model.shape(&reference.shape)?;
            members.push(Member { name, path, shape, target: &reference.shape });
        }
    }
    Ok(members)
}

/// Whether the arguments have this path of a table.
pub(crate) fn has(service: &str, model: &Model, input: Option<&str>, path: &str) -> Result<bool> {
    let Some(mut structure) = input else { return Ok(false) };
    for step in path.split('.') {
        let name = step.trim_end_matches("[]");
        if name == "@keys" {
            return Ok(model.shape(structure)?.kind == "map");
        }
        let Some(member) =
            members(service, model, structure)?.into_iter().find(|member| member.path == name)
        else {
            return Ok(false);
        };
        structure = member.target;
        while let Some(element) = &model.shape(structure)?.member {
            structure = &element.shape;
        }
    }
    Ok(true)
}

/// The parameter that stands at this place of the request.
pub(crate) fn at(service: &str, model: &Model, input: &str, location: &str) -> Result<String> {
    let members = &model.shape(input)?.members.0;
    let is_there = |(_, reference): &&(String, Reference)| {
        reference.location_name.as_deref() == Some(location)
    };
    let found =
        members.iter().find(is_there).and_then(|(name, _)| names::member(service, input, name));
    found.ok_or_else(|| format!("{service}: `{input}` has no parameter for `{location}`"))
}
