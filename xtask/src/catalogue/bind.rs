//! ARN formats → templates that the parameters of an operation fill.
//!
//! A wrong binding denies the call at run time, so the rules are tight: a variable that no parameter surely carries
//! becomes `*`.

use super::{parameters::Parameter, tables::Actions};

/// How well a format is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bound {
    /// No parameter: all resources of the type.
    Open,
    /// Some variables are `*`.
    Partly,
    /// Exactly what the parameters name.
    Fully,
}

/// A format, bound.
pub(crate) struct Binding {
    pub(crate) bound: Bound,
    pub(crate) template: String,
    /// The parameters in it, in the order of the format.
    pub(crate) parameters: Vec<String>,
}

/// What is filled by the place where the machine runs.
const PLACE: [&str; 4] = ["partition", "region", "account", "accountid"];

/// Binds an ARN format of a resource type.
pub(crate) fn bind(
    prefix: &str,
    kind: &str,
    format: &str,
    parameters: &[Parameter],
    table: &Actions,
) -> Binding {
    let variables: Vec<&str> = variables(format).filter(|name| !is_place(format, name)).collect();
    let open = fill(format, &[]);
    if let Some(whole) = whole(kind, variables.last().copied(), parameters) {
        let template = format!("{{param:{whole}|{open}}}");
        return Binding { bound: Bound::Fully, template, parameters: vec![whole.to_owned()] };
    }
    let mut found: Vec<(&str, &Parameter)> = Vec::new();
    for &variable in &variables {
        let is_last = variables.last() == Some(&variable);
        let used: Vec<&str> = found.iter().map(|(_, parameter)| parameter.path.as_str()).collect();
        let names = names(prefix, kind, variable, is_last.then_some(variables.len()), table);
        let carrier = names.iter().find_map(|name| {
            parameters.iter().find(|parameter| {
                plain(&parameter.name) == name.text
                    && !used.contains(&parameter.path.as_str())
                    && (parameter.is_top || !name.only_at_top)
                    && !is_id_and_name(&parameter.name, variable)
            })
        });
        found.extend(carrier.map(|carrier| (variable, carrier)));
    }
    let bound = match found.len() {
        count if count == variables.len() => Bound::Fully,
        0 => Bound::Open,
        _ => Bound::Partly,
    };
    let template = fill(format, &found);
    let template = match found.last() {
        Some((_, last)) if last.name == "QueueUrl" => format!("{{queue-url:{}|{open}}}", last.path),
        // Names and keys in S3 are no ARNs.
        Some((variable, last))
            if !["s3", "s3express"].contains(&prefix) && names_resource(format, variable) =>
        {
            format!("{{arn:{}|{template}}}", last.path)
        }
        _ => template,
    };
    let parameters = found.iter().map(|(_, parameter)| parameter.path.clone()).collect();
    Binding { bound, template, parameters }
}

/// The parameter that carries the whole ARN.
fn whole<'p>(kind: &str, last: Option<&str>, parameters: &'p [Parameter]) -> Option<&'p str> {
    let last = last.map(plain).unwrap_or_default();
    let last = last.strip_suffix("name").or_else(|| last.strip_suffix("id")).unwrap_or(&last);
    let kind = plain(kind);
    let carries = |parameter: &&Parameter| {
        let name = plain(&parameter.name);
        match name.strip_suffix("arn") {
            // An `Arn` further down is that of something else.
            Some("") => parameter.is_top,
            Some(stem) => [kind.as_str(), "resource", last].contains(&stem),
            None => name == "resource" && parameter.is_arn,
        }
    };
    parameters.iter().find(carries).map(|parameter| parameter.path.as_str())
}

/// Whether the parameter that carries this variable names the resource itself and not one that contains it: no further
/// kind of resource follows.
fn names_resource(format: &str, variable: &str) -> bool {
    let after = format.split_once(&format!("${{{variable}}}")).map_or("", |(_, after)| after);
    let mut literals =
        after.split("${").map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    !literals.any(|literal| literal.contains(|c: char| c.is_ascii_alphabetic()))
}

