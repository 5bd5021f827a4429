//! `sfn::Timestamp`: ISO 8601 texts, computed with in milliseconds.

use std::time::Duration;

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr, shape},
    expr::Expr,
    sfn::{Piece, Timestamp, pieces},
    surface::{
        Comparison, DisplayText, Number, Ordered,
        format::concat_code,
        scope,
        strings::{FromText, is_all},
    },
};

impl Data for Timestamp {
    fn __shape(place: &Code, _: u32) -> Code {
        shape::is(place, "string")
    }
}

impl Ordered for Timestamp {
    const __BY_JSON: bool = false;

    fn __compare(left: &Code, right: &Code) -> Comparison {
        Comparison::by_json(&millis(left), &millis(right))
    }
}

/// A moment, of which no calendar doubts that it exists; a leap second does not.
const MOMENT: &str = concat!(
    "^(?:[0-9]{4}-",
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))",
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)",
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?",
    "(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])",
);

/// `text.parse::<Timestamp>()`: the text itself, which says the moment.
impl FromText for Timestamp {
    fn __parsed(text: &Code) -> Code {
        Code::conditional(is_all(text, MOMENT), text.clone(), Code::null())
    }
}

impl DisplayText for Timestamp {
    fn __display(value: Code) -> Code {
        match value {
            Code::Call("now" | "fromMillis", _) => value,
            value => from_millis(millis(&value)),
        }
    }
}

fn millis(moment: &Code) -> Code {
    match moment {
        Code::Call("fromMillis", arguments) => {
            arguments.first().cloned().unwrap_or_else(Code::null)
        }
        moment => Code::call("toMillis", [moment.clone()]),
    }
}

fn from_millis(millis: Code) -> Code {
    Code::call("fromMillis", [millis])
}

/// `sfn::hours(6)`: as a number of milliseconds.
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn duration<N: Number>(count: Expr<N>, millis: u32) -> Expr<Duration> {
    Expr::__new(match count.__code() {
        Code::Literal(Value::Number(count)) if count.as_u64().is_some() => Code::Literal(
            count.as_u64().map_or(0, |count| count.saturating_mul(millis.into())).into(),
        ),
        count => {
            let millis = Code::Literal(millis.into());
            Code::binary(BinaryOperator::Multiply, count.clone(), millis)
        }
    })
}

/// `Timestamp::now()`
pub fn staged_timestamp() -> Expr<Timestamp> {
    Expr::__new(Code::call("now", []))
}

impl IntoExpr<Duration> for Duration {
    fn into_expr(self) -> Expr<Duration> {
        let millis = u64::try_from(self.as_millis()).unwrap_or(u64::MAX);
        Expr::__new(Code::Literal(millis.into()))
    }
}

impl Expr<Timestamp> {
    fn moved(&self, operator: BinaryOperator, duration: &Expr<Duration>) -> Self {
        let moved = Code::binary(operator, millis(self.__code()), duration.__code().clone());
        Self::__new(from_millis(moved))
    }

    /// So much later.
    #[must_use]
    pub fn plus(&self, duration: impl IntoExpr<Duration>) -> Self {
        self.moved(BinaryOperator::Add, &duration.into_expr())
    }

    /// So much earlier.
    #[must_use]
    pub fn minus(&self, duration: impl IntoExpr<Duration>) -> Self {
        self.moved(BinaryOperator::Subtract, &duration.into_expr())
    }

    /// How many seconds have passed since `earlier`; negative where that comes later.
    pub fn seconds_since(&self, earlier: impl IntoExpr<Timestamp>) -> Expr<f64> {
        let earlier = millis(earlier.into_expr().__code());
        let passed = Code::binary(BinaryOperator::Subtract, millis(self.__code()), earlier);
        Expr::__new(Code::binary(BinaryOperator::Divide, passed, Code::Literal(1000.into())))
    }

    /// The day: `2026-01-31`.
    pub fn date(&self) -> Expr<String> {
        self.format("%Y-%m-%d")
    }

    /// The time of the day: `09:00:00`.
    pub fn time(&self) -> Expr<String> {
        self.format("%H:%M:%S")
    }

    /// In another form; see [`Timestamp::format`].
    pub fn format(&self, form: &str) -> Expr<String> {
        let text = Timestamp::__display(self.__code().clone());
        Expr::__new(scope::bind(&text, |text| {
            let number = |number: usize| Code::Literal(number.into());
            let part = |start, length| {
                Code::call("substring", [text.clone(), number(start), number(length)])
            };
            let pieces = pieces(form).into_iter().map(|piece| match piece {
                Piece::Text(text) => Code::text(text),
                Piece::Part(start, length) => part(start, length),
            });
            concat_code(pieces.collect())
        }))
    }
}

/// What `sleep_until` takes: a moment, or an ISO 8601 text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no moment to sleep until",
    label = "a `sfn::Timestamp` or an ISO 8601 text is wanted here"
)]
pub trait IntoMoment {
    /// The text of the moment.
    #[doc(hidden)]
    fn __moment(self) -> Code;
}

impl<T: IntoExpr<String>> IntoMoment for T {
    fn __moment(self) -> Code {
        self.into_expr().__code().clone()
    }
}

impl IntoMoment for Expr<Timestamp> {
    fn __moment(self) -> Code {
        self.__code().clone()
    }
}

impl IntoMoment for &Expr<Timestamp> {
    fn __moment(self) -> Code {
        self.__code().clone()
    }
}
