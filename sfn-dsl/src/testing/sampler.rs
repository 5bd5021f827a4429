//! Values of a type that nobody has written down: made from what the type asks of serde when it is read.

mod parts;
mod place;
#[cfg(test)]
mod tests;

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    fmt,
    rc::Rc,
};

use serde::de::{self, DeserializeOwned};
use serde_json::Value;
use sfn_local::Definition;

use self::place::Place;
use crate::native::Random;

/// How often a type may refuse what was made for it.
const ATTEMPTS: usize = 1000;
/// Below this, lists are empty and options are none, so that a recursive type comes to an end.
const DEEP: usize = 5;
/// Below this, an attempt is given up.
const DEEPEST: usize = 24;
/// How many words are learned of a place.
const WORDS: usize = 32;

/// Makes values up. The same seed makes the same values.
pub(crate) struct Sampler {
    random: Random,
    /// Texts and numbers that the definition mentions, so that its conditions hold now and then.
    mentioned: Mentioned,
    depth: Cell<usize>,
    /// Where in the value it is at work: the names of members, `[]` for elements.
    path: RefCell<Vec<String>>,
    /// What was learned of places, in this attempt and those before.
    known: RefCell<BTreeMap<Vec<String>, Known>>,
    /// Whether it is known where this attempt failed.
    is_blamed: Cell<bool>,
}

/// What is known of a place whose type does not say what it takes.
#[derive(Clone, Default)]
struct Known {
    /// Names of members and variants that the type asked for when it refused a value.
    words: Vec<String>,
    /// The shape of the value that is there now.
    shape: Option<usize>,
    /// Whether the type took it.
    is_taken: bool,
}

/// What a definition mentions.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentioned {
    pub(super) texts: Vec<String>,
    pub(super) numbers: Vec<i64>,
}

impl Mentioned {
    /// What stands in quotes, and what is a small number, anywhere in the definition.
    pub(super) fn of(definition: &Definition) -> Self {
        let text = sfn_asl::write::to_string(&definition.machine).replace("\\\"", "'");
        let mut texts: Vec<String> = Vec::new();
        for quoted in text.split(['\'', '"']).filter(|quoted| is_plain(quoted)) {
            if !texts.iter().any(|known| known == quoted) {
                texts.push(quoted.to_owned());
            }
        }
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let mut numbers: Vec<i64> = words.filter_map(|word| word.parse().ok()).collect();
        numbers.retain(|number| *number < 100_000);
        numbers.sort_unstable();
        numbers.dedup();
        Self { texts, numbers }
    }
}

impl Known {
    /// serde names what it misses and what it knows: "missing field `a`", "expected `b` or `c`".
    fn learn(&mut self, message: &str) {
        self.is_taken = false;
        let asked_for = message.rsplit_once("expected").map_or(message, |(_, after)| after);
        for word in asked_for.split('`').skip(1).step_by(2) {
            if self.words.len() < WORDS && !self.words.iter().any(|known| known == word) {
                self.words.push(word.to_owned());
            }
        }
    }
}

/// Whether it may be a value, and no piece of an expression.
fn is_plain(text: &str) -> bool {
    text.len() < 40
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))
}

const TEXTS: [&str; 7] = ["", "a", "b", "ab", "north", "7", "2026-01-15T08:30:00Z"];

impl Sampler {
    pub(super) fn new(seed: u64, mentioned: Mentioned) -> Self {
        Self {
            random: Random::seeded(seed),
            mentioned,
            depth: Cell::new(0),
            path: RefCell::default(),
            known: RefCell::default(),
            is_blamed: Cell::new(false),
        }
    }

    /// A value of `T`, and its JSON.
    ///
    /// # Errors
    /// Why `T` took none.
    pub(super) fn value<T: DeserializeOwned>(&self) -> Result<(T, Value), String> {
        let mut problem = String::new();
        for _ in 0..ATTEMPTS {
            self.depth.set(0);
            self.is_blamed.set(false);
            self.path.borrow_mut().clear();
            let mut json = Value::Null;
            match self.learning(|| T::deserialize(Place::new(self, &mut json))) {
                // What was made up step by step must also be read as a whole.
                Ok(_) => match serde_path_to_error::deserialize::<_, T>(json.clone()) {
                    Ok(value) => return Ok((value, json)),
                    Err(error) => problem = error.to_string(),
                },
                Err(Refused(message)) => problem = message,
            }
        }
        Err(format!("no `{}` could be made up: {problem}", std::any::type_name::<T>()))
    }

