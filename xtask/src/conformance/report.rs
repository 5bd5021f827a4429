//! What the cases gave, as text for people and as JSON for machines.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Case, Kind, Verdict, known::Known};

/// Totals of a kind or a category.
#[derive(Default)]
struct Totals {
    passed: usize,
    right_result: usize,
    total: usize,
    /// How many cases had each outcome.
    outcomes: BTreeMap<&'static str, usize>,
}

impl Totals {
    fn add(&mut self, case: &Case) {
        match &case.verdict {
            Verdict::Skip(_) => return,
            Verdict::Pass => {
                self.passed += 1;
                self.right_result += 1;
            }
            Verdict::History(_) => self.right_result += 1,
            Verdict::Fail(_) => {}
        }
        self.total += 1;
        if let Some(outcome) = &case.outcome {
            *self.outcomes.entry(outcome.name).or_default() += 1;
        }
    }

    /// One line: how many of each outcome the kind tells apart, else how many passed.
    fn text(&self, outcomes: &[&str]) -> String {
        if !outcomes.is_empty() {
            let counts = outcomes.iter().map(|name| format!("{name} {:>3}", self.count(name)));
            return format!("{:>5}: {}", self.total, counts.collect::<Vec<_>>().join(", "));
        }
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let percent = |n: usize| 100.0 * n as f64 / self.total.max(1) as f64;
        format!(
            "{:>5}/{} whole ({:.1} %), {} by result ({:.1} %)",
            self.passed,
            self.total,
            percent(self.passed),
            self.right_result,
            percent(self.right_result)
        )
    }

    fn count(&self, outcome: &str) -> usize {
        self.outcomes.get(outcome).copied().unwrap_or_default()
    }

    fn json(&self, outcomes: &[&str]) -> Value {
        let mut numbers = json!({ "passed": self.passed, "right_result": self.right_result, "total": self.total });
        for outcome in outcomes {
            numbers[*outcome] = self.count(outcome).into();
        }
        numbers
    }
}

fn totals(cases: &[Case]) -> (Totals, BTreeMap<&str, Totals>, BTreeMap<&str, usize>) {
    let mut all = Totals::default();
    let mut categories: BTreeMap<&str, Totals> = BTreeMap::new();
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases {
        all.add(case);
        match &case.verdict {
            Verdict::Skip(reason) => *skipped.entry(reason).or_default() += 1,
            _ => categories.entry(&case.category).or_default().add(case),
        }
    }
    (all, categories, skipped)
}

/// The report for people. `details`: also what differs, and where.
pub(super) fn text(kinds: &[Kind], known: &Known, findings: &[String], details: bool) -> String {
    let mut lines = Vec::new();
    for kind in kinds {
        let (all, categories, skipped) = totals(&kind.cases);
        lines.push(format!("{}: {}", kind.name, all.text(kind.outcomes)));
        let is_told = |totals: &Totals| {
            details
                || totals.passed < totals.total
                || kind.name == "executions"
                || !kind.outcomes.is_empty()
        };
        lines.extend(
            categories
                .iter()
                .filter(|(_, totals)| is_told(totals))
                .map(|(name, totals)| format!("  {name:<42}{}", totals.text(kind.outcomes))),
        );
        lines.extend(
            skipped.iter().map(|(reason, count)| format!("  not run: {count:>4}  {reason}")),
        );
        for case in &kind.cases {
            if let (Some(outcome), true) = (&case.outcome, details) {
                lines.push(format!("  {}: {}", outcome.name, case.id));
                lines.extend(outcome.details.iter().map(|detail| format!("    {detail}")));
            }
            if let Verdict::History(difference) | Verdict::Fail(difference) = &case.verdict {
                let reason = known.reason(kind.name, &case.id).unwrap_or("no reason given");
                lines.push(format!("  fails: {} ({reason})", case.id));
                if details {
                    lines.push(difference.clone());
                }
            }
        }
    }
    lines.extend(findings.iter().map(|finding| format!("error: {finding}")));
    lines.join("\n")
}

/// The report for machines.
pub(super) fn json(kinds: &[Kind], known: &Known, findings: &[String]) -> String {
    let kinds: Map<_, _> =
        kinds.iter().map(|kind| (kind.name.to_owned(), kind_json(kind, known))).collect();
    format!("{:#}", json!({ "kinds": kinds, "unexpected": findings }))
}

fn kind_json(kind: &Kind, known: &Known) -> Value {
    let (all, categories, skipped) = totals(&kind.cases);
    let failures = kind.cases.iter().filter_map(|case| match &case.verdict {
        Verdict::History(difference) | Verdict::Fail(difference) => Some(json!({
            "id": case.id,
            "level": if matches!(case.verdict, Verdict::History(_)) { "history" } else { "result" },
            "difference": difference,
            "reason": known.reason(kind.name, &case.id),
        })),
        Verdict::Pass | Verdict::Skip(_) => None,
    });
    let outcomes = kind.cases.iter().filter_map(|case| {
        let outcome = case.outcome.as_ref()?;
        Some((case.id.clone(), json!({ "outcome": outcome.name, "details": outcome.details })))
    });
    let categories: Map<_, _> = categories
        .iter()
        .map(|(name, totals)| ((*name).to_owned(), totals.json(kind.outcomes)))
        .collect();
    json!({
        "totals": all.json(kind.outcomes),
        "categories": categories,
        "not_run": skipped,
        "failures": failures.collect::<Vec<_>>(),
        "cases": outcomes.collect::<Map<_, _>>(),
    })
}
