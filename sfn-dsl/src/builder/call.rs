//! Calls: tasks, workflows, Map and Parallel, and what is said of them.

use std::{cell::RefCell, marker::PhantomData, ops::Deref, rc::Rc};

use sfn_asl::Retrier;

use crate::{
    code::{Code, Root, VariableId},
    data::{Data, IntoExpr},
    error::{ErrorType, ErrorVariant, Propagates},
    expr::Expr,
    integration::{insert_code, service::Expression},
    ir::{MapRunOptions, Options, Permission, Until, Work},
    native::TokenPlace,
    task::{Awaitable, Kind, OwnState, Supports, Task},
};

use super::{W, branches::Branches};

/// What a call gives, and how it fails.
pub trait Outcome: 'static {
    /// What it gives.
    type Output: 'static;
    /// How it fails.
    type Error: 'static;
}

impl<M: Task> Outcome for M {
    type Output = M::Output;
    type Error = M::Error;
}

/// The outcome of a scope: of a Map's iteration, a branch, or the workflow itself.
pub struct ScopeOf<T, E>(PhantomData<fn() -> (T, E)>);

impl<T, E> OwnState for ScopeOf<T, E> {}

impl<T: 'static, E: 'static> Outcome for ScopeOf<T, E> {
    type Output = T;
    type Error = E;
}

impl<T, E> ScopeOf<T, E> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

/// A function that returns a task, whatever its parameters.
pub trait Callee<A> {
    /// What it returns.
    type Future;
}

/// What can be the argument for a parameter of type `P`: an expression or a constant.
///
/// A trait of its own, because a text parameter of an integration is a `&str` and takes an `Expr<String>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the argument for a parameter `{P}`",
    label = "expected an `Expr<{P}>` or a constant `{P}`"
)]
pub trait IntoArgument<P> {
    /// The expression, erased.
    #[doc(hidden)]
    fn into_argument(self) -> Code;
}

#[diagnostic::do_not_recommend]
impl<T, X: IntoExpr<T>> IntoArgument<T> for X {
    fn into_argument(self) -> Code {
        self.into_expr().__code().clone()
    }
}

impl IntoArgument<&str> for Expr<String> {
    fn into_argument(self) -> Code {
        self.__code().clone()
    }
}

impl IntoArgument<&str> for &Expr<String> {
    fn into_argument(self) -> Code {
        self.__code().clone()
    }
}

impl IntoArgument<&str> for &str {
    fn into_argument(self) -> Code {
        Code::text(self)
    }
}

impl IntoArgument<&str> for String {
    fn into_argument(self) -> Code {
        Code::text(self)
    }
}

/// The arguments of a call, each an expression or a constant of the parameter's type.
pub trait Arguments<A> {
    /// The expressions, erased.
    #[doc(hidden)]
    fn __codes(self) -> Vec<Code>;
}

macro_rules! arities {
    ($($parameter:ident $argument:ident $index:tt),*; $($rest:tt)*) => {
        impl<F, R, $($parameter),*> Callee<($($parameter,)*)> for F
        where
            F: Fn($($parameter),*) -> R,
        {
            type Future = R;
        }

        impl<$($parameter,)* $($argument: IntoArgument<$parameter>),*> Arguments<($($parameter,)*)> for ($($argument,)*) {
            fn __codes(self) -> Vec<Code> {
                vec![$(self.$index.into_argument()),*]
            }
        }
        arities!($($rest)*);
    };
    () => {};
}
arities! {
    ;
    A XA 0;
    A XA 0, B XB 1;
    A XA 0, B XB 1, C XC 2;
    A XA 0, B XB 1, C XC 2, D XD 3;
    A XA 0, B XB 1, C XC 2, D XD 3, E XE 4;
    A XA 0, B XB 1, C XC 2, D XD 3, E XE 4, G XG 5;
    A XA 0, B XB 1, C XC 2, D XD 3, E XE 4, G XG 5, H XH 6;
    A XA 0, B XB 1, C XC 2, D XD 3, E XE 4, G XG 5, H XH 6, I XI 7;
}

/// A call that was written down: its result as an expression, and what can still be said of it.
#[must_use = "say what happens to the result, or end the statement with `;` after `let _ =`"]
pub struct Called<K, M: Outcome> {
    pub(super) w: W<K>,
    options: Rc<RefCell<Options>>,
    result: Expr<M::Output>,
    caught: Code,
    /// What any error is, before it is told which.
    error: Code,
}

impl<K, M: Outcome> Deref for Called<K, M> {
    type Target = Expr<M::Output>;

