//! The document model: every field of every state, in both query languages.
//!
//! The model keeps what the text says, also where it is wrong for the state's query language: whether a
//! field may stand there is a rule's business, not the type's. Absent, empty and `null` stay
//! apart, so that writing a definition gives back the value that was read.

mod choice;
mod common;
mod fail;
mod map;
mod parallel;
mod pass;
mod retry;
mod state_machine;
mod task;
mod wait;

pub use choice::{ChoiceRule, ChoiceState, ComparisonOperator, DataTest, NestedRule};
pub use common::{
    PathOrNull, Quantity, QueryLanguage, StateName, Template, TemplateMap, Transition,
};
pub use fail::FailState;
pub use map::{
    ExecutionType, ItemBatcher, ItemProcessor, ItemReader, MapState, ProcessorConfig,
    ProcessorField, ProcessorMode, ReaderConfig, ResultWriter, WriterConfig,
};
pub use parallel::{Branch, ParallelState};
pub use pass::PassState;
pub use retry::{Catcher, JitterStrategy, Retrier};
pub use state_machine::{Scope, State, StateKind, StateMachine, StateType, WorkflowType};
pub use task::TaskState;
pub use wait::WaitState;
