//! The items of a native run, each as the child takes it.

use serde_json::Value;
use sfn_local::{
    TaskFailure,
    map_run::{BatchLimits, batches},
    objects::ObjectStore,
};

use super::{batch::Batched, reader::ItemReader};

/// What a distributed Map goes over: an [`ItemReader`](super::ItemReader), or [`Batched`] items of one.
#[diagnostic::on_unimplemented(
    message = "a distributed Map cannot read its items from `{Self}`",
    label = "expected `sfn::Csv`, `Json`, `JsonLines`, `Manifest` or `Objects`",
    note = "a `Vec` has `sfn::map_distributed`"
)]
pub trait Items {
    /// What the closure takes.
    type Item;

    /// The inputs of the children.
    #[doc(hidden)]
    fn __inputs(
        &self,
        objects: &dyn ObjectStore,
    ) -> impl Future<Output = Result<Vec<Input<Self::Item>>, TaskFailure>>;
}

/// What a child is given.
#[doc(hidden)]
#[derive(Debug)]
pub struct Input<T> {
    /// What the closure takes, or why there is no such thing.
    pub(super) item: Result<T, String>,
    /// How many items it stands for.
    pub(super) count: u64,
}

impl<R: ItemReader> Items for R {
    type Item = R::Item;

    async fn __inputs(
        &self,
        objects: &dyn ObjectStore,
    ) -> Result<Vec<Input<R::Item>>, TaskFailure> {
        let reader = self.__reader();
        let items = reader.read(objects).await?.into_iter();
        Ok(items.map(|item| Input { item: reader.item(item), count: 1 }).collect())
    }
}

impl<R: ItemReader> Items for Batched<R> {
    type Item = Vec<R::Item>;

    async fn __inputs(
        &self,
        objects: &dyn ObjectStore,
    ) -> Result<Vec<Input<Self::Item>>, TaskFailure> {
        let reader = self.reader.__reader();
        let items = reader.read(objects).await?;
        let limits = BatchLimits {
            max_items: self.max_items.map(u64::from),
            max_input_bytes: self.max_input_bytes.map(u64::from),
        };
        let batches = batches(items, limits, None).into_iter();
        Ok(batches
            .map(|(mut input, count)| Input {
                item: items_of(&mut input).into_iter().map(|item| reader.item(item)).collect(),
                count: u64::try_from(count).unwrap_or(u64::MAX),
            })
            .collect())
    }
}

fn items_of(batch: &mut Value) -> Vec<Value> {
    match batch.get_mut("Items").map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// Items that are there already.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Listed<T>(pub(super) Vec<T>);

impl<T: Clone> Items for Listed<T> {
    type Item = T;

    async fn __inputs(&self, _objects: &dyn ObjectStore) -> Result<Vec<Input<T>>, TaskFailure> {
        Ok(self.0.iter().map(|item| Input { item: Ok(item.clone()), count: 1 }).collect())
    }
}