    fn deref(&self) -> &Expr<M::Output> {
        &self.result
    }
}

impl<K, M: Outcome> IntoExpr<M::Output> for Called<K, M> {
    fn into_expr(self) -> Expr<M::Output> {
        self.result
    }
}

impl<K, M: Outcome> IntoExpr<M::Output> for &Called<K, M> {
    fn into_expr(self) -> Expr<M::Output> {
        self.result.clone()
    }
}

impl<K, M: Outcome> Called<K, M> {
    /// A construct that was closed: its options, the variable for what it gives, and its error.
    pub(super) fn of(
        w: &W<K>,
        closed: Option<(Rc<RefCell<Options>>, VariableId)>,
        error: Code,
    ) -> Self {
        let (options, result) = match closed {
            Some((options, result)) => (options, Code::Variable(result)),
            None => (Rc::default(), Code::null()),
        };
        Self { w: w.clone(), options, result: Expr::__new(result), caught: error.clone(), error }
    }

    /// The same call with another outcome.
    pub(super) fn with_outcome<N: Outcome>(self) -> Called<K, N> {
        let Self { w, options, result, caught, error } = self;
        Called { w, options, result: result.__retype(), caught, error }
    }

    /// The same call as another task that its service carries out.
    pub(crate) fn __become<N: Task>(self, token: Option<TokenPlace>) -> Called<K, N>
    where
        M: Task,
    {
        let integration = N::integration();
        self.options.borrow_mut().token = token;
        let value = integration.value();
        let work = Work::Task { resource: integration.resource, errors: N::Error::__variants };
        self.w.recorder.borrow_mut().change_action(&self.options, work, value);
        self.with_outcome()
    }

    pub(super) fn change_map_run(&self, change: impl FnOnce(&mut MapRunOptions)) {
        change(&mut self.options.borrow_mut().map_run);
    }
}

impl<K: Kind, M: Outcome + OwnState> Called<K, M> {
    /// The name of the state, instead of one made from the task's.
    pub fn named(self, name: &str) -> Self {
        self.options.borrow_mut().name = Some(name.to_owned());
        self
    }

    /// Adds a retrier. Retriers are tried in the order in which they are given.
    pub fn retry(self, retrier: impl Into<Retrier>) -> Self {
        self.options.borrow_mut().retry.push(retrier.into());
        self
    }

    /// `TimeoutSeconds`: 1 to 99,999,999 s; AWS's default is 99,999,999.
    pub fn timeout_seconds(self, seconds: u32) -> Self {
        self.options.borrow_mut().timeout_seconds = Some(seconds);
        self
    }

    /// `HeartbeatSeconds`: less than the timeout.
    pub fn heartbeat_seconds(self, seconds: u32) -> Self {
        self.options.borrow_mut().heartbeat_seconds = Some(seconds);
        self
    }
}

impl<K: Kind, M: Outcome> Called<K, M> {
    /// Says what the call's own actions are allowed on.
    pub(crate) fn __permit(self, resource: &str) -> Self {
        let permission = Permission { actions: Vec::new(), resource: resource.to_owned() };
        self.options.borrow_mut().permissions.push(permission);
        self
    }

    /// Adds a member to the `Arguments`.
    ///
    /// The typed integrations have a method for each parameter; this is for those that are newer than they are.
    pub fn argument(self, key: &str, value: impl Expression<serde_json::Value>) -> Self {
        if let Code::Object(members) = &mut self.options.borrow_mut().arguments {
            members.retain(|(name, _)| &**name != key);
            members.push((key.into(), value.into_code()));
        }
        self
    }

    /// Adds a member at a path such as `Document.S3Object.Bucket` to the `Arguments`.
    pub(crate) fn __member(self, path: &str, value: Code) -> Self {
        if let Code::Object(members) = &mut self.options.borrow_mut().arguments {
            insert_code(members, path, value);
        }
        self
    }

    /// Adds a member to the object that is the argument `argument`.
    pub(crate) fn __entry(self, argument: &str, key: &str, value: Code) -> Self {
        if let Code::Object(members) = &mut self.options.borrow_mut().arguments {
            let index = members.iter().position(|(name, _)| &**name == argument);
            let index = index.unwrap_or_else(|| {
                members.push((argument.into(), Code::Object(Vec::new())));
                members.len() - 1
            });
            if let Some((_, Code::Object(entries))) = members.get_mut(index) {
                entries.retain(|(name, _)| &**name != key);
                entries.push((key.into(), value));
            }
        }
        self
    }

    /// What the call gives.
    #[doc(hidden)]
    pub fn __value(&self) -> Expr<M::Output> {
        self.result.clone()
    }

