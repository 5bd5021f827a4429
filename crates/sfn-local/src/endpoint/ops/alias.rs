//! Create, update, describe, list and delete aliases.

use serde::{Deserialize, Serialize};

use super::{
    super::{
        arn::Resource,
        error::ApiError,
        page::Page,
        state::{Alias, Instant, Machine, Route, State},
    },
    Call, Nothing,
};

/// Aliases a machine can have (`CreateStateMachineAlias`).
const MAX_ALIASES: usize = 100;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Create {
    name: String,
    description: Option<String>,
    routing_configuration: Vec<Route>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Created {
    state_machine_alias_arn: String,
    creation_date: Instant,
}

/// `CreateStateMachineAlias`: the machine is the one whose versions it leads to. A repeated call is answered
/// as the first.
pub(super) fn create(call: &mut Call<'_>, input: Create) -> Result<Created, ApiError> {
    let machine = routed_machine(call.state, &input.routing_configuration)?.to_owned();
    let arn = call.state.scope.qualified(&machine, &input.name);
    let now = call.now;
    let machine = call.state.machine_mut(&arn, &machine)?;
    if let Some(existing) = machine.aliases.get(&input.name) {
        if existing.description != input.description
            || existing.routing != input.routing_configuration
        {
            return Err(ApiError::conflict(
                "Failed to create alias because an alias with the same name and a different routing configuration \
                 already exists.",
            ));
        }
        return Ok(Created { state_machine_alias_arn: arn, creation_date: existing.creation_date });
    }
    if machine.aliases.len() >= MAX_ALIASES {
        return Err(ApiError::quota_exceeded(MAX_ALIASES, "aliases"));
    }
    let alias = Alias {
        description: input.description,
        routing: input.routing_configuration,
        creation_date: now,
        update_date: now,
    };
    machine.aliases.insert(input.name, alias);
    Ok(Created { state_machine_alias_arn: arn, creation_date: now })
}

/// The name of the machine that `routing` stays within, if it keeps to the rules.
fn routed_machine<'a>(state: &State, routing: &'a [Route]) -> Result<&'a str, ApiError> {
    let arns: Vec<&str> =
        routing.iter().map(|route| route.state_machine_version_arn.as_str()).collect();
    let received = || format!("Received: [{}]", arns.join(", "));
    let refused = |rule: &str, received: String| {
        Err(ApiError::validation(format!("{rule} {received}"))
            .because("INVALID_ROUTING_CONFIGURATION"))
    };
    let mut versions = Vec::new();
    for arn in &arns {
        match Resource::parse(arn)? {
            Resource::Version { name, number } => versions.push((name, number)),
            _ => {
                return refused(
                    "Routing configuration must contain state machine version ARNs.",
                    received(),
                );
            }
        }
    }
    let distinct =
        |index: usize, arn: &&str| !arns.iter().take(index).any(|earlier| earlier == arn);
    if !arns.iter().enumerate().all(|(index, arn)| distinct(index, arn)) {
        return refused(
            "Routing configuration must contain distinct state machine version ARNs.",
            received(),
        );
    }
    if routing.iter().map(|route| route.weight).sum::<u64>() != 100 {
        let weights: Vec<String> = routing.iter().map(|route| route.weight.to_string()).collect();
        let received = format!("Received: [{}]", weights.join(", "));
        return refused("Sum of routing configuration weights must equal 100.", received);
    }
    let Some((machine, _)) = versions.first().copied() else {
        return refused(
            "Routing configuration must contain state machine version ARNs.",
            received(),
        );
    };
    if versions.iter().any(|(name, _)| *name != machine) {
        let rule = "Routing configuration must contain versions of the same state machine.";
        return refused(rule, received());
    }
    for (arn, (name, number)) in arns.iter().zip(&versions) {
        let known =
            state.machine(arn, name).is_ok_and(|machine| machine.versions.contains_key(number));
        if !known {
            return Err(ApiError::resource_not_found());
        }
    }
    Ok(machine)
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Update {
    state_machine_alias_arn: String,
    description: Option<String>,
    routing_configuration: Option<Vec<Route>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Updated {
    update_date: Instant,
}

/// `UpdateStateMachineAlias`.
pub(super) fn update(call: &mut Call<'_>, input: Update) -> Result<Updated, ApiError> {
    let (machine, name) = alias_of(&input.state_machine_alias_arn)?;
    if input.description.is_none() && input.routing_configuration.is_none() {
        let message = "Either the description or the RoutingConfiguration must be specified";
        return Err(ApiError::validation(message).because("MISSING_REQUIRED_PARAMETER"));
    }
    if let Some(routing) = &input.routing_configuration
        && routed_machine(call.state, routing)? != machine
    {
        let message =
            "Routing configuration must contain versions of the alias's own state machine.";
        return Err(ApiError::validation(message).because("INVALID_ROUTING_CONFIGURATION"));
    }
    let now = call.now;
    let arn = &input.state_machine_alias_arn;
    let machine =
        call.state.machine_mut(arn, machine).map_err(|_| ApiError::resource_not_found())?;
    let alias = machine.aliases.get_mut(name).ok_or_else(ApiError::resource_not_found)?;
    if let Some(description) = input.description {
        alias.description = Some(description);
    }
    if let Some(routing) = input.routing_configuration {
        alias.routing = routing;
    }
    alias.update_date = now;
    Ok(Updated { update_date: now })
}

/// The machine's and the alias's name.
fn alias_of(arn: &str) -> Result<(&str, &str), ApiError> {
    match Resource::parse(arn)? {
        Resource::Alias { name, alias } => Ok((name, alias)),
        Resource::StateMachine { .. } | Resource::Version { .. } => {
            Err(ApiError::validation("the ARN must be that of a state machine alias"))
        }
        other => Err(other.refused()),
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct One {
    state_machine_alias_arn: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    state_machine_alias_arn: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    routing_configuration: Vec<Route>,
    creation_date: Instant,
    update_date: Instant,
}

/// `DescribeStateMachineAlias`.
pub(super) fn describe(call: &mut Call<'_>, input: One) -> Result<Described, ApiError> {
    let arn = input.state_machine_alias_arn;
    let (machine, name) = alias_of(&arn)?;
    let machine = call.state.machine(&arn, machine).map_err(|_| ApiError::resource_not_found())?;
    let alias = machine.aliases.get(name).ok_or_else(ApiError::resource_not_found)?;
    Ok(Described {
        name: name.to_owned(),
        description: alias.description.clone(),
        routing_configuration: alias.routing.clone(),
        creation_date: alias.creation_date,
        update_date: alias.update_date,
        state_machine_alias_arn: arn,
    })
}

/// `DeleteStateMachineAlias`: of an alias that is not there, too.
pub(super) fn delete(call: &mut Call<'_>, input: One) -> Result<Nothing, ApiError> {
    let arn = &input.state_machine_alias_arn;
    let (machine, name) = alias_of(arn)?;
    if let Ok(machine) = call.state.machine_mut(arn, machine) {
        machine.aliases.remove(name);
    }
    Ok(Nothing {})
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    state_machine_arn: String,
    max_results: Option<i64>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    state_machine_aliases: Vec<Created>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// `ListStateMachineAliases`, by name: those of a machine, or those that lead to a version.
pub(super) fn list(call: &mut Call<'_>, input: List) -> Result<Listed, ApiError> {
    let arn = &input.state_machine_arn;
    let (machine, version): (&Machine, Option<&str>) = match Resource::parse(arn)? {
        Resource::StateMachine { name } => (call.state.machine(arn, name)?, None),
        Resource::Version { name, .. } => (call.state.machine(arn, name)?, Some(arn)),
        Resource::Alias { .. } => return Err(ApiError::no_state_machine(arn)),
        other => return Err(other.refused()),
    };
    let page = Page {
        listing: &format!("ListStateMachineAliases {arn}"),
        max_results: input.max_results,
        next_token: input.next_token.as_deref(),
        default: 100,
    };
    let leads_to = |alias: &Alias| {
        version.is_none_or(|arn| {
            alias.routing.iter().any(|route| route.state_machine_version_arn == arn)
        })
    };
    let aliases = machine.aliases.iter().filter(|(_, alias)| leads_to(alias));
    let listed =
        page.take(aliases, |(name, _)| (*name).clone(), |(name, _), after| name.as_str() <= after)?;
    let aliases = listed.items.into_iter().map(|(name, alias)| Created {
        state_machine_alias_arn: call.state.scope.qualified(&machine.name, name),
        creation_date: alias.creation_date,
    });
    Ok(Listed { state_machine_aliases: aliases.collect(), next_token: listed.next_token })
}
