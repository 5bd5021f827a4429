//! What a workflow does, as statements: what the builder records and the lowering reads.
//!
//! Untyped on purpose. Control flow is structured here, and becomes states and edges in [`lower`](crate::lower).

use std::{cell::RefCell, rc::Rc};

use sfn_asl::{ItemBatcher, ReaderConfig, Retrier};

use crate::{
    code::{Code, VariableId},
    error::ErrorVariant,
    native::TokenPlace,
    sfn::RowCode,
};

/// Statements in order.
pub(crate) type Block = Vec<Statement>;

/// Where a statement comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Site {
    /// The order in which states were written down; names are given in this order.
    pub(crate) sequence: u32,
    /// The file, where it is not the workflow's own.
    pub(crate) file: Option<&'static str>,
    /// The line of Rust, 0 where it is not known.
    pub(crate) line: u32,
    /// `Comment`
    pub(crate) comment: Option<String>,
    /// What the state is called, before names are made unique.
    pub(crate) name: String,
}

/// A loop of the workflow, to say which one is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoopId(pub(crate) u32);

#[derive(Debug)]
pub(crate) enum Statement {
    /// A variable gets its first or a new value.
    Let { variable: VariableId, value: Code },
    /// A Task, Map, Parallel or try block, and what follows its success and its errors.
    Action(Box<Action>),
    /// A Wait state.
    Wait { until: Until, site: Site },
    /// The first arm whose condition holds.
    Choice(Choice),
    /// The body again and again while the condition holds.
    Loop {
        id: LoopId,
        condition: Option<Code>,
        advance: Vec<(VariableId, Code)>,
        body: Block,
        site: Site,
    },
    /// Leaves a loop.
    Break(LoopId),
    /// Goes to the next round of a loop.
    Continue(LoopId),
    /// Ends the scope, or the innermost try block in it, with a result.
    Return { value: Code, site: Site },
    /// Ends the scope, or the innermost try block in it, with an error `{Error, Cause}`.
    Fail { error: Code, site: Site },
}

#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) arms: Vec<Arm>,
    /// Whether some arm is taken for every value that the types allow, so that there is no `Default`.
    pub(crate) exhaustive: bool,
    pub(crate) site: Site,
}

#[derive(Debug)]
pub(crate) struct Arm {
    /// `None`: whenever no arm before it was taken.
    pub(crate) condition: Option<Code>,
    pub(crate) body: Block,
}

#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) work: Work,
    pub(crate) options: Rc<RefCell<Options>>,
    /// Holds what the call gives.
    pub(crate) result: VariableId,
    /// What the call gives, in terms of `$states.result`.
    pub(crate) value: Code,
    pub(crate) ok: Block,
    pub(crate) catches: Vec<CatchArm>,
    /// For a nested workflow, the variable that holds its error once it was caught.
    pub(crate) failure: Option<VariableId>,
    pub(crate) site: Site,
}

#[derive(Debug)]
pub(crate) enum Work {
    Task {
        resource: String,
        errors: fn() -> &'static [ErrorVariant],
    },
    Parallel {
        branches: Vec<Block>,
    },
    /// A Parallel that the first branch ends.
    Race {
        branches: Vec<Block>,
    },
    Map {
        items: Code,
        max_concurrency: Option<u32>,
        item: VariableId,
        body: Block,
    },
    DistributedMap(Box<DistributedMap>),
    /// Statements whose errors are caught together. No state: each state inside has the catchers.
    Try(Try),
}

#[derive(Debug)]
pub(crate) struct Try {
    pub(crate) body: Block,
    /// The errors that it can have.
    pub(crate) errors: fn() -> &'static [ErrorVariant],
    /// Holds the error once it was caught.
    pub(crate) failure: VariableId,
}

/// A distributed Map: each item, or batch of items, is the input of a child execution.
#[derive(Debug)]
pub(crate) struct DistributedMap {
    pub(crate) source: Source,
    pub(crate) max_concurrency: Option<u32>,
    pub(crate) is_express: bool,
    /// What the child reads of the workflow around it may be a part of one of these values, each with a name.
    pub(crate) captures: Vec<(String, Code)>,
    pub(crate) item: VariableId,
    pub(crate) body: Block,
}

/// Where a distributed Map finds its items.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) items: Items,
    pub(crate) batcher: Option<ItemBatcher>,
    /// From a row of text to an item.
    pub(crate) row: Option<RowCode>,
}

#[derive(Debug)]
pub(crate) enum Items {
    /// `Items`
    Array(Code),
    /// `ItemReader`
    Reader { resource: &'static str, arguments: Code, config: Box<ReaderConfig> },
}

/// What is said of an action after the call itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) name: Option<String>,
    pub(crate) arguments: Code,
    /// Where a task token goes in these.
    pub(crate) token: Option<TokenPlace>,
    pub(crate) retry: Vec<Retrier>,
    pub(crate) timeout_seconds: Option<u32>,
    pub(crate) heartbeat_seconds: Option<u32>,
    pub(crate) map_run: MapRunOptions,
    pub(crate) permissions: Vec<Permission>,
}

impl Options {
    /// The arguments, with the task token among them.
    pub(crate) fn with_token(&self) -> Code {
        let arguments = self.arguments.clone();
        self.token.map_or_else(|| arguments.clone(), |place| place.put_in(&arguments))
    }
}

/// What a call is allowed: the call's own actions, where none is named.
#[derive(Clone, Debug)]
pub(crate) struct Permission {
    pub(crate) actions: Vec<String>,
    pub(crate) resource: String,
}

/// What is said of a distributed Map.
#[derive(Clone, Debug, Default)]
pub(crate) struct MapRunOptions {
    pub(crate) label: Option<String>,
    pub(crate) tolerated_count: Option<u32>,
    pub(crate) tolerated_percentage: Option<f64>,
    pub(crate) results: MapRunResults,
}

/// What a distributed Map gives.
#[derive(Clone, Debug, Default)]
pub(crate) enum MapRunResults {
    /// What each child gives.
    #[default]
    Outputs,
    /// The same as `{"Ok": output}`, and nothing like it for those that failed; the value is what is made of that.
    Tolerated { value: Code },
    /// Where the results were written: `Bucket` and `Prefix` of the `ResultWriter`.
    Written { bucket: Code, prefix: Code },
}

impl Default for Code {
    fn default() -> Self {
        Self::null()
    }
}

#[derive(Debug)]
pub(crate) struct CatchArm {
    pub(crate) errors: Vec<String>,
    pub(crate) body: Block,
}

#[derive(Clone, Debug)]
pub(crate) enum Until {
    Seconds(Code),
    Timestamp(Code),
}
