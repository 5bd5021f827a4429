//! The fewest statements that grant exactly what is needed.
//!
//! A statement grants each of its actions on each of its resources, so only actions that need the same resources under the
//! same condition can share one: grouping never widens.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Condition, Statement, glob};

/// One action on one resource.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) condition: Condition,
    pub(crate) reason: ReasonId,
}

/// The place of a reason in the order in which they were found: that of the document.
pub(crate) type ReasonId = usize;
/// The reasons of each resource.
pub(crate) type Reasons = BTreeMap<String, BTreeSet<ReasonId>>;
/// Condition, action → resource → reasons.
type Grants = BTreeMap<(Condition, String), Reasons>;

/// A statement and why each of its resources is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reasoned {
    pub(crate) statement: Statement,
    pub(crate) reasons: Reasons,
}

/// Statements in a fixed order.
pub(crate) fn minimize(grants: Vec<Grant>) -> Vec<Reasoned> {
    let mut table = Grants::new();
    for Grant { action, resource, condition, reason } in grants {
        table.entry((condition, action)).or_default().entry(resource).or_default().insert(reason);
    }
    for resources in table.values_mut() {
        drop_covered(resources);
    }
    drop_conditional(&mut table);
    merge_conditions(group(table))
}

/// A resource that a wildcard of the same action covers goes, and its reasons move there.
fn drop_covered(resources: &mut Reasons) {
    let wide: Vec<String> =
        resources.keys().filter(|resource| glob::is_pattern(resource)).cloned().collect();
    for wildcard in wide {
        let covered =
            |resource: &&String| **resource != wildcard && glob::covers(&wildcard, resource);
        let covered: Vec<_> = resources.keys().filter(covered).cloned().collect();
        let moved: Vec<_> =
            covered.iter().filter_map(|resource| resources.remove(resource)).flatten().collect();
        if let Some(own) = resources.get_mut(&wildcard) {
            own.extend(moved);
        }
    }
}

/// What is granted without a condition need not be granted with one.
fn drop_conditional(table: &mut Grants) {
    let conditional: Vec<_> =
        table.keys().filter(|(condition, _)| !condition.is_empty()).cloned().collect();
    for key in conditional {
        let free = (Condition::new(), key.1.clone());
        if !table.contains_key(&free) {
            continue;
        }
        let resources = table.remove(&key).unwrap_or_default();
        let mut kept = Reasons::new();
        for (resource, reasons) in resources {
            let mut free = table.get_mut(&free).into_iter().flatten();
            match free.find(|(wildcard, _)| glob::covers(wildcard, &resource)) {
                Some((_, own)) => own.extend(reasons),
                None => {
                    kept.insert(resource, reasons);
                }
            }
        }
        table.insert(key, kept);
    }
}

/// Actions with the same resources and condition share a statement.
fn group(table: Grants) -> Vec<Reasoned> {
    let mut groups: BTreeMap<(BTreeSet<String>, Condition), (BTreeSet<String>, Reasons)> =
        BTreeMap::new();
    for ((condition, action), resources) in table {
        if resources.is_empty() {
            continue;
        }
        let key = (resources.keys().cloned().collect(), condition);
        let (actions, reasons) = groups.entry(key).or_default();
        actions.insert(action);
        add(reasons, resources);
    }
    let reasoned = |((resources, condition), (actions, reasons))| Reasoned {
        statement: Statement { actions, resources, condition, ..Statement::default() },
        reasons,
    };
    let mut statements: Vec<_> = groups.into_iter().map(reasoned).collect();
    statements.sort();
    statements
}

fn add(reasons: &mut Reasons, more: Reasons) {
    for (resource, more) in more {
        reasons.entry(resource).or_default().extend(more);
    }
}

/// Statements that differ in the values of a single condition key become one: values are alternatives.
fn merge_conditions(mut statements: Vec<Reasoned>) -> Vec<Reasoned> {
    let mut at = 0;
    while let Some(one) = statements.get(at) {
        let others = statements
            .iter()
            .enumerate()
            .skip(at + 1)
            .filter(|_| !one.statement.condition.is_empty());
        let partner = others
            .clone()
            .find_map(|(index, other)| Some((index, merged(&one.statement, &other.statement)?)));
        let Some((index, condition)) = partner else {
            at += 1;
            continue;
        };
        let other = statements.remove(index);
        if let Some(one) = statements.get_mut(at) {
            one.statement.condition = condition;
            add(&mut one.reasons, other.reasons);
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
    use super::*;

    fn grant(reason: ReasonId, action: &str, resource: &str, keys: &[(&str, &str)]) -> Grant {
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
        let line = |Reasoned { statement, reasons }: Reasoned| {
            let join = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(",");
            let reasons: BTreeSet<_> = reasons.values().flatten().collect();
            format!(
                "{} on {} for {reasons:?}",
                join(&statement.actions),
                join(&statement.resources)
            )
        };
        minimize(grants).into_iter().map(line).collect()
    }

    #[test]
    fn what_is_covered_goes_and_its_reason_stays() {
        let covered = vec![
            grant(1, "a:X", "t/1", &[]),
            grant(2, "a:X", "t/*", &[]),
            grant(3, "a:X", "u", &[]),
        ];
        assert_eq!(shape(covered), ["a:X on t/*,u for {1, 2, 3}"]);
        let conditional = vec![grant(1, "a:X", "t/1", &[("k", "v")]), grant(2, "a:X", "*", &[])];
        assert_eq!(shape(conditional), ["a:X on * for {1, 2}"]);
    }

    #[test]
    fn grouping_never_widens() {
        let grants = vec![
            grant(1, "a:X", "1", &[]),
            grant(2, "a:Y", "1", &[]),
            grant(3, "a:Y", "2", &[]),
            grant(4, "a:Z", "1", &[]),
        ];
        assert_eq!(shape(grants), ["a:X,a:Z on 1 for {1, 4}", "a:Y on 1,2 for {2, 3}"]);
    }

    #[test]
    fn conditions_merge_where_one_key_differs() {
        let merged = shape(vec![
            grant(1, "h", "m", &[("method", "GET"), ("url", "a")]),
            grant(2, "h", "m", &[("method", "PUT"), ("url", "a")]),
            grant(3, "h", "m", &[("method", "PUT"), ("url", "b")]),
        ]);
        assert_eq!(merged, ["h on m for {1, 2}", "h on m for {3}"]);
    }
}
