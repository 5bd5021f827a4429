//! The timeline of an execution: state, source line, attempt, duration, result.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Align, Cell, Table};
use crate::{
    console::Tone,
    execution::{Outcome, Timeline, Visit},
    workflow::Workflow,
};

/// More visits than this of one state, in one place, share a row.
const APART: usize = 3;

/// One row: a visit, or many alike.
struct Row<'a> {
    visits: Vec<&'a Visit>,
    depth: usize,
}

pub(crate) fn timeline_table(timeline: &Timeline, workflow: &Workflow) -> Table {
    let mut table = Table::new([
        ("STATE", Align::Left),
        ("SOURCE", Align::Left),
        ("ATTEMPT", Align::Right),
        ("DURATION", Align::Right),
        ("RESULT", Align::Left),
    ]);
    for row in rows(timeline) {
        table.push(row.cells(workflow));
    }
    table
}

/// The visits in order, those of a Parallel or a Map below it.
fn rows(timeline: &Timeline) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    add_inside(None, 0, timeline, &mut rows);
    rows
}

fn add_inside<'a>(
    parent: Option<usize>,
    depth: usize,
    timeline: &'a Timeline,
    rows: &mut Vec<Row<'a>>,
) {
    let inside: Vec<(usize, &Visit)> =
        timeline.visits().iter().enumerate().filter(|(_, visit)| visit.parent == parent).collect();
    let mut shown: Vec<&str> = Vec::new();
    for (index, visit) in &inside {
        let alike: Vec<(usize, &Visit)> =
            inside.iter().filter(|(_, other)| other.state == visit.state).copied().collect();
        if alike.len() <= APART {
            rows.push(Row { visits: vec![visit], depth });
            add_inside(Some(*index), depth + 1, timeline, rows);
        } else if !shown.contains(&visit.state.as_str()) {
            shown.push(&visit.state);
            rows.push(Row { visits: alike.iter().map(|(_, visit)| *visit).collect(), depth });
        }
    }
}

impl Row<'_> {
    fn cells(&self, workflow: &Workflow) -> Vec<Cell> {
        let Some(first) = self.visits.first() else { return Vec::new() };
        let indent = "  ".repeat(self.depth);
        let name = match (self.visits.len(), first.iteration) {
            (1, Some(iteration)) => format!("{indent}{} [{iteration}]", first.state),
            (1, None) => format!("{indent}{}", first.state),
            (many, _) => format!("{indent}{} ×{many}", first.state),
        };
        let attempts = self.visits.iter().map(|visit| visit.attempts).max().unwrap_or_default();
        let attempts_tone = if attempts > 1 { Tone::Warn } else { Tone::Plain };
        let duration = self.visits.iter().filter_map(|visit| visit.duration()).max();
        let (result, tone) = self.result();
        vec![
            Cell::new(name),
            Cell::toned(workflow.source_of(&first.state).unwrap_or_default(), Tone::Dim),
            Cell::toned(
                if attempts == 0 { String::new() } else { attempts.to_string() },
                attempts_tone,
            ),
            Cell::new(duration.map(duration_text).unwrap_or_default()),
            Cell::toned(result, tone),
        ]
    }

    fn result(&self) -> (String, Tone) {
        if let [visit] = self.visits.as_slice() {
            return single_result(visit);
        }
        let count = |outcome| self.visits.iter().filter(|visit| visit.outcome == outcome).count();
        let parts: Vec<String> = [
            (Outcome::Succeeded, "ok"),
            (Outcome::Caught, "caught"),
            (Outcome::Failed, "failed"),
            (Outcome::Stopped, "stopped"),
            (Outcome::Running, "running"),
        ]
        .into_iter()
        .map(|(outcome, word)| (count(outcome), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
        let tone = if count(Outcome::Failed) > 0 {
            Tone::Bad
        } else if count(Outcome::Caught) > 0 {
            Tone::Warn
        } else {
            Tone::Good
        };
        (parts.join(", "), tone)
    }
}

fn single_result(visit: &Visit) -> (String, Tone) {
    // A Fail state need not name an error.
    let named = |before: &str| {
        visit.error.as_ref().map(|error| format!("{before}{error}")).unwrap_or_default()
    };
    match visit.outcome {
        Outcome::Running => ("running".to_owned(), Tone::Dim),
        Outcome::Stopped => ("stopped".to_owned(), Tone::Dim),
        Outcome::Failed => (format!("failed{}", named(": ")), Tone::Bad),
        Outcome::Caught => {
            let next = visit.next.as_ref().map(|next| format!(" → {next}")).unwrap_or_default();
            (format!("caught{}{next}", named(" ")), Tone::Warn)
        }
        Outcome::Succeeded => match (&visit.next, visit.state_type.as_str()) {
            (Some(next), "Choice") => (format!("→ {next}"), Tone::Plain),
            _ => ("ok".to_owned(), Tone::Good),
        },
    }
}

/// Two or three digits and a unit.
pub(crate) fn duration_text(duration: Duration) -> String {
    let (millis, seconds) = (duration.as_millis(), duration.as_secs());
    match seconds {
        0 => format!("{millis} ms"),
        1..60 => format!("{:.1} s", duration.as_secs_f64()),
        60..3_600 => format!("{} min {} s", seconds / 60, seconds % 60),
        3_600..86_400 => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
        _ => format!("{} d {} h", seconds / 86_400, seconds % 86_400 / 3_600),
    }
}

/// The visits for machines.
pub(crate) fn timeline_json(timeline: &Timeline, workflow: &Workflow) -> Value {
    let visit = |visit: &Visit| {
        let outcome = match visit.outcome {
            Outcome::Running => "RUNNING",
            Outcome::Succeeded => "SUCCEEDED",
            Outcome::Caught => "CAUGHT",
            Outcome::Failed => "FAILED",
            Outcome::Stopped => "STOPPED",
        };
        json!({
            "state": visit.state,
            "type": visit.state_type,
            "source": workflow.source_of(&visit.state),
            "depth": timeline.depth(visit),
            "iteration": visit.iteration,
            "attempts": visit.attempts,
            "durationMilliseconds": visit.duration().map(|duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)),
            "result": outcome,
            "error": visit.error,
        })
    };
    Value::Array(timeline.visits().iter().map(visit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        let text = |millis| duration_text(Duration::from_millis(millis));
        assert_eq!(
            [text(0), text(999), text(1_250), text(61_000)],
            ["0 ms", "999 ms", "1.2 s", "1 min 1 s"]
        );
        assert_eq!([text(3 * 86_400_000), text(7_260_000)], ["3 d 0 h", "2 h 1 min"]);
    }
}
