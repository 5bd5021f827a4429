//! Tasks and inputs that the programs share, and the comparison itself.

use proptest::{collection::vec, prelude::*};
use sfn_dsl::prelude::*;

/// What the programs compute with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Input {
    pub name: String,
    pub numbers: Vec<i32>,
    pub limit: i32,
    pub note: Option<String>,
    pub flag: bool,
    pub shape: Shape,
    pub pair: (i32, String),
    pub rows: Vec<Vec<i32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<Extra>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Extra {
    pub depth: Option<i32>,
    pub shape: Shape,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum Shape {
    Point,
    Circle { radius: i32 },
    Named(String),
    Inside(Inner),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum Inner {
    Left,
    Right { by: i32 },
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum Failure {
    Bad {
        why: String,
        code: i32,
    },
    Worse,
    #[sfn(timeout)]
    Late,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum Any {
    Known(#[from] Failure),
    Stopped {
        at: i32,
    },
    #[sfn(other)]
    Other {
        name: String,
        cause: String,
    },
}

/// Fails for some numbers.
#[task(lambda = "check")]
pub async fn check(number: i32) -> Result<i32, Failure> {
    match number.rem_euclid(11) {
        7 => Err(Failure::Bad { why: format!("it is {number}"), code: number }),
        8 => Err(Failure::Worse),
        9 => Err(Failure::Late),
        _ => Ok(number / 2),
    }
}

/// Never fails.
#[task(lambda = "twice")]
pub async fn twice(number: i32) -> Result<i32, Failure> {
    Ok(number.wrapping_mul(2) % 1000)
}

/// Sometimes nothing.
#[task(lambda = "find")]
pub async fn find(number: i32) -> Result<Option<i32>, Failure> {
    Ok((number % 3 != 0).then_some(number - 1))
}

/// Turns one shape into another.
#[task(lambda = "reshape")]
pub async fn reshape(shape: Shape) -> Result<Shape, Failure> {
    Ok(match shape {
        Shape::Point => Shape::Circle { radius: 3 },
        Shape::Circle { radius } if radius > 20 => Shape::Named("big".to_owned()),
        Shape::Circle { radius } => Shape::Inside(Inner::Right { by: radius }),
        Shape::Named(name) if name.len() > 3 => Shape::Inside(Inner::Left),
        Shape::Named(name) => Shape::Named(format!("{name}!")),
        Shape::Inside(_) => Shape::Point,
    })
}

/// Asks somebody.
#[task(lambda = "ask")]
pub async fn ask(question: String, token: TaskToken) -> Result<Option<String>, Failure> {
    let _ = token;
    match question.len() {
        0 => Ok(None),
        1..4 => Ok(Some(question)),
        4 => Err(Failure::Bad { why: question, code: 4 }),
        _ => Err(Failure::Late),
    }
}

fn inner() -> impl Strategy<Value = Inner> {
    prop_oneof![Just(Inner::Left), (-5..9).prop_map(|by| Inner::Right { by })]
}

pub fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        Just(Shape::Point),
        (-5..60).prop_map(|radius| Shape::Circle { radius }),
        "[a-z]{0,4}".prop_map(Shape::Named),
        inner().prop_map(Shape::Inside)
    ]
}

pub fn inputs() -> impl Strategy<Value = Input> {
    let name = prop_oneof!["[a-z]{0,5}", Just("stop".to_owned()), Just("big".to_owned())];
    let extra =
        (proptest::option::of(-3..9), shape()).prop_map(|(depth, shape)| Extra { depth, shape });
    (
        (name, vec(-3..40, 0..5), 0..60, proptest::option::of("[a-z]{0,4}"), any::<bool>()),
        (shape(), (0..9, "[a-c]{0,2}"), vec(vec(-3..20, 0..3), 0..4), proptest::option::of(extra)),
    )
        .prop_map(|((name, numbers, limit, note, flag), (shape, pair, rows, extra))| Input {
            name,
            numbers,
            limit,
            note,
            flag,
            shape,
            pair,
            rows,
            extra,
        })
}

/// Every program gives the same natively and from its definition, which nothing can be said against.
macro_rules! same {
    ($($name:ident)*) => {
        mod same {
            use proptest::prelude::*;
            use sfn_dsl::testing::{Answers, check_equivalence};
            use crate::support::inputs;
            proptest! {
                #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]
                $(#[test]
                fn $name(input in inputs()) {
                    if let Err(difference) = check_equivalence(|| super::$name(input.clone()), &Answers::new()) {
                        return Err(TestCaseError::fail(difference.to_string()));
                    }
                })*
            }
        }

        #[test]
        fn nothing_is_found_in_the_definitions() {
            $(crate::support::assert_clean(&$name::definition());)*
        }
    };
}
pub(crate) use same;

/// No error and no warning, and no state that only passes on.
pub fn assert_clean(definition: &sfn_local::Definition) {
    let mut found = sfn_asl::check(&definition.machine, definition.workflow_type, None);
    found.retain(|finding| finding.severity != sfn_asl::Severity::Hint);
    let text = sfn_asl::write::to_string(&definition.machine);
    if std::env::var_os("SHOW_DEFINITIONS").is_some() {
        eprintln!("{}:\n{text}", definition.name);
    }
    assert!(found.is_empty(), "{}: {found:#?}\n{text}", definition.name);
}
