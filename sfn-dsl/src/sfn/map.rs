//! The same for each item: a Map state.

use futures_util::{StreamExt, stream::FuturesUnordered};

/// Runs `each` for every item, at most `max_concurrency` at once (0: no limit), and gives the results in the order of
/// the items: an inline Map state.
///
/// `each` cannot assign variables of the function around it, and neither can the states inside a Map.
///
/// # Example
/// ```
/// use sfn_dsl::{native, sfn};
///
/// let doubled = native::run(async {
///     sfn::map(vec![1, 2, 3], 2, async |n| {
///         sfn::sleep(sfn::seconds(10 - n)).await;
///         Ok::<_, std::convert::Infallible>(n * 2)
///     })
///     .await
/// });
/// assert_eq!(doubled, Ok(Ok(vec![2, 4, 6])));
/// ```
///
/// # ASL
/// ```json
/// {"Type": "Map", "Items": "{% $items %}", "MaxConcurrency": 2, "ItemProcessor": {"StartAt": "…", "States": {}}}
/// ```
///
/// # Units
/// `max_concurrency`: AWS runs at most about 40 iterations of an inline Map at once.
///
/// # Errors
/// The first error by time; the iterations that are still running are given up.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html>
pub async fn map<T, O, E>(
    items: Vec<T>,
    max_concurrency: u32,
    each: impl AsyncFn(T) -> Result<O, E>,
) -> Result<Vec<O>, E> {
    let limit = match usize::try_from(max_concurrency) {
        Ok(0) | Err(_) => usize::MAX,
        Ok(limit) => limit,
    };
    let mut results: Vec<Option<O>> = items.iter().map(|_| None).collect();
    let mut waiting = items.into_iter().enumerate();
    let mut running = FuturesUnordered::new();
    let iterate = async |index, item| (index, each(item).await);
    loop {
        while running.len() < limit
            && let Some((index, item)) = waiting.next()
        {
            running.push(iterate(index, item));
        }
        let Some((index, result)) = running.next().await else { break };
        if let Some(place) = results.get_mut(index) {
            *place = Some(result?);
        }
    }
    Ok(results.into_iter().flatten().collect())
}