/// A name that the parameter of a variable may have.
struct Name {
    text: String,
    /// Too general to be taken further down.
    only_at_top: bool,
}

/// The names that the parameter of a variable may have, best first. `count` is there for the last variable, which names
/// the resource itself: how many variables there are.
fn names(
    prefix: &str,
    kind: &str,
    variable: &str,
    count: Option<usize>,
    table: &Actions,
) -> Vec<Name> {
    let kind = plain(kind);
    let own = plain(variable);
    let stem = ["withpath", "withoutleadingslash"]
        .iter()
        .find_map(|end| own.strip_suffix(end))
        .unwrap_or(&own);
    let stem =
        ["name", "identifier", "id"].iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem);
    let ending = ending(variable);
    let mut names: Vec<String> =
        table.variable(prefix, variable).iter().map(|name| plain(name)).collect();
    if own != "resourceid" {
        names.push(own.clone());
    }
    names.push(format!("{kind}{own}"));
    names.push(format!("{stem}{ending}"));
    names.extend(["", "identifier", "name", "id"].map(|end| format!("{stem}{end}")));
    let names_itself =
        count.is_some_and(|count| count == 1 || [kind.as_str(), "", "resource"].contains(&stem));
    let mut general = Vec::new();
    if names_itself {
        names.push(kind.clone());
        names.push(format!("{kind}{ending}"));
        names.extend(["identifier", "name", "id", "url"].map(|end| format!("{kind}{end}")));
        general.extend(["name", "id", "identifier", "resourceid"].map(str::to_owned));
    }
    let only_at_top = |text: &String| general.contains(text);
    let all = names.iter().chain(&general).filter(|text| !text.is_empty());
    all.map(|text| Name { text: text.clone(), only_at_top: only_at_top(text) }).collect()
}

/// An id is never filled from a name, nor a name from an id.
fn is_id_and_name(parameter: &str, variable: &str) -> bool {
    matches!((ending(parameter), ending(variable)), ("id", "name") | ("name", "id"))
}

fn ending(name: &str) -> &'static str {
    let name = plain(name);
    match () {
        () if name.ends_with("name") => "name",
        () if name.ends_with("identifier") => "",
        () if name.ends_with("id") => "id",
        () => "",
    }
}

/// Letters and digits, in lower case.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether it is the machine's place; beside `${Account}`, `${AccountId}` is another one.
fn is_place(format: &str, variable: &str) -> bool {
    let name = plain(variable);
    PLACE.contains(&name.as_str()) && !(name == "accountid" && format.contains("${Account}"))
}

/// The letters and the dash that stand before a variable, as in `ou-${OrganizationalUnitId}`: a parameter's value has them
/// itself.
fn id_prefix(before: &str) -> &str {
    let literal = before.rsplit(['/', ':', '}']).next().unwrap_or_default();
    let letters = literal.strip_suffix('-').unwrap_or_default();
    let is_prefix = !letters.is_empty() && letters.chars().all(|c| c.is_ascii_lowercase());
    if is_prefix { literal } else { "" }
}

/// The names in `${…}`.
fn variables(format: &str) -> impl Iterator<Item = &str> {
    format.split("${").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// The format with slots for what is bound, and `*` for the other variables.
fn fill(format: &str, bound: &[(&str, &Parameter)]) -> String {
    let mut parts = format.split("${");
    let mut template = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (variable, rest) = part.split_once('}').unwrap_or((part, ""));
        let carrier = bound.iter().find(|(known, _)| *known == variable);
        match (plain(variable).as_str(), carrier) {
            (_, Some((_, parameter))) => {
                template.truncate(template.len() - id_prefix(&template).len());
                template.extend(["{", &parameter.path, "}"]);
            }
            _ if !is_place(format, variable) => template.push('*'),
            ("partition", _) => template.push_str("${Partition}"),
            ("region", _) => template.push_str("${Region}"),
            _ => template.push_str("${Account}"),
        }
        template.push_str(rest);
    }
    template
}
