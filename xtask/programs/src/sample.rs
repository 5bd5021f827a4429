//! Random values of every type.

use std::collections::BTreeMap;

use sfn_local::{Randomness as _, SeededRandomness};

use crate::types::{Change, Event, Item, Loose, Order, Place, Shape, Size, Wrapped};

/// Random numbers that follow from a seed.
pub struct Random(SeededRandomness);

impl Random {
    /// Those of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(SeededRandomness::new(seed))
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end
    }

    /// Any value of a type.
    pub fn sample<T: Sample>(&mut self) -> T {
        T::sample(self)
    }

    fn pick<T: Clone>(&mut self, values: &[T], otherwise: T) -> T {
        let index = self.below(values.len() as u64);
        usize::try_from(index)
            .ok()
            .and_then(|index| values.get(index).cloned())
            .unwrap_or(otherwise)
    }
}

/// A type that has random values.
pub trait Sample {
    /// One of them.
    fn sample(random: &mut Random) -> Self;
}

/// Few enough that two of them are often the same.
const NUMBERS: &[i32] = &[0, 1, 2, 3, -1, 5, 7, 10, -4, 20, 42, -50];

/// Plain ones, empty ones, and such as need care in JSON, in JSONata or when counted.
const TEXTS: &[&str] = &[
    "a",
    "b",
    "ab",
    "",
    "c,d",
    "stop",
    "Zoë",
    "x y",
    " pad ",
    "it's",
    "say \"so\"",
    "back\\slash",
    "$a",
    "{% $b %}",
    "line\nbreak",
    "a-b-c",
    "0",
    "true",
    "null",
    "👍",
];

impl Sample for () {
    fn sample(_: &mut Random) -> Self {}
}

impl Sample for bool {
    fn sample(random: &mut Random) -> Self {
        random.below(2) == 1
    }
}

impl Sample for i32 {
    fn sample(random: &mut Random) -> Self {
        random.pick(NUMBERS, 0)
    }
}

impl Sample for usize {
    fn sample(random: &mut Random) -> Self {
        usize::try_from(random.below(7)).unwrap_or_default()
    }
}

/// Multiples of a quarter, which are exact.
impl Sample for f64 {
    fn sample(random: &mut Random) -> Self {
        let quarters =
            Self::from(random.sample::<i32>()) + random.pick(&[0.0, 0.25, 0.5, 0.75], 0.0);
        quarters * random.pick(&[1.0, 1.0, 8.0], 1.0)
    }
}

impl Sample for String {
    fn sample(random: &mut Random) -> Self {
        random.pick(TEXTS, "").to_owned()
    }
}

impl<T: Sample> Sample for Option<T> {
    fn sample(random: &mut Random) -> Self {
        (random.below(3) > 0).then(|| random.sample())
    }
}

impl<T: Sample> Sample for Vec<T> {
    fn sample(random: &mut Random) -> Self {
        let length = random.below(5);
        (0..length).map(|_| random.sample()).collect()
    }
}

impl<T: Sample> Sample for BTreeMap<String, T> {
    fn sample(random: &mut Random) -> Self {
        let length = random.below(4);
        (0..length).map(|_| (random.sample(), random.sample())).collect()
    }
}

impl<A: Sample, B: Sample> Sample for (A, B) {
    fn sample(random: &mut Random) -> Self {
        (random.sample(), random.sample())
    }
}

impl<A: Sample, B: Sample, C: Sample> Sample for (A, B, C) {
    fn sample(random: &mut Random) -> Self {
        (random.sample(), random.sample(), random.sample())
    }
}

impl Sample for Place {
    fn sample(random: &mut Random) -> Self {
        Self { x: random.sample(), y: random.sample() }
    }
}

impl Sample for Item {
    fn sample(random: &mut Random) -> Self {
        Self {
            sku: random.sample(),
            quantity: random.sample(),
            tags: random.sample(),
            note: random.sample(),
            size: random.sample(),
        }
    }
}

impl Sample for Order {
    fn sample(random: &mut Random) -> Self {
        Self {
            order_id: random.sample(),
            item_list: random.sample(),
            is_open: random.sample(),
            ship_to: random.sample(),
            max_weight: random.sample(),
            last_event: random.sample(),
        }
    }
}

impl Sample for Wrapped {
    fn sample(random: &mut Random) -> Self {
        Self { place: random.sample(), name: random.sample(), rank: random.sample() }
    }
}

impl Sample for Size {
    fn sample(random: &mut Random) -> Self {
        random.pick(&[Self::Small, Self::Medium, Self::Large], Self::Small)
    }
}

impl Sample for Shape {
    fn sample(random: &mut Random) -> Self {
        match random.below(6) {
            0 => Self::Point,
            1 => Self::Circle { radius: random.sample() },
            2 => Self::Named(random.sample()),
            3 => Self::Both(random.sample(), random.sample()),
            4 => Self::Sized(random.sample()),
            _ => Self::At(random.sample()),
        }
    }
}

impl Sample for Event {
    fn sample(random: &mut Random) -> Self {
        match random.below(4) {
            0 => Self::CreatedAt { at: random.sample() },
            1 => Self::Renamed { from: random.sample(), to_name: random.sample() },
            2 => Self::Gone,
            _ => Self::Moved(random.sample()),
        }
    }
}

impl Sample for Change {
    fn sample(random: &mut Random) -> Self {
        match random.below(4) {
            0 => Self::Clear,
            1 => Self::Add(random.sample()),
            2 => Self::Put { name: random.sample(), value: random.sample() },
            _ => Self::Many(random.sample()),
        }
    }
}

impl Sample for Loose {
    fn sample(random: &mut Random) -> Self {
        match random.below(4) {
            0 => Self::Number(random.sample()),
            1 => Self::Text(random.sample()),
            2 => Self::Numbers(random.sample()),
            _ => Self::Pair { left: random.sample(), right: random.sample() },
        }
    }
}
