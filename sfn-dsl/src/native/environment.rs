//! What a run gets its answers, its time and its randomness from.

use std::{
    cell::{Cell, RefCell, RefMut},
    collections::BTreeSet,
    fmt,
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use sfn_local::{
    ExecutionContext,
    objects::{NoObjects, ObjectStore},
};

use super::{
    attempt::{Respond, TaskCall},
    clock::Clock,
    handler::HandlerId,
    limit::Scope,
    random::Random,
};
use crate::sfn::{Context, Execution, StateMachine};

/// What an execution is called that nobody named.
pub(crate) const DEFAULT_EXECUTION_NAME: &str = "local";

/// The surroundings of native runs: who answers task calls, when the clock starts, what is random.
///
/// # Example
/// ```
/// use sfn_dsl::native::Environment;
///
/// let environment = Environment::new().starting_at("2026-02-28T12:00:00Z".parse()?).seeded(7);
/// let now = environment.run(async {
///     sfn_dsl::sfn::sleep(sfn_dsl::sfn::days(1)).await;
///     sfn_dsl::sfn::now()
/// });
/// assert_eq!(now?, "2026-03-01T12:00:00.000Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Environment {
    clock: RefCell<Clock>,
    random: Random,
    tokens: Cell<u64>,
    responder: Option<Rc<dyn Respond>>,
    objects: Arc<dyn ObjectStore>,
    calls: RefCell<Vec<TaskCall>>,
    scopes: RefCell<Vec<Rc<Scope>>>,
    handler: Cell<Option<HandlerId>>,
    waiting: RefCell<BTreeSet<HandlerId>>,
    follow_sleepers: bool,
    /// How often time may still move on.
    moments: Option<Cell<u32>>,
    execution_name: String,
}

impl Environment {
    /// Tasks are answered by their own bodies, the clock starts now, and random values differ from run to run.
    pub fn new() -> Self {
        Self {
            clock: RefCell::new(Clock::starting_at(Timestamp::now())),
            random: Random::from_entropy(),
            tokens: Cell::new(0),
            responder: None,
            objects: Arc::new(NoObjects),
            calls: RefCell::default(),
            scopes: RefCell::default(),
            handler: Cell::new(None),
            waiting: RefCell::default(),
            follow_sleepers: false,
            moments: None,
            execution_name: DEFAULT_EXECUTION_NAME.to_owned(),
        }
    }

    /// The clock starts at `moment`.
    #[must_use]
    pub fn starting_at(self, moment: Timestamp) -> Self {
        Self { clock: RefCell::new(Clock::starting_at(moment)), ..self }
    }

    /// Random values follow from `seed`.
    #[must_use]
    pub fn seeded(self, seed: u64) -> Self {
        Self { random: Random::seeded(seed), ..self }
    }

    /// The name of the execution, which `sfn::context()` tells.
    #[must_use]
    pub fn execution_name(self, name: impl Into<String>) -> Self {
        Self { execution_name: name.into(), ..self }
    }

    /// The run ends where time moves on more often than this.
    pub(crate) fn ending_after(self, moments: Option<u32>) -> Self {
        Self { moments: moments.map(Cell::new), ..self }
    }

    /// Whether time was to move on more often than it may.
    pub(crate) fn went_on_for_long(&self) -> bool {
        self.moments.as_ref().is_some_and(|moments| moments.get() == 0)
    }

    /// Whether time may move on once more.
    pub(crate) fn may_move_on(&self) -> bool {
        self.moments.as_ref().is_none_or(|moments| {
            let left = moments.get().checked_sub(1);
            moments.set(left.unwrap_or_default());
            left.is_some()
        })
    }

    /// `responder` is asked before a task's own body.
    #[must_use]
    pub fn answered_by(self, responder: impl Respond + 'static) -> Self {
        Self { responder: Some(Rc::new(responder)), ..self }
    }

    /// Distributed Maps read from these objects; without them there are none.
    #[must_use]
    pub fn with_objects(self, objects: Arc<dyn ObjectStore>) -> Self {
        Self { objects, ..self }
    }

    /// The task calls so far, every attempt of them, in the order in which they were made.
    pub fn calls(&self) -> Vec<TaskCall> {
        self.calls.borrow().clone()
    }

    /// How much virtual time has passed.
    pub fn elapsed(&self) -> Duration {
        self.clock.borrow().elapsed()
    }

