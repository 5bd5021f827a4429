//! Makes a program smaller that differs: without some of its choices, or with simpler ones, as long as it still
//! differs in the same way. Many smaller programs are tried together, since compiling them is what takes the time.

use std::collections::BTreeSet;

use super::{
    batch::{Finding, Workspace},
    choices::Choices,
    program::{self, Program},
};

/// How many programs are tried together.
const TRIED: usize = 48;

/// How often.
const ROUNDS: usize = 16;

/// The smallest program that was found, and what is wrong with it.
pub(super) fn shrink(
    workspace: &Workspace,
    key: u64,
    program: &Program,
    finding: &Finding,
    cases: u64,
) -> Result<(Program, Finding), String> {
    let mut best = (program.clone(), finding.clone());
    let mut seen: BTreeSet<String> = BTreeSet::from([program.source.clone()]);
    for _ in 0..ROUNDS {
        let candidates = candidates(&best.0, &mut seen);
        if candidates.is_empty() {
            break;
        }
        let programs: Vec<_> = candidates.into_iter().map(|program| (key, program)).collect();
        let found = workspace.check(&programs, cases * 2)?;
        let smaller = found
            .into_iter()
            .filter(|other| other.kind == finding.kind && has_same_cause(other, finding))
            .filter_map(|other| Some((programs.get(other.program)?.1.clone(), other)))
            .min_by_key(|(program, _)| size(program));
        match smaller {
            Some(smaller) => best = smaller,
            None if seen.len() > ROUNDS * TRIED => break,
            None => {}
        }
        eprintln!("  {} characters", best.0.source.len());
    }
    Ok(best)
}

/// A program that does not compile stays one with the same message.
fn has_same_cause(one: &Finding, other: &Finding) -> bool {
    let cause = |finding: &Finding| finding.text.lines().next().map(str::to_owned);
    one.kind != "does not compile" || cause(one) == cause(other)
}

fn size(program: &Program) -> (usize, u64) {
    (program.source.len(), program.choices.iter().sum())
}

/// Smaller programs that have not been tried, the smallest first among the first of each way.
fn candidates(program: &Program, seen: &mut BTreeSet<String>) -> Vec<Program> {
    let choices = &program.choices;
    let mut lists: Vec<Vec<u64>> = Vec::new();
    let mut spans = program.spans.clone();
    spans.sort_by_key(|span| std::cmp::Reverse(span.len()));
    for span in spans {
        let mut without = choices.clone();
        without.drain(span);
        lists.push(without);
    }
    for length in [32, 16, 8, 4, 2, 1] {
        for start in (0..choices.len()).step_by(length) {
            let end = (start + length).min(choices.len());
            let mut without = choices.clone();
            without.drain(start..end);
            let mut zeroed = choices.clone();
            zeroed[start..end].fill(0);
            lists.extend([without, zeroed]);
        }
    }
    let mut programs = Vec::new();
    for list in lists {
        let smaller = program::write(Choices::given(list));
        if size(&smaller) < size(program) && seen.insert(smaller.source.clone()) {
            programs.push(smaller);
            if programs.len() == TRIED {
                break;
            }
        }
    }
    programs
}
