//! The fewest statements that grant exactly what is needed.
//!
//! A statement grants each of its actions on each of its resources, so only actions that need the same resources under the
//! same condition can share one: grouping never widens.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Condition, Reason, Statement, glob};

/// One action on one resource.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) condition: Condition,
    pub(crate) reason: Reason,
}

type Reasons = BTreeSet<Reason>;
/// Condition, action → resource → reasons.
type Grants = BTreeMap<(Condition, String), BTreeMap<String, Reasons>>;

/// Statements in a fixed order, each with its reasons.
pub(crate) fn minimize(grants: Vec<Grant>) -> Vec<(Statement, Reasons)> {
    let mut table = Grants::new();
    for Grant { action, resource, condition, reason } in grants {
        table.entry((condition, action)).or_default().entry(resource).or_default().insert(reason);
    }
    drop_covered(&mut table);
    merge_conditions(group(table))
}

/// A resource that a wildcard of the same action covers goes, and its reasons move there.
fn drop_covered(table: &mut Grants) {
    let unconditional: BTreeMap<String, Vec<String>> = table
        .iter()
        .filter(|((condition, _), _)| condition.is_empty())
        .map(|((_, action), resources)| (action.clone(), resources.keys().cloned().collect()))
        .collect();
    let mut moved: Vec<(String, String, Reasons)> = Vec::new();
    for ((condition, action), resources) in table.iter_mut() {
        let wide: Vec<String> =
            resources.keys().filter(|resource| glob::is_pattern(resource)).cloned().collect();
        for wildcard in wide {
            let covered: Vec<_> = resources
                .keys()
                .filter(|resource| **resource != wildcard && glob::covers(&wildcard, resource))
                .cloned()
                .collect();
            let reasons: Reasons = covered
                .iter()
                .filter_map(|resource| resources.remove(resource))
                .flatten()
                .collect();
            if let Some(own) = resources.get_mut(&wildcard) {
                own.extend(reasons);
            }
        }
        let Some(free) = unconditional.get(action).filter(|_| !condition.is_empty()) else {
            continue;
        };
        resources.retain(|resource, reasons| {
            let cover = free.iter().find(|wildcard| glob::covers(wildcard, resource));
            if let Some(cover) = cover {
                moved.push((action.clone(), cover.clone(), std::mem::take(reasons)));
            }
            cover.is_none()
        });
    }
    for (action, resource, reasons) in moved {
        let grants = table.get_mut(&(Condition::new(), action)).into_iter();
        let cover =
            grants.flat_map(BTreeMap::iter_mut).find(|(known, _)| glob::covers(known, &resource));
        if let Some((_, own)) = cover {
            own.extend(reasons);
        }
    }
}

/// Actions with the same resources and condition share a statement.
fn group(table: Grants) -> Vec<(Statement, Reasons)> {
    let mut statements: BTreeMap<(BTreeSet<String>, Condition), (BTreeSet<String>, Reasons)> =
        BTreeMap::new();
    for ((condition, action), resources) in table {
        if resources.is_empty() {
            continue;
        }
        let reasons: Reasons = resources.values().flatten().cloned().collect();
        let (actions, all) =
            statements.entry((resources.into_keys().collect(), condition)).or_default();
        actions.insert(action);
        all.extend(reasons);
    }
    let statement = |(resources, condition), actions| Statement {
        actions,
        resources,
        condition,
        ..Statement::default()
    };
    let mut sorted: Vec<_> = statements
        .into_iter()
        .map(|(key, (actions, reasons))| (statement(key, actions), reasons))
        .collect();
    sorted.sort();
    sorted
}

/// Statements that differ in the values of a single condition key become one: values are alternatives.
fn merge_conditions(mut statements: Vec<(Statement, Reasons)>) -> Vec<(Statement, Reasons)> {
    let mut at = 0;
    while at < statements.len() {
        let partner =
            statements.get(at).filter(|(one, _)| !one.condition.is_empty()).and_then(|(one, _)| {
                let others = statements.iter().enumerate().skip(at + 1);
                others.clone().find_map(|(index, (other, _))| Some((index, merged(one, other)?)))
            });
        let Some((index, condition)) = partner else {
            at += 1;
            continue;
        };
        let (_, reasons) = statements.remove(index);
        if let Some((statement, own)) = statements.get_mut(at) {
            statement.condition = condition;
            own.extend(reasons);
        }
        // The wider condition may now fit one that was passed over.
        at = 0;
    }
    statements
}

/// The condition of both, if they are the same but for the values of one key.
fn merged(one: &Statement, other: &Statement) -> Option<Condition> {
    let alike = one.actions == other.actions
        && one.resources == other.resources
        && one.condition.keys().eq(other.condition.keys());
    if !alike {
        return None;
    }
    let mut both = one.condition.clone();
    let mut differences = 0;
    for (operator, keys) in &other.condition {
        let own = both.get_mut(operator)?;
        if !own.keys().eq(keys.keys()) {
            return None;
        }
        for (key, values) in keys {
            let own = own.get_mut(key)?;
            if own != values {
                differences += 1;
                own.extend(values.iter().cloned());
            }
        }
    }
    (differences <= 1).then_some(both)
}

#[cfg(test)]
mod tests {
    use sfn_asl::Location;

    use super::*;

    fn grant(action: &str, resource: &str, keys: &[(&str, &str)]) -> Grant {
        let reason = Reason {
            location: Location::root(),
            state: None,
            parameters: Vec::new(),
            rule: format!("{action} {resource} {keys:?}"),
            when: String::new(),
            source: String::new(),
            note: None,
        };
        let keys: BTreeMap<_, _> = keys
            .iter()
            .map(|(key, value)| ((*key).to_owned(), BTreeSet::from([(*value).to_owned()])))
            .collect();
        let condition = if keys.is_empty() {
            Condition::new()
        } else {
            Condition::from([("StringEquals".to_owned(), keys)])
        };
        Grant { action: action.into(), resource: resource.into(), condition, reason }
    }

    fn shape(grants: Vec<Grant>) -> Vec<String> {
        let line = |(statement, reasons): (Statement, Reasons)| {
            let join = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(",");
            format!(
                "{} on {} ({} reasons)",
                join(&statement.actions),
                join(&statement.resources),
                reasons.len()
            )
        };
        minimize(grants).into_iter().map(line).collect()
    }

    #[test]
    fn what_is_covered_goes_and_its_reason_stays() {
        assert_eq!(
            shape(vec![grant("a:X", "t/1", &[]), grant("a:X", "t/*", &[]), grant("a:X", "u", &[])]),
            ["a:X on t/*,u (3 reasons)"]
        );
        assert_eq!(
            shape(vec![grant("a:X", "t/1", &[("k", "v")]), grant("a:X", "*", &[])]),
            ["a:X on * (2 reasons)"]
        );
    }

    #[test]
    fn grouping_never_widens() {
        assert_eq!(
            shape(vec![
                grant("a:X", "1", &[]),
                grant("a:Y", "1", &[]),
                grant("a:Y", "2", &[]),
                grant("a:Z", "1", &[])
            ]),
            ["a:X,a:Z on 1 (2 reasons)", "a:Y on 1,2 (2 reasons)"]
        );
    }

    #[test]
    fn conditions_merge_where_one_key_differs() {
        let merged = shape(vec![
            grant("h", "m", &[("method", "GET"), ("url", "a")]),
            grant("h", "m", &[("method", "PUT"), ("url", "a")]),
            grant("h", "m", &[("method", "PUT"), ("url", "b")]),
        ]);
        assert_eq!(merged, ["h on m (2 reasons)", "h on m (1 reasons)"]);
    }
}
