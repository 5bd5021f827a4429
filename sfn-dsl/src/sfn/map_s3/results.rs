//! What a distributed Map gives, and how it fails.

use serde::{Deserialize, Serialize};

use super::read::native_text;
use crate::{
    Data, Expr, TaskError, TaskFailure,
    code::{Code, Root},
    native::with_current,
    surface::ExprIter,
};

/// How a distributed Map fails.
///
/// A child that fails does not fail the Map: too many of them do. So their errors are not here; the results that are
/// written to S3 have them.
///
/// # Example
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Debug, TaskError)]
/// pub enum ImportError {
///     NoRows,
///     /// So that `?` takes it.
///     Map(#[from] sfn::MapRunError),
/// }
/// ```
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum MapRunError {
    /// More items failed than are tolerated; without a tolerance, one.
    #[sfn(name = "States.ExceedToleratedFailureThreshold")]
    ExceedToleratedFailureThreshold,
    /// There is no such object, or it is not what the reader expects.
    #[sfn(name = "States.ItemReaderFailed")]
    ItemReaderFailed,
    /// The results could not be written.
    #[sfn(name = "States.ResultWriterFailed")]
    ResultWriterFailed,
}

/// What a distributed Map gives that writes its results to S3.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct MapRunOutput {
    /// The Map Run.
    pub map_run_arn: String,
    /// Where its results are.
    pub result_writer_details: ResultWriterDetails,
}

/// Where the results of a distributed Map are: a manifest that names the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct ResultWriterDetails {
    /// The bucket.
    pub bucket: String,
    /// The key of the manifest.
    pub key: String,
}

/// Which results a distributed Map gives, as a type.
pub trait Results<O>: 'static {
    /// What it gives.
    type Output: Data;
    /// The same once failures are tolerated.
    type Tolerant: Results<O>;

    /// What is made of `$states.result`, where that is something else.
    #[doc(hidden)]
    fn __value() -> Option<Code> {
        None
    }

    /// What a native run gives: of the children, of which those that failed gave nothing, or of where they are written.
    #[doc(hidden)]
    fn __given(
        outputs: Vec<Option<O>>,
        writer: Option<&(Expr<String>, Expr<String>)>,
    ) -> Result<Self::Output, TaskFailure>;
}

/// What each child gives: no child fails.
#[derive(Debug)]
pub enum Outputs {}
/// What each child gives, `None` for one that failed.
#[derive(Debug)]
pub enum Tolerated {}
/// Where the results were written.
#[derive(Debug)]
pub enum Written {}

impl<O: Data> Results<O> for Outputs {
    type Output = Vec<O>;
    type Tolerant = Tolerated;

    fn __given(
        outputs: Vec<Option<O>>,
        _writer: Option<&(Expr<String>, Expr<String>)>,
    ) -> Result<Vec<O>, TaskFailure> {
        Ok(outputs.into_iter().flatten().collect())
    }
}

impl<O: Data> Results<O> for Tolerated {
    type Output = Vec<Option<O>>;
    type Tolerant = Self;

    /// A child that succeeded gave `{"Ok": output}`; what Step Functions says of one that failed has no such member.
    fn __value() -> Option<Code> {
        let ended = ExprIter::<serde_json::Value>::new(Code::Root(Root::Result));
        let outputs = ended.map(|end| {
            let output = Code::or_else(end.__code().field("Ok"), Code::null());
            Expr::<Option<O>>::__new(output)
        });
        Some(outputs.into_array())
    }

    fn __given(
        outputs: Vec<Option<O>>,
        _writer: Option<&(Expr<String>, Expr<String>)>,
    ) -> Result<Vec<Option<O>>, TaskFailure> {
        Ok(outputs)
    }
}

impl<O> Results<O> for Written {
    type Output = MapRunOutput;
    type Tolerant = Self;

    fn __given(
        _outputs: Vec<Option<O>>,
        writer: Option<&(Expr<String>, Expr<String>)>,
    ) -> Result<MapRunOutput, TaskFailure> {
        let (bucket, prefix) = match writer {
            Some((bucket, prefix)) => (native_text(bucket)?, native_text(prefix)?),
            None => (String::new(), String::new()),
        };
        let id = with_current(|environment| environment.random().next_uuid());
        let folder = match prefix.trim_end_matches('/') {
            "" => id.clone(),
            prefix => format!("{prefix}/{id}"),
        };
        Ok(MapRunOutput {
            map_run_arn: format!("arn:aws:states:us-east-1:123456789012:mapRun:native/Map:{id}"),
            result_writer_details: ResultWriterDetails {
                bucket,
                key: format!("{folder}/manifest.json"),
            },
        })
    }
}

/// A percentage that AWS takes; `#[workflow]` checks it while it compiles.
///
/// # Panics
/// Where it is none.
#[doc(hidden)]
pub const fn checked_percent(percent: f64) -> f64 {
    assert!(percent >= 0.0 && percent <= 100.0, "a percentage is 0 to 100");
    percent
}

/// A label that AWS takes; `#[workflow]` checks it while it compiles.
///
/// # Panics
/// Where it is none.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>
#[doc(hidden)]
#[expect(clippy::indexing_slicing, reason = "const: there is no iterator, and the bound is tested")]
pub const fn checked_label(label: &str) -> &str {
    let bytes = label.as_bytes();
    assert!(!bytes.is_empty() && bytes.len() <= 40, "a label has 1 to 40 characters");
    let mut index = 0;
    while index < bytes.len() {
        let is_word = bytes[index].is_ascii_alphanumeric() || matches!(bytes[index], b'-' | b'_');
        assert!(is_word, "a label has letters, digits, `-` and `_`");
        index += 1;
    }
    label
}
