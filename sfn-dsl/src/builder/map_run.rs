//! Distributed Maps: each item is the input of a child execution.

use std::marker::PhantomData;

use crate::{
    code::{Code, Root},
    data::{Data, IntoExpr},
    expr::Expr,
    ir::{DistributedMap, Items, MapRunResults, Source},
    sfn::{Batched, ItemReader, MapRunError, Outputs, Results, Written},
    task::{ChildExecutions, Express, Kind, OwnState, Standard, Supports},
};

use super::{Called, Outcome, ScopeOf, W};

/// What a distributed Map goes over, in a definition.
pub trait MapItems {
    /// What the closure takes.
    type Item: Data;

    /// Where the items are from.
    #[doc(hidden)]
    fn __source(self) -> StagedItems;
}

/// See [`MapItems`].
#[doc(hidden)]
#[derive(Debug)]
pub struct StagedItems(Source);

impl StagedItems {
    fn read_by<R: ItemReader>(reader: &R) -> Self {
        let reader = reader.__reader();
        Self(Source { items: reader.staged(), batcher: None, row: reader.row })
    }
}

impl<R: ItemReader> MapItems for R {
    type Item = R::Item;

    fn __source(self) -> StagedItems {
        StagedItems::read_by(&self)
    }
}

impl<R: ItemReader> MapItems for Batched<R> {
    type Item = Vec<R::Item>;

    fn __source(self) -> StagedItems {
        let mut items = StagedItems::read_by(&self.reader);
        items.0.batcher = Some(self.batcher());
        items
    }
}

impl<T: Data> MapItems for Expr<Vec<T>> {
    type Item = T;

    fn __source(self) -> StagedItems {
        let items = Items::Array(self.__code().clone());
        StagedItems(Source { items, batcher: None, row: None })
    }
}

/// The outcome of a distributed Map whose children give `O`.
pub struct MapRunOf<O, R>(PhantomData<fn() -> (O, R)>);

impl<O, R> OwnState for MapRunOf<O, R> {}

impl<O: 'static, R: Results<O>> Outcome for MapRunOf<O, R> {
    type Output = R::Output;
    type Error = MapRunError;
}

impl<K: Kind> W<K> {
    /// A distributed Map: a child execution for each item that the reader reads, at most so many at once (0: 10,000).
    ///
    /// Its children are Standard workflows; see [`map_s3_express`](Self::map_s3_express). What a child reads of the
    /// workflow around it is put into its input: a whole variable or the whole input of the execution, whatever part of it
    /// is read. To hand over less, bind that with [`let_mut`](Self::let_mut).
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// #[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
    /// struct Row { sku: String, quantity: u32 }
    ///
    /// #[derive(Debug, TaskError)]
    /// enum ImportError { Unknown }
    ///
    /// #[task(lambda = "${ImportRow}")]
    /// async fn import_row(row: Row) -> Result<u32, ImportError>;
    ///
    /// let workflow = Workflow::<String, Vec<u32>>::new("import", |w, key| {
    ///     let rows = sfn::Csv::<Row>::at("${ImportBucket}", key);
    ///     let stock = w.map_s3(rows, 500, |w, row| w.call(import_row, (row,)).into_expr());
    ///     w.done(stock);
    /// });
    /// let machine = sfn_asl::write::to_value(&workflow.definition().machine);
    /// assert_eq!(machine["States"]["Map"]["ItemReader"]["ReaderConfig"]["InputType"], "CSV");
    /// ```
    pub fn map_s3<I: MapItems, O: Data>(
        &self,
        items: I,
        max_concurrency: u32,
        body: impl FnOnce(&W<Standard>, Expr<I::Item>) -> Expr<O>,
    ) -> Called<K, MapRunOf<O, Outputs>>
    where
        K: Supports<ChildExecutions>,
    {
        self.map_run(items, max_concurrency, body)
    }

    /// The same with children that are Express workflows: at most five minutes long, at least once.
    pub fn map_s3_express<I: MapItems, O: Data>(
        &self,
        items: I,
        max_concurrency: u32,
        body: impl FnOnce(&W<Express>, Expr<I::Item>) -> Expr<O>,
    ) -> Called<K, MapRunOf<O, Outputs>>
    where
        K: Supports<ChildExecutions>,
    {
        self.map_run(items, max_concurrency, body)
    }

