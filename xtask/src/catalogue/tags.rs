//! Calls that make a resource and tag it need the permission to tag, too.

use super::{
    botocore::Model,
    iam::{Action, NamedType},
    names,
    resources::Resources,
    statements::Statement,
};

/// Parameters that hold the tags of what is made.
const PARAMETERS: [&str; 6] =
    ["tags", "tagspecifications", "tagspecification", "taglist", "resourcetags", "tagset"];
/// How the action is called that tags any resource of a service.
const ACTIONS: [&str; 5] =
    ["TagResource", "TagQueue", "AddTagsToResource", "AddTags", "CreateTags"];

/// The permission to tag, if the action of the operation can be told to.
pub(crate) fn statement(
    service: &str,
    model: &Model,
    name: &str,
    input: &str,
    action: &str,
    resources: &Resources<'_>,
) -> Option<Statement> {
    let known = resources.iam.action(action).filter(|action| action.takes_tags())?;
    let members = &model.shapes.get(input)?.members.0;
    let (member, _) =
        members.iter().find(|(name, _)| PARAMETERS.contains(&name.to_lowercase().as_str()))?;
    let (prefix, _) = action.split_once(':')?;
    let noun = noun(name);
    let special = [format!("Tag{noun}"), format!("AddTagsTo{noun}")];
    let mut names = ACTIONS.into_iter().chain(special.iter().map(String::as_str));
    let tagging = names.find_map(|name| resources.iam.find(prefix, name))?;
    let action = format!("{prefix}:{}", tagging.name);
    let kinds = kinds(known, tagging, noun);
    Some(Statement {
        resources: resources.of_types(&action, kinds.into_iter()),
        when: Some(names::member(service, input, member)?),
        action,
    })
}

/// What is made: `CreateQueue` makes a `Queue`.
fn noun(operation: &str) -> &str {
    let verb = operation.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase());
    verb.and_then(|(end, _)| operation.get(end..)).unwrap_or_default()
}

/// The types that get tags: those of which the action says so, else those that it requires, else that of the operation's
/// name, else all that can be tagged.
fn kinds<'t>(action: &Action, tagging: &'t Action, noun: &str) -> Vec<&'t NamedType> {
    let types = action.types();
    let some = |test: &dyn Fn(&NamedType) -> bool| {
        let named: Vec<_> = types.iter().filter(|kind| test(kind)).map(|kind| &kind.name).collect();
        tagging.types().iter().filter(|kind| named.contains(&&kind.name)).collect::<Vec<_>>()
    };
    let letters = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let named = |test: &dyn Fn(&str, &str) -> bool| {
        tagging.types().iter().filter(|kind| test(&letters(&kind.name), &letters(noun))).collect()
    };
    [
        some(&NamedType::takes_tags),
        some(&|kind| kind.required),
        named(&|kind, noun| kind == noun),
        named(&|kind, noun| noun.contains(kind)),
        some(&|_| true),
    ]
    .into_iter()
    .find(|kinds| !kinds.is_empty())
    .unwrap_or_else(|| tagging.types().iter().collect())
}
