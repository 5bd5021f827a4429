//! A distributed Map in a native run.

use std::{
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
};

use futures_util::{StreamExt, stream::FuturesUnordered};
use sfn_local::{TaskFailure, map_run::Tolerance};

use super::{
    items::{Input, Items},
    results::{MapRunError, Outputs, Results, Written},
};
use crate::{
    Expr,
    data::IntoExpr,
    native::{Ended, Execution, end_run, error_of_failure, sleep, with_current},
    retry::{Retries, Retry},
};

/// Child executions at once, without a `MaxConcurrency`.
const MAX_CONCURRENCY: usize = 10_000;

/// A distributed Map, to be awaited; what [`map_s3`](crate::sfn::map_s3) and
/// [`map_distributed`](crate::sfn::map_distributed) return.
///
/// # Errors
/// [`MapRunError`].
#[must_use = "a Map runs when it is awaited"]
pub struct DistributedMap<'a, I, F, O, E, R = Outputs> {
    items: I,
    max_concurrency: u32,
    each: F,
    options: MapOptions,
    types: PhantomData<Types<'a, O, E, R>>,
}

type Types<'a, O, E, R> = (&'a (), fn() -> (O, E, R));

#[derive(Default)]
struct MapOptions {
    tolerance: Tolerance,
    /// `Bucket` and `Prefix` of the `ResultWriter`.
    writer: Option<(Expr<String>, Expr<String>)>,
    retriers: Vec<Retry>,
}

impl<I, F, O, E> DistributedMap<'_, I, F, O, E> {
    pub(super) fn new(items: I, max_concurrency: u32, each: F) -> Self {
        Self { items, max_concurrency, each, options: MapOptions::default(), types: PhantomData }
    }
}

impl<'a, I, F, O, E, R: Results<O>> DistributedMap<'a, I, F, O, E, R> {
    /// The children are Express workflows: at most five minutes long, started at least once, and without callbacks and
    /// `.sync`. Otherwise they are Standard ones.
    ///
    /// # ASL
    /// ```json
    /// {"ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}}}
    /// ```
    pub const fn express(self) -> Self {
        self
    }

    /// The Map goes on while no more than so many percent of the items fail: `ToleratedFailurePercentage`.
    ///
    /// Its results are then `Option`s, `None` for a child that failed, unless they are written to S3.
    ///
    /// # Units
    /// 0–100. With [`tolerate_count`](Self::tolerate_count) too, neither may be exceeded.
    pub fn tolerate_percent(mut self, percent: f64) -> DistributedMap<'a, I, F, O, E, R::Tolerant> {
        self.options.tolerance.percentage = percent;
        self.giving()
    }

    /// The Map goes on while no more than so many items fail: `ToleratedFailureCount`. Every item of a batch counts.
    ///
    /// Its results are then `Option`s, `None` for a child that failed, unless they are written to S3.
    pub fn tolerate_count(mut self, items: u32) -> DistributedMap<'a, I, F, O, E, R::Tolerant> {
        self.options.tolerance.count = items.into();
        self.giving()
    }

    /// The results are written to S3, under this prefix, and the Map gives where: `ResultWriter`.
    ///
    /// What a state gives may have 256 KiB, so many results need this. A native run writes nothing.
    ///
    /// # ASL
    /// ```json
    /// {"ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
    ///   "Arguments": {"Bucket": "${ResultBucket}", "Prefix": "imports"}}}
    /// ```
    ///
    /// # Permissions
    /// `s3:PutObject` and what else an upload in parts takes, under the prefix.
    pub fn write_to(
        mut self,
        bucket: impl IntoExpr<String>,
        prefix: impl IntoExpr<String>,
    ) -> DistributedMap<'a, I, F, O, E, Written> {
        self.options.writer = Some((bucket.into_expr(), prefix.into_expr()));
        self.giving()
    }

    fn giving<S>(self) -> DistributedMap<'a, I, F, O, E, S> {
        let Self { items, max_concurrency, each, options, .. } = self;
        DistributedMap { items, max_concurrency, each, options, types: PhantomData }
    }

    /// A part of the names of the Map Run and of its children: `Label`.
    ///
    /// # Units
    /// 1–40 letters, digits, `-` and `_`; without it AWS makes one up.
    pub const fn label(self, label: &'static str) -> Self {
        let _ = label;
        self
    }

    /// Tries again after errors: all items, in a new Map Run.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options.retriers.push(retry);
        self
    }

    /// The name of the state; natively it means nothing.
    pub const fn named(self, name: &'static str) -> Self {
        let _ = name;
        self
    }
}

impl<'a, I, F, O, E, R> IntoFuture for DistributedMap<'a, I, F, O, E, R>
where
    I: Items + 'a,
    F: AsyncFn(I::Item) -> Result<O, E> + 'a,
    O: 'a,
    E: 'a,
    R: Results<O>,
{
    type Output = Result<R::Output, MapRunError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { items, max_concurrency, each, options, .. } = self;
        Box::pin(async move {
            let mut attempts = Retries::new(&options.retriers);
            loop {
                let failure = match attempt::<R, _, _, _, _>(
                    &items,
                    max_concurrency,
                    &each,
                    &options,
                )
                .await
                {
                    Ok(output) => return Ok(output),
                    Err(failure) => failure,
                };
                let delay = with_current(|environment| {
                    attempts.next(&failure.error, false, environment.random())
                });
                match delay {
                    Some(delay) => sleep(delay).await,
                    None => match error_of_failure(&failure) {
                        Some(error) => return Err(error),
                        None => return end_run(failure).await,
                    },
                }
            }
        })
    }
}

/// One Map Run.
async fn attempt<R, I, F, O, E>(
    items: &I,
    max_concurrency: u32,
    each: &F,
    options: &MapOptions,
) -> Result<R::Output, TaskFailure>
where
    I: Items,
    F: AsyncFn(I::Item) -> Result<O, E>,
    R: Results<O>,
{
    let objects = with_current(|environment| environment.objects());
    let inputs = items.__inputs(objects.as_ref()).await?;
    let total = inputs.iter().map(|input| input.count).sum();
    let limit = match usize::try_from(max_concurrency) {
        Ok(0) | Err(_) => MAX_CONCURRENCY,
        Ok(limit) => limit.min(MAX_CONCURRENCY),
    };
    let mut outputs: Vec<Option<O>> = inputs.iter().map(|_| None).collect();
    let mut failed = 0;
    let mut waiting = inputs.into_iter().enumerate();
    let mut running = FuturesUnordered::new();
    let child = async |index, Input { item, count }: Input<I::Item>| {
        let output = match item {
            Ok(item) => match Execution::new(None, Box::pin(each(item))).await {
                Ended::Returned(result) => result.ok(),
                Ended::Failed(_) => None,
            },
            Err(_) => None,
        };
        (index, count, output)
    };
    loop {
        if options.tolerance.is_exceeded(failed, total) {
            let error = "States.ExceedToleratedFailureThreshold";
            return Err(TaskFailure::new(error, Tolerance::CAUSE));
        }
        while running.len() < limit
            && let Some((index, input)) = waiting.next()
        {
            running.push(child(index, input));
        }
        let Some((index, count, output)) = running.next().await else { break };
        if output.is_none() {
            failed += count;
        }
        if let Some(place) = outputs.get_mut(index) {
            *place = output;
        }
    }
    R::__given(outputs, options.writer.as_ref())
}
