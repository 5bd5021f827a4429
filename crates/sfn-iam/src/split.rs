//! Into managed policies where a role cannot hold the statements inline.

use std::{cmp::Reverse, collections::BTreeSet};

use crate::{PolicyDocument, Reason, Statement};

/// The characters that all inline policies of a role can have together, white space not counted
/// (IAM quotas, fixed).
pub const INLINE_LIMIT: usize = 10_240;
/// The characters that a managed policy can have (IAM quotas, fixed).
pub const MANAGED_LIMIT: usize = 6_144;
/// How many managed policies a role can have (IAM quotas; 25 on request).
pub const MANAGED_POLICIES_LIMIT: usize = 20;

type Reasoned = (Statement, BTreeSet<Reason>);

/// One document if it fits inline, else as few managed ones as first-fit decreasing finds.
pub(crate) fn split(statements: Vec<Reasoned>) -> Vec<Vec<Reasoned>> {
    if statements.is_empty() {
        return Vec::new();
    }
    let envelope = PolicyDocument::default().compact_len();
    if len(&statements) + envelope <= INLINE_LIMIT {
        return vec![statements];
    }
    let room = MANAGED_LIMIT - envelope;
    let mut pieces: Vec<_> =
        statements.into_iter().flat_map(|statement| halves(statement, room)).collect();
    pieces
        .sort_by_cached_key(|(statement, _)| (Reverse(statement.compact_len()), statement.clone()));
    let mut bins: Vec<(usize, Vec<Reasoned>)> = Vec::new();
    for piece in pieces {
        let size = piece.0.compact_len() + 1;
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

/// The characters of the statements and the commas between them.
fn len(statements: &[Reasoned]) -> usize {
    statements
        .iter()
        .map(|(statement, _)| statement.compact_len() + 1)
        .sum::<usize>()
        .saturating_sub(1)
}

/// The statement, its resources divided until each piece fits.
fn halves((statement, reasons): Reasoned, room: usize) -> Vec<Reasoned> {
    if statement.compact_len() < room || statement.resources.len() < 2 {
        return vec![(statement, reasons)];
    }
    let mut first = statement.resources.clone();
    let middle = first.iter().nth(first.len() / 2).cloned().unwrap_or_default();
    let second = first.split_off(&middle);
    [first, second]
        .into_iter()
        .flat_map(|resources| {
            halves((Statement { resources, ..statement.clone() }, reasons.clone()), room)
        })
        .collect()
}
