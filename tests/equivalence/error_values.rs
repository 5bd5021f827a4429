//! Errors that hold one value, and errors whose fields are called as those of Lambda's own report.

use sfn_dsl::{
    prelude::*,
    sfn::Timestamp,
    testing::{Answers, assert_equivalent},
};

use crate::support::twice;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Data)]
enum Level {
    Low,
    High,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
struct Report {
    error_message: String,
    code: i32,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
enum Oops {
    Text(String),
    Maybe(Option<String>),
    Count(i32),
    Numbers(Vec<i32>),
    Graded(Level),
    At(Timestamp),
    Told(Report),
    #[serde(rename_all = "camelCase")]
    Fields {
        error_message: String,
    },
    #[sfn(other)]
    Other {
        name: String,
        cause: String,
    },
}

/// Raises one of them.
#[step]
async fn raise(which: i32, text: &str) -> Result<i32, Oops> {
    match which {
        0 => Err(Oops::Text(text.to_owned())),
        1 => Err(Oops::Maybe(Some(text.to_owned()))),
        2 => Err(Oops::Maybe(None)),
        3 => Err(Oops::Count(text.chars().count() as i32)),
        4 => Err(Oops::Numbers(vec![1])),
        5 => Err(Oops::Graded(Level::High)),
        6 => Err(Oops::At(Timestamp::now())),
        7 => Err(Oops::Told(Report { error_message: text.to_owned(), code: 1 })),
        8 => Err(Oops::Fields { error_message: text.to_owned() }),
        _ => twice(which).await.map_err(|_| Oops::Count(0)),
    }
}

#[workflow(name = "raising")]
async fn raising(which: i32, text: String) -> Result<i32, Oops> {
    raise(which, &text).await
}

/// Looks at what a step, a try block and a called workflow raise.
#[workflow]
async fn looked_at(which: i32, text: String, way: i32) -> Result<String, Oops> {
    let result = match way {
        0 => raise(which, &text).await,
        1 => raising(which, text.clone()).await,
        _ => {
            async {
                if which == 0 {
                    return Err(Oops::Text(text.clone()));
                }
                raising(which, text.clone()).await
            }
            .await
        }
    };
    Ok(match result {
        Ok(value) => format!("{value}"),
        Err(Oops::Text(text)) => text,
        Err(Oops::Maybe(text)) => text.unwrap_or_else(|| "none".to_owned()),
        Err(Oops::Count(count)) => format!("{count}"),
        Err(Oops::Numbers(numbers)) => format!("{}", numbers.len()),
        Err(Oops::Graded(Level::High)) => "high".to_owned(),
        Err(Oops::Graded(Level::Low)) => "low".to_owned(),
        Err(Oops::At(moment)) => moment.to_string(),
        Err(Oops::Told(report)) => format!("{} {}", report.error_message, report.code),
        Err(Oops::Fields { error_message }) => error_message,
        Err(Oops::Other { name, .. }) => name,
    })
}

#[test]
fn what_an_error_holds_arrives_as_it_was() {
    for which in 0..=9 {
        for text in ["boom", "5", "null", "say \"so\"", ""] {
            assert_equivalent(|| raising(which, text.to_owned()), &Answers::new());
            for way in 0..=2 {
                assert_equivalent(|| looked_at(which, text.to_owned(), way), &Answers::new());
            }
        }
    }
    let run = Answers::new().run(looked_at(0, "5".to_owned(), 0));
    assert_eq!(run.result, Ok("5".to_owned()));
}