    fn map_run<C: Kind, I: MapItems, O: Data>(
        &self,
        items: I,
        max_concurrency: u32,
        body: impl FnOnce(&W<C>, Expr<I::Item>) -> Expr<O>,
    ) -> Called<K, MapRunOf<O, Outputs>>
    where
        K: Supports<ChildExecutions>,
    {
        let (children, item, scope) = self.__begin_map_run::<C, I, O, MapRunError>(
            "item",
            items,
            max_concurrency,
            Vec::new(),
        );
        let value = body(&children, item);
        self.__return(&scope, value);
        self.__end_map_run(&scope)
    }

    /// Begins the child of a distributed Map: what its states are recorded with, its item, and its scope. It may read the
    /// values in `captures` of the workflow around it.
    #[doc(hidden)]
    pub fn __begin_map_run<C: Kind, I: MapItems, O, E>(
        &self,
        item: &str,
        items: I,
        max_concurrency: u32,
        captures: Vec<(&str, Code)>,
    ) -> (W<C>, Expr<I::Item>, ScopeOf<O, E>)
    where
        K: Supports<ChildExecutions>,
    {
        let mut recorder = self.recorder.borrow_mut();
        let item = recorder.begin_map_run("Map", |recorder| DistributedMap {
            source: items.__source().0,
            max_concurrency: (max_concurrency > 0).then_some(max_concurrency),
            is_express: C::WORKFLOW_TYPE == Express::WORKFLOW_TYPE,
            captures: captures.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            item: recorder.declare(item, true),
            body: Vec::new(),
        });
        let children = W { recorder: std::rc::Rc::clone(&self.recorder), kind: PhantomData };
        (children, Expr::__new(Code::Variable(item)), ScopeOf::new())
    }

    #[doc(hidden)]
    pub fn __end_map_run<O: Data, E>(
        &self,
        _scope: &ScopeOf<O, E>,
    ) -> Called<K, MapRunOf<O, Outputs>> {
        let closed = self.recorder.borrow_mut().end_map_run();
        Called::of(self, closed, Code::Root(Root::ErrorOutput))
    }
}

impl<K: Kind, O: Data, R: Results<O>> Called<K, MapRunOf<O, R>> {
    /// The Map goes on while no more than so many percent of the items fail: `ToleratedFailurePercentage`.
    ///
    /// Its results are then `Option`s, unless they are written.
    pub fn tolerate_percent(self, percent: f64) -> Called<K, MapRunOf<O, R::Tolerant>> {
        self.change_map_run(|options| options.tolerated_percentage = Some(percent));
        self.tolerant()
    }

    /// The Map goes on while no more than so many items fail: `ToleratedFailureCount`.
    pub fn tolerate_count(self, items: u32) -> Called<K, MapRunOf<O, R::Tolerant>> {
        self.change_map_run(|options| options.tolerated_count = Some(items));
        self.tolerant()
    }

    fn tolerant(self) -> Called<K, MapRunOf<O, R::Tolerant>> {
        if let Some(value) = <R::Tolerant as Results<O>>::__value() {
            self.change_map_run(|options| options.results = MapRunResults::Tolerated { value });
        }
        self.with_outcome()
    }

    /// The results are written to S3, under this prefix, and the Map gives where: `ResultWriter`.
    pub fn write_to(
        self,
        bucket: impl IntoExpr<String>,
        prefix: impl IntoExpr<String>,
    ) -> Called<K, MapRunOf<O, Written>> {
        let bucket = bucket.into_expr().__code().clone();
        let prefix = prefix.into_expr().__code().clone();
        self.change_map_run(|options| options.results = MapRunResults::Written { bucket, prefix });
        self.with_outcome()
    }

    /// A part of the names of the Map Run and of its children: `Label`.
    ///
    /// # Units
    /// 1–40 characters; without it AWS makes one up.
    pub fn label(self, label: &str) -> Self {
        self.change_map_run(|options| options.label = Some(label.to_owned()));
        self
    }
}
