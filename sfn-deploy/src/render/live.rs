//! What is shown while an execution runs.

use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::duration_text;
use crate::{
    console::{Console, Paint, Tone},
    execution::{Outcome, Timeline, Visit, Watch},
    workflow::Workflow,
};

/// More lines than this are not drawn at once; the timeline at the end has them all.
const LINES: usize = 12;

/// A line per state: on a terminal with a spinner while it runs, elsewhere printed when it is entered.
pub(crate) struct Live<'c, 'a> {
    console: &'c mut Console<'a>,
    workflow: &'c Workflow,
    drawing: Option<Drawing>,
    seen: usize,
}

struct Drawing {
    area: MultiProgress,
    bars: Vec<(usize, ProgressBar)>,
}

impl<'c, 'a> Live<'c, 'a> {
    pub(crate) fn new(console: &'c mut Console<'a>, workflow: &'c Workflow) -> Self {
        let drawing = console.is_live().then(|| Drawing {
            area: MultiProgress::with_draw_target(ProgressDrawTarget::stderr_with_hz(20)),
            bars: Vec::new(),
        });
        Self { console, workflow, drawing, seen: 0 }
    }
}

impl Watch for Live<'_, '_> {
    fn update(&mut self, timeline: &Timeline) {
        let paint = self.console.paint();
        let fresh = timeline.visits().iter().enumerate().skip(self.seen);
        match &mut self.drawing {
            None => {
                for (_, visit) in fresh {
                    let source =
                        self.workflow.source_of(&visit.state).map(|source| format!("  {source}"));
                    let indent = "  ".repeat(timeline.depth(visit));
                    let line = format!("  → {indent}{}{}", visit.state, source.unwrap_or_default());
                    self.console.say(&line);
                }
            }
            Some(drawing) => {
                for (index, visit) in fresh {
                    drawing.add(index, visit, timeline.depth(visit));
                }
                drawing.refresh(timeline, paint);
            }
        }
        self.seen = timeline.visits().len();
    }
}

impl Drawing {
    fn add(&mut self, index: usize, visit: &Visit, depth: usize) {
        if self.bars.len() == LINES {
            let (_, oldest) = self.bars.remove(0);
            oldest.finish_and_clear();
            self.area.remove(&oldest);
        }
        let bar = self.area.add(ProgressBar::new_spinner());
        if let Ok(style) = ProgressStyle::with_template("  {spinner} {msg}") {
            bar.set_style(style.tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ "));
        }
        bar.set_message(format!("{}{}", "  ".repeat(depth), visit.state));
        bar.enable_steady_tick(Duration::from_millis(80));
        self.bars.push((index, bar));
    }

    fn refresh(&mut self, timeline: &Timeline, paint: Paint) {
        let Ok(ended) = ProgressStyle::with_template("  {msg}") else { return };
        for (index, bar) in &self.bars {
            let Some(visit) = timeline.visits().get(*index) else { continue };
            if visit.outcome == Outcome::Running || bar.is_finished() {
                continue;
            }
            let (sign, tone) = match visit.outcome {
                Outcome::Failed => ("✗", Tone::Bad),
                Outcome::Caught => ("✗", Tone::Warn),
                Outcome::Stopped => ("-", Tone::Dim),
                Outcome::Running | Outcome::Succeeded => ("✓", Tone::Good),
            };
            let took = visit.duration().map(duration_text).unwrap_or_default();
            let indent = "  ".repeat(timeline.depth(visit));
            let (sign, took) = (paint.apply(tone, sign), paint.apply(Tone::Dim, &took));
            bar.set_style(ended.clone());
            bar.finish_with_message(format!("{sign} {indent}{}  {took}", visit.state));
        }
    }
}

impl Drop for Live<'_, '_> {
    /// The timeline takes the place of the live lines.
    fn drop(&mut self) {
        if let Some(drawing) = &self.drawing {
            let _ = drawing.area.clear();
        }
    }
}
