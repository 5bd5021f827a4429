//! The choices that a program follows from. They are kept, so that a program can be written again from some of them:
//! fewer and smaller choices give a smaller program, which is how a counterexample shrinks.

use std::ops::Range;

use sfn_local::{Randomness as _, SeededRandomness};

/// Choices, made at random or read from a list.
pub(crate) struct Choices {
    source: Source,
    made: Vec<u64>,
    spans: Vec<Range<usize>>,
}

enum Source {
    Random(SeededRandomness),
    /// After its end every choice is 0, the simplest.
    Given(std::vec::IntoIter<u64>),
}

impl Choices {
    pub(crate) const fn random(seed: u64) -> Self {
        Self {
            source: Source::Random(SeededRandomness::new(seed)),
            made: Vec::new(),
            spans: Vec::new(),
        }
    }

    pub(crate) fn given(choices: Vec<u64>) -> Self {
        Self { source: Source::Given(choices.into_iter()), made: Vec::new(), spans: Vec::new() }
    }

    /// One of `0..end`, of which 0 is the simplest.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let raw = match &mut self.source {
            Source::Random(random) => random.next_u64() >> 1,
            Source::Given(choices) => choices.next().unwrap_or(0),
        };
        let choice = raw % (end.max(1) as u64);
        self.made.push(choice);
        usize::try_from(choice).unwrap_or(0)
    }

    /// Whether something happens that does once in `odds` times.
    pub(crate) fn once_in(&mut self, odds: usize) -> bool {
        self.below(odds) + 1 == odds
    }

    /// What `work` chooses belongs together: a smaller program may be without it.
    pub(crate) fn begin(&self) -> usize {
        self.made.len()
    }

    pub(crate) fn end(&mut self, start: usize) {
        self.spans.push(start..self.made.len());
    }

    /// All choices, and those of them that belong together.
    pub(crate) fn into_made(self) -> (Vec<u64>, Vec<Range<usize>>) {
        (self.made, self.spans)
    }
}