    /// The moment it is, in virtual time.
    pub fn now(&self) -> Timestamp {
        self.clock.borrow().now()
    }

    /// What the innermost workflow that runs knows of its execution. One that another calls is always `local`.
    pub(crate) fn context(&self) -> Context {
        let scopes = self.scopes.borrow();
        let workflows: Vec<_> = scopes.iter().filter_map(|scope| scope.workflow()).collect();
        let name = if workflows.len() > 1 { DEFAULT_EXECUTION_NAME } else { &self.execution_name };
        let innermost = workflows.last();
        let started = innermost.map_or_else(|| self.now(), |workflow| workflow.started);
        let machine = innermost.and_then(|workflow| workflow.name()).unwrap_or_default();
        let known = ExecutionContext::local(&machine, name);
        Context {
            execution: Execution {
                id: known.execution_arn,
                name: known.execution_name,
                role_arn: known.role_arn,
                start_time: started.into(),
                redrive_count: known.redrive_count,
            },
            state_machine: StateMachine {
                id: known.state_machine_arn,
                name: known.state_machine_name,
            },
        }
    }

    /// Outside a run nobody moves the clock, so whoever sleeps moves it.
    fn outside_runs() -> Rc<Self> {
        Rc::new(Self { follow_sleepers: true, ..Self::new() })
    }

    pub(crate) fn clock_mut(&self) -> RefMut<'_, Clock> {
        self.clock.borrow_mut()
    }

    pub(crate) const fn time_follows_sleepers(&self) -> bool {
        self.follow_sleepers
    }

    pub(crate) const fn random(&self) -> &Random {
        &self.random
    }

    pub(crate) fn responder(&self) -> Option<Rc<dyn Respond>> {
        self.responder.clone()
    }

    pub(crate) fn objects(&self) -> Arc<dyn ObjectStore> {
        Arc::clone(&self.objects)
    }

    pub(crate) fn record(&self, call: TaskCall) {
        self.calls.borrow_mut().push(call);
    }

    pub(crate) fn next_task_token(&self) -> String {
        self.tokens.set(self.tokens.get() + 1);
        format!("task-token-{}", self.tokens.get())
    }

    pub(crate) fn current_handler(&self) -> Option<HandlerId> {
        self.handler.get()
    }

    pub(crate) fn enter_handler(&self, handler: Option<HandlerId>) -> Option<HandlerId> {
        self.handler.replace(handler)
    }

    pub(crate) fn set_waiting(&self, handler: HandlerId, waiting: bool) {
        let mut set = self.waiting.borrow_mut();
        if waiting {
            set.insert(handler)
        } else {
            set.remove(&handler)
        };
    }

    /// Whether a body waits for something that is not virtual time.
    pub(crate) fn waits_for_the_world(&self) -> bool {
        let clock = self.clock.borrow();
        self.waiting.borrow().iter().any(|handler| !clock.is_awaited_by(*handler))
    }

    pub(crate) fn scopes(&self) -> RefMut<'_, Vec<Rc<Scope>>> {
        self.scopes.borrow_mut()
    }

    /// Makes this the environment of the thread until the guard is dropped.
    pub(crate) fn enter(self: &Rc<Self>) -> Entered {
        STACK.with_borrow_mut(|stack| stack.push(Rc::clone(self)));
        Entered(())
    }
}

impl Default for Environment {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").field("clock", &self.clock).finish_non_exhaustive()
    }
}

thread_local! {
    static STACK: RefCell<Vec<Rc<Environment>>> = const { RefCell::new(Vec::new()) };
    static OUTSIDE: Rc<Environment> = Environment::outside_runs();
}

/// Takes the environment off the stack again.
pub(crate) struct Entered(());

impl Drop for Entered {
    fn drop(&mut self) {
        STACK.with_borrow_mut(Vec::pop);
    }
}

/// Calls `f` with the environment of the innermost run on this thread.
pub(crate) fn with_current<T>(f: impl FnOnce(&Rc<Environment>) -> T) -> T {
    let current = STACK.with_borrow(|stack| stack.last().cloned());
    match current {
        Some(environment) => f(&environment),
        None => OUTSIDE.with(f),
    }
}

/// Whether this thread is inside a run.
pub(crate) fn is_inside_a_run() -> bool {
    STACK.with_borrow(|stack| !stack.is_empty())
}
