//! What a workflow function calls: `sfn::sleep`, `sfn::now`, ….
//!
//! Each has two meanings with the same result. In a native run it does the thing, in the virtual time and with the
//! randomness of the run's [`Environment`](crate::native::Environment). In a definition `#[workflow]` writes the
//! state or the JSONata function that its name stands for.

mod context;
mod format;
mod join;
mod map;
mod map_s3;
mod race;
mod time;
mod timestamp;
mod values;

pub use crate::native::Sleep;
pub use crate::task::TaskToken;
pub use context::{Context, Execution, StateMachine, context};
pub(crate) use format::{Piece, pieces};
pub use join::{__join, Either, join, try_join};
pub use map::map;
pub use map_s3::{
    Batched, Csv, CsvCell, CsvDelimiter, CsvRow, DistributedMap, ItemReader, Items, Json,
    JsonLines, Manifest, MapRunError, MapRunOutput, Objects, Outputs, ResultWriterDetails, Results,
    S3Object, Tolerated, Written, map_distributed, map_s3,
};
#[doc(hidden)]
pub use map_s3::{
    Cell, Input, Listed, Reader, RowCode, cell, cell_of, checked_label, checked_percent,
};
pub use race::{Race, race};
/// Makes the methods of an `impl` block callable in workflows.
///
/// They stay methods. In a definition each call is the expression that the body is, with its arguments in place; it makes
/// no state. A body is a value, with `let`s before it: what awaits, fails or takes several statements is a
/// [`#[step]`](macro@crate::step). Functions without `self` are called by their path, `Order::rate(..)`.
///
/// # Example
/// ```
/// use serde::{Deserialize, Serialize};
/// use sfn_dsl::{prelude::*, testing::{Answers, assert_equivalent}};
///
/// #[derive(Clone, Debug, Serialize, Deserialize, Data)]
/// pub struct Line {
///     price: f64,
///     quantity: u32,
/// }
///
/// #[derive(Clone, Debug, Serialize, Deserialize, Data)]
/// pub struct Order {
///     lines: Vec<Line>,
///     country: Option<String>,
/// }
///
/// #[sfn::inline]
/// impl Order {
///     /// What it costs, with tax.
///     pub fn total(&self, rate: f64) -> f64 {
///         let net: f64 = self.lines.iter().map(|line| line.price * f64::from(line.quantity)).sum();
///         net * (1.0 + rate)
///     }
///
///     pub fn is_domestic(&self) -> bool {
///         self.country.as_deref().unwrap_or("DE") == "DE"
///     }
/// }
///
/// #[derive(Clone, Debug, PartialEq, TaskError)]
/// pub enum TooMuch {
///     Limit { total: f64 },
/// }
///
/// #[workflow]
/// pub async fn check_limit(order: Order) -> Result<f64, TooMuch> {
///     let total = order.total(if order.is_domestic() { 0.19 } else { 0.0 });
///     if total > 1000.0 {
///         return Err(TooMuch::Limit { total });
///     }
///     Ok(total)
/// }
///
/// let order = || Order { lines: vec![Line { price: 2.5, quantity: 4 }], country: None };
/// assert_eq!(order().total(0.0), 10.0);
/// assert_equivalent(|| check_limit(order()), &Answers::new());
/// ```
///
/// # ASL
/// ```text
/// order.is_domestic()    ($exists($order.country) ? $order.country : 'DE') = 'DE'
/// ```
pub use sfn_macros::inline;
pub use time::{IntoTimestamp, SleepUntil, days, hours, minutes, seconds, sleep, sleep_until};
pub(crate) use timestamp::TEXT as TIMESTAMP_TEXT;
pub use timestamp::{NotATimestamp, Timestamp};
pub(crate) use values::whole;
pub use values::{Algorithm, base64, hash, now, random, to_json, uuid};