    /// While `work` goes on, the fields of errors are made up too, in place of being read.
    pub(super) fn standing_in<T>(self: &Rc<Self>, work: impl FnOnce() -> T) -> T {
        let before = CURRENT.replace(Some(Rc::clone(self)));
        let result = work();
        CURRENT.set(before);
        result
    }

    /// A value in place of one that is read, where values are made up.
    #[cfg(debug_assertions)]
    pub(crate) fn stand_in<T: DeserializeOwned>() -> Option<Result<T, String>> {
        let current = CURRENT.with_borrow(Option::clone)?;
        Some(current.value().map(|(value, _)| value))
    }

    /// Below `end`.
    pub(super) fn below(&self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.random.next_u64() % end).unwrap_or(0)
    }

    fn here(&self) -> Known {
        self.known.borrow().get(&*self.path.borrow()).cloned().unwrap_or_default()
    }

    /// What was learned of the value around this one.
    fn around(&self) -> Known {
        let path = self.path.borrow();
        let around = path.split_last().map_or(&[][..], |(_, around)| around);
        self.known.borrow().get(around).cloned().unwrap_or_default()
    }

    fn update(&self, change: impl FnOnce(&mut Known)) {
        change(self.known.borrow_mut().entry(self.path.borrow().clone()).or_default());
    }

    /// Works on a part of the value, and learns from what its type says.
    fn part<T>(&self, name: &str, work: impl FnOnce() -> Result<T, Refused>) -> Result<T, Refused> {
        self.path.borrow_mut().push(name.to_owned());
        let result = self.learning(work);
        self.path.borrow_mut().pop();
        result
    }

    fn learning<T>(&self, work: impl FnOnce() -> Result<T, Refused>) -> Result<T, Refused> {
        let result = work();
        match &result {
            Ok(_) => self.update(|known| known.is_taken = true),
            Err(Refused(message)) if !self.is_blamed.replace(true) => {
                self.update(|known| known.learn(message));
            }
            Err(_) => {}
        }
        result
    }

    fn one_of<'v, T>(&self, values: &'v [T]) -> Result<&'v T, Refused> {
        values.get(self.below(values.len())).ok_or_else(|| Refused("it has no value".to_owned()))
    }

    fn is_deep(&self) -> bool {
        self.depth.get() > DEEP
    }

    fn length(&self, most: usize) -> usize {
        if self.is_deep() { 0 } else { self.below(most + 1) }
    }

    fn integer(&self, least: i64) -> i64 {
        let mentioned = &self.mentioned.numbers;
        let near = mentioned.get(self.below(mentioned.len())).filter(|_| self.below(3) == 0);
        let any = i64::try_from(self.below(if self.below(2) == 0 { 3 } else { 14 })).unwrap_or(0);
        let value = near.map_or(any, |near| near.saturating_add(any.min(2) - 1));
        if self.below(6) == 0 { value.saturating_neg() } else { value }.max(least)
    }

    fn text(&self) -> String {
        let mut asked_for = self.here().words;
        if asked_for.is_empty() {
            asked_for = self.around().words;
        }
        let mut texts: Vec<&str> = TEXTS.to_vec();
        for (more, odds) in [(&self.mentioned.texts, 2), (&asked_for, 8)] {
            if !more.is_empty() && self.below(odds) > 0 {
                texts = more.iter().map(String::as_str).collect();
            }
        }
        texts.get(self.below(texts.len())).copied().unwrap_or_default().to_owned()
    }

    /// The keys of an object whose members nobody names: those that were missed, or a few of any.
    fn keys(&self) -> Vec<String> {
        let mut keys = self.here().words;
        if keys.is_empty() {
            keys = (0..self.length(3)).map(|_| self.text()).collect();
        }
        keys.sort();
        keys.dedup();
        keys
    }

    /// The shape of a value that may have any: the one that was taken before, or another one.
    fn shape(&self, shapes: usize) -> usize {
        let known = self.here();
        let before = known.shape.filter(|_| known.is_taken && self.below(8) > 0);
        let shape = before.unwrap_or_else(|| self.below(shapes));
        self.update(|known| {
            known.shape = Some(shape);
            known.is_taken = false;
        });
        shape
    }
}

thread_local! {
    static CURRENT: RefCell<Option<Rc<Sampler>>> = const { RefCell::new(None) };
}

/// What a type says that takes no such value.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
