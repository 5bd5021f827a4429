//! Into managed policies where a role cannot hold the statements inline.

use std::{cmp::Reverse, collections::BTreeSet};

use serde_json::Value;

use crate::{
    PolicyDocument, Statement,
    minimize::{Reasoned, Reasons},
};

/// The characters that all inline policies of a role can have together, white space not counted
/// (IAM quotas, fixed).
pub const INLINE_LIMIT: usize = 10_240;
/// The characters that a managed policy can have (IAM quotas, fixed).
pub const MANAGED_LIMIT: usize = 6_144;
/// How many managed policies a role can have (IAM quotas; 25 on request).
pub const MANAGED_POLICIES_LIMIT: usize = 20;

/// One document if it fits inline, else as few managed ones as first-fit decreasing finds.
pub(crate) fn split(statements: Vec<Reasoned>) -> Vec<Vec<Reasoned>> {
    if statements.is_empty() {
        return Vec::new();
    }
    let envelope = PolicyDocument::default().compact_len();
    // A comma stands between statements, so one more character each is right but for the last.
    let whole: usize = statements.iter().map(|reasoned| reasoned.statement.compact_len() + 1).sum();
    if whole + envelope <= INLINE_LIMIT + 1 {
        return vec![statements];
    }
    let room = MANAGED_LIMIT - envelope;
    let pieces = statements.into_iter().flat_map(|reasoned| pieces(reasoned, room));
    let mut sized: Vec<_> =
        pieces.map(|piece| (Reverse(piece.statement.compact_len() + 1), piece)).collect();
    sized.sort();
    let mut bins: Vec<(usize, Vec<Reasoned>)> = Vec::new();
    for (Reverse(size), piece) in sized {
        match bins.iter_mut().find(|(used, _)| used + size <= room) {
            Some((used, bin)) => {
                *used += size;
                bin.push(piece);
            }
            None => bins.push((size, vec![piece])),
        }
    }
    let sorted = |(_, mut bin): (usize, Vec<Reasoned>)| {
        bin.sort();
        bin
    };
    bins.into_iter().map(sorted).collect()
}

/// The statement, its resources dealt out so that each piece fits.
fn pieces(whole: Reasoned, room: usize) -> Vec<Reasoned> {
    let size = whole.statement.compact_len();
    if size < room || whole.statement.resources.len() < 2 {
        return vec![whole];
    }
    let Reasoned { statement, mut reasons } = whole;
    let bare = Statement { resources: BTreeSet::new(), ..statement.clone() };
    // Each resource takes its quotes and a comma; `"Resource":[],` the rest.
    let length = |resource: &String| Value::from(resource.as_str()).to_string().chars().count() + 1;
    let free = room.saturating_sub(bare.compact_len() + 15);
    let mut all: Vec<Reasoned> = Vec::new();
    let mut used = usize::MAX;
    for resource in statement.resources {
        let size = length(&resource);
        if used.saturating_add(size) > free {
            all.push(Reasoned { statement: bare.clone(), reasons: Reasons::new() });
            used = 0;
        }
        used += size;
        if let Some(piece) = all.last_mut() {
            piece.reasons.insert(resource.clone(), reasons.remove(&resource).unwrap_or_default());
            piece.statement.resources.insert(resource);
        }
    }
    all
}