    /// `?`: an error that is not caught ends the scope under its own name.
    #[doc(hidden)]
    pub fn __propagate<E2>(self, _scope: PhantomData<E2>) -> Expr<M::Output>
    where
        E2: Propagates<M::Error>,
    {
        self.result
    }

    /// The same in a scope whose error type is not written down here.
    #[doc(hidden)]
    pub fn __propagate_in<T, E2>(self, _scope: &ScopeOf<T, E2>) -> Expr<M::Output>
    where
        E2: Propagates<M::Error>,
    {
        self.result
    }

    /// A call at the end of a scope, whose errors are the scope's.
    #[doc(hidden)]
    pub fn __tail<T>(self, _scope: &ScopeOf<T, M::Error>) -> Expr<M::Output> {
        self.result
    }

    /// Opens the arms for success and errors.
    #[doc(hidden)]
    pub fn __begin_match(&self) {
        self.w.recorder.borrow_mut().begin_match();
    }

    /// What follows success.
    #[doc(hidden)]
    pub fn __ok_arm(&self) -> Expr<M::Output> {
        self.w.recorder.borrow_mut().ok_arm();
        self.result.clone()
    }

    /// What follows these errors, and the error.
    #[doc(hidden)]
    pub fn __error_arm<E>(&self, errors: Vec<&'static str>) -> Expr<E> {
        self.w.recorder.borrow_mut().error_arm(errors.into_iter().map(str::to_owned).collect());
        Expr::__new(self.caught.clone())
    }

    /// What follows these errors, and the error as it was caught.
    pub(super) fn arm(&self, errors: Vec<String>) -> Expr<M::Error> {
        self.w.recorder.borrow_mut().error_arm(errors);
        Expr::__new(self.error.clone())
    }

    /// What follows every other error that the type knows, and the error.
    #[doc(hidden)]
    pub fn __rest_arm(&self, seen: &[&str]) -> Expr<M::Error>
    where
        M::Error: ErrorType,
    {
        self.w.recorder.borrow_mut().error_arm(remaining(M::Error::__variants(), seen));
        Expr::__new(self.error.clone())
    }

    /// After the last arm.
    #[doc(hidden)]
    pub fn __end_match(&self) {
        self.w.recorder.borrow_mut().end_match();
    }
}

/// The names of the variants that no arm has named; `States.ALL` alone where one of them stands for every error.
fn remaining(variants: &[ErrorVariant], seen: &[&str]) -> Vec<String> {
    let names: Vec<&str> =
        variants.iter().flat_map(ErrorVariant::names).filter(|name| !seen.contains(name)).collect();
    if names.contains(&"States.ALL") {
        return vec!["States.ALL".to_owned()];
    }
    names.into_iter().map(str::to_owned).collect()
}

impl<K: Kind> W<K> {
    /// Calls a task or another workflow: one Task state. A step's states stand in the place of the call.
    pub fn call<F, A>(
        &self,
        function: F,
        arguments: impl Arguments<A>,
    ) -> Called<K, <F::Future as Awaitable>::Call>
    where
        F: Callee<A>,
        F::Future: Awaitable,
        K: Supports<<F::Future as Awaitable>::Pattern>,
    {
        self.__call(function, arguments.__codes())
    }

    /// The same with arguments that the original function has checked.
    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "only its type says anything")]
    pub fn __call<F, A>(
        &self,
        function: F,
        arguments: Vec<Code>,
    ) -> Called<K, <F::Future as Awaitable>::Call>
    where
        F: Callee<A>,
        F::Future: Awaitable,
        K: Supports<<F::Future as Awaitable>::Pattern>,
    {
        let _ = &function;
        F::Future::__record(self, arguments)
    }

    pub(crate) fn task<M: Task>(&self, arguments: Vec<Code>) -> Called<K, M> {
        let integration = M::integration();
        let mut recorder = self.recorder.borrow_mut();
        recorder.uses::<M>();
        let permissions = integration.permission.map(|(action, resource)| Permission {
            actions: vec![action.to_owned()],
            resource: resource.to_owned(),
        });
        let options = Options {
            arguments: (integration.arguments)(arguments),
            token: integration.token,
            permissions: permissions.into_iter().collect(),
            ..Options::default()
        };
        let value = integration.value();
        let work = Work::Task { resource: integration.resource, errors: M::Error::__variants };
        let (options, result) =
            recorder.action(work, options, (&pascal_case(M::NAME), M::NAME), value);
        let (caught, error) = if integration.nested {
            let failure = Code::Variable(recorder.nested());
            (failure.clone(), failure)
        } else {
            ((integration.caught)(Code::Root(Root::ErrorOutput)), Code::Root(Root::ErrorOutput))
        };
        let result = Expr::__new(Code::Variable(result));
        Called { w: self.clone(), options, result, caught, error }
    }

    /// Waits: a constant [`Duration`](std::time::Duration) of whole seconds, or an expression in seconds.
    pub fn sleep(&self, duration: impl IntoSeconds) {
        let until = Until::Seconds(duration.into_seconds());
        self.recorder
            .borrow_mut()
            .statement("Wait", |site| crate::ir::Statement::Wait { until, site });
    }

    /// Waits until a time in ISO 8601.
    pub fn sleep_until(&self, time: impl crate::surface::IntoMoment) {
        let until = Until::Timestamp(time.__moment());
        self.recorder
            .borrow_mut()
            .statement("Wait", |site| crate::ir::Statement::Wait { until, site });
    }

    /// An inline Map: the same for each item, at most so many at once (0: no limit).
    pub fn map<T: Data, U: Data>(
        &self,
        items: impl IntoExpr<Vec<T>>,
        max_concurrency: u32,
        body: impl FnOnce(&Self, Expr<T>) -> Expr<U>,
    ) -> Called<K, ScopeOf<Vec<U>, std::convert::Infallible>> {
        let (item, scope) = self.__begin_map("item", items.into_expr(), max_concurrency);
        let value = body(self, item);
        self.__return(&scope, value);
        self.__end_map(&scope)
    }

    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
    pub fn __begin_map<T: Data, U, E>(
        &self,
        item: &str,
        items: Expr<Vec<T>>,
        max_concurrency: u32,
    ) -> (Expr<T>, ScopeOf<U, E>) {
        let limit = (max_concurrency > 0).then_some(max_concurrency);
        let item = self.recorder.borrow_mut().begin_map("Map", item, items.__code().clone(), limit);
        (Expr::__new(Code::Variable(item)), ScopeOf::new())
    }

    #[doc(hidden)]
    pub fn __end_map<U: 'static, E: 'static>(
        &self,
        _scope: &ScopeOf<U, E>,
    ) -> Called<K, ScopeOf<Vec<U>, E>> {
        let closed = self.recorder.borrow_mut().end_map();
        Called::of(self, closed, Code::Root(Root::ErrorOutput))
    }

    #[doc(hidden)]
    pub fn __begin_parallel(&self) {
        self.recorder.borrow_mut().begin_parallel("Parallel");
    }

    #[doc(hidden)]
    pub fn __begin_branch<U, E>(&self) -> ScopeOf<U, E> {
        ScopeOf::new()
    }

    #[doc(hidden)]
    pub fn __end_branch<U, E>(&self, _scope: &ScopeOf<U, E>) {
        self.recorder.borrow_mut().end_branch();
    }

    #[doc(hidden)]
    pub fn __end_parallel<S: Branches>(
        &self,
        _scopes: S,
    ) -> Called<K, ScopeOf<S::Outputs, S::Error>> {
        self.end_parallel()
    }

    pub(super) fn end_parallel<T: 'static, E: 'static>(&self) -> Called<K, ScopeOf<T, E>> {
        let closed = self.recorder.borrow_mut().end_parallel();
        Called::of(self, closed, Code::Root(Root::ErrorOutput))
    }

    /// Closes a Parallel whose branches give `Result`s.
    #[doc(hidden)]
    pub fn __end_join<S: Branches>(&self, _scopes: S) -> S::Results {
        let closed = self.recorder.borrow_mut().end_parallel();
        S::__results(&closed.map_or(Code::null(), |(_, result)| Code::Variable(result)))
    }
}

/// A length of time for a Wait state.
pub trait IntoSeconds {
    /// The seconds.
    #[doc(hidden)]
    fn into_seconds(self) -> Code;
}

impl IntoSeconds for std::time::Duration {
    fn into_seconds(self) -> Code {
        let seconds = self.as_secs() + u64::from(self.subsec_nanos() > 0);
        Code::Literal(seconds.into())
    }
}

impl IntoSeconds for u32 {
    fn into_seconds(self) -> Code {
        Code::Literal(self.into())
    }
}

impl IntoSeconds for Expr<u32> {
    fn into_seconds(self) -> Code {
        self.__code().clone()
    }
}

/// `charge_payment` as `ChargePayment`.
pub(super) fn pascal_case(name: &str) -> String {
    let words = name.trim_start_matches("r#").split('_').filter(|word| !word.is_empty());
    words
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}
