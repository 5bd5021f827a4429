//! What the twin knows while it goes through a function: names, loops, where results go, and errors.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Block, Expr, Type, spanned::Spanned, visit::Visit};

use super::text;
use crate::function::{Parameter, outcome_types};

/// The twin of one function.
pub(super) struct Twin {
    pub(super) errors: Vec<syn::Error>,
    /// Blocks inside each other, the innermost last.
    blocks: Vec<Names>,
    pub(super) loops: Vec<OpenLoop>,
    functions: Vec<Function>,
    temporaries: usize,
    /// Closures over values around the expression.
    pub(super) closures: usize,
    /// What the value being computed will be called: names its Map or Parallel.
    pub(super) hint: Option<String>,
    /// Whether the children of the distributed Map that comes next are Express workflows.
    pub(super) express: bool,
    pub(super) services: super::service::Calls,
    /// The attributes of a statement that became a part of this one.
    pub(super) comment_from: Option<Vec<syn::Attribute>>,
    /// The step that this is the twin of.
    pub(super) step: Option<Ident>,
    /// The type of the outcome that is computed next, where it is written down.
    pub(super) expected: Option<Type>,
}

#[derive(Default)]
struct Names {
    variables: BTreeMap<String, Variable>,
}

/// What is known of a name.
#[derive(Clone, Copy)]
struct Variable {
    /// How many scopes deep it was declared.
    depth: usize,
    /// Whether it is a `Result`.
    result: bool,
    /// Whether its value has an error already.
    faulty: bool,
}

/// A loop around the statement.
pub(super) struct OpenLoop {
    pub(super) label: Option<String>,
    pub(super) id: Ident,
    pub(super) sink: Sink,
    /// Whether it is a block with a label, which only a `break` with that label means.
    pub(super) is_block: bool,
    /// How many functions deep it is: a closure's body and an `async` block cannot leave a loop outside.
    pub(super) functions: usize,
}

/// What `return` and `?` leave.
struct Function {
    kind: FunctionKind,
    scope: Ident,
    error: Option<Type>,
    /// The first block that belongs to it.
    first_block: usize,
}

/// What a function becomes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum FunctionKind {
    /// The workflow itself, the closure of a Map, or a branch of `sfn::try_join!`: a scope of its own.
    Scope,
    /// A branch of `sfn::join!`, whose errors are values.
    Results,
    /// An `async` block that is awaited where it stands; with `move` it has variables of its own.
    Try { moves: bool },
}

/// Why a variable cannot be assigned.
pub(super) enum NoPlace {
    /// It is none of the workflow's.
    Unknown,
    /// It belongs to the scope around a Map's closure or a branch.
    Outside,
    /// An `async move` block has a copy of it.
    Copied,
}

/// Where the value of an expression goes.
#[derive(Clone)]
pub(super) enum Sink {
    /// Nowhere.
    Discard,
    /// It is the result of the function: an `Ok(…)`, an `Err(…)` or a call.
    Return,
    /// Into a variable.
    Assign(Ident),
    /// It is a `Result` before `?`: what is in `Ok` goes into a variable, an error ends the function.
    Unwrap(Ident),
}

impl Twin {
    pub(super) fn new(error: Type, services: super::service::Calls) -> Self {
        let scope = Ident::new("__scope", Span::call_site());
        let kind = FunctionKind::Scope;
        let function = Function { kind, scope, error: Some(error), first_block: 0 };
        Self {
            errors: Vec::new(),
            blocks: vec![Names::default()],
            loops: Vec::new(),
            functions: vec![function],
            temporaries: 0,
            closures: 0,
            hint: None,
            express: false,
            services,
            comment_from: None,
            step: None,
            expected: None,
        }
    }

    pub(super) fn workflow_body(&mut self, parameters: &[Parameter], body: &Block) -> TokenStream {
        for parameter in parameters {
            self.declare_as(&parameter.ident, outcome_types(&parameter.ty).is_some());
        }
        self.block(body, &Sink::Return)
    }

    /// Reports a problem on the user's token; the expansion is not used then.
    pub(super) fn error(&mut self, span: Span, message: impl std::fmt::Display) -> TokenStream {
        self.errors.push(syn::Error::new(span, message));
        quote!(::core::unreachable!())
    }

    /// A name that the user's code cannot have.
    pub(super) fn temporary(&mut self, name: &str) -> Ident {
        self.temporaries += 1;
        format_ident!("__{name}{}", self.temporaries)
    }

    pub(super) fn declare(&mut self, name: &Ident) {
        self.declare_as(name, false);
    }

    /// A variable that holds a `Result`.
    pub(super) fn declare_result(&mut self, name: &Ident) {
        self.declare_as(name, true);
    }

    pub(super) fn declare_as(&mut self, name: &impl ToString, result: bool) {
        let depth = self.depth();
        if let Some(block) = self.blocks.last_mut() {
            block.variables.insert(name.to_string(), Variable { depth, result, faulty: false });
        }
    }

    fn variable(&self, name: &str) -> Option<Variable> {
        self.blocks.iter().rev().find_map(|block| block.variables.get(name).copied())
    }

    /// Whether it is the name of a `Result`, or a place that was declared as one.
    pub(super) fn is_result_variable(&self, name: &impl ToString) -> bool {
        self.variable(&name.to_string()).is_some_and(|variable| variable.result)
    }

    /// What is wrong with the variable's value has been said: what follows from it is not said again.
    pub(super) fn mark_faulty(&mut self, name: &Ident) {
        if let Some(block) = self.blocks.last_mut()
            && let Some(variable) = block.variables.get_mut(&name.to_string())
        {
            variable.faulty = true;
        }
    }

    /// Whether the expression names a variable whose value has an error already.
    pub(super) fn is_faulty(&self, expr: &Expr) -> bool {
        matches!(super::call::strip(expr), Expr::Path(path) if path
            .path
            .get_ident()
            .and_then(|name| self.variable(&name.to_string()))
            .is_some_and(|variable| variable.faulty))
    }

    /// Whether the name is a workflow variable's.
    pub(super) fn is_variable(&self, name: &str) -> bool {
        self.variable(name).is_some()
    }

    /// Whether the variable can be assigned here.
    pub(super) fn check_place(&self, name: &str) -> Result<(), NoPlace> {
        let found = self.blocks.iter().enumerate().rev().find_map(|(block, names)| {
            names.variables.get(name).map(|variable| (block, *variable))
        });
        let Some((block, variable)) = found else { return Err(NoPlace::Unknown) };
        if variable.depth != self.depth() {
            return Err(NoPlace::Outside);
        }
        let is_copied = self.functions.iter().any(|function| {
            function.kind == FunctionKind::Try { moves: true } && block < function.first_block
        });
        if is_copied { Err(NoPlace::Copied) } else { Ok(()) }
    }

    /// How many scopes deep this is.
    fn depth(&self) -> usize {
        let is_scope = |function: &&Function| !matches!(function.kind, FunctionKind::Try { .. });
        self.functions.iter().filter(is_scope).count()
    }

    /// How many functions deep this is.
    pub(super) fn function_count(&self) -> usize {
        self.functions.len()
    }

    pub(super) fn enter_block(&mut self) {
        self.blocks.push(Names::default());
    }

    pub(super) fn leave_block(&mut self) {
        self.blocks.pop();
    }

    pub(super) fn enter_function(&mut self, kind: FunctionKind, scope: Ident, error: Option<Type>) {
        let first_block = self.blocks.len();
        self.functions.push(Function { kind, scope, error, first_block });
        self.enter_block();
    }

    /// Whether the function's errors are values.
    pub(super) fn gives_results(&self) -> bool {
        self.functions.last().is_some_and(|function| function.kind == FunctionKind::Results)
    }

    pub(super) fn leave_function(&mut self) {
        if let Some(function) = self.functions.pop() {
            self.blocks.truncate(function.first_block);
        }
    }

    /// The variable that holds the scope of the function.
    pub(super) fn scope(&self) -> TokenStream {
        self.functions.last().map_or_else(
            || quote!(__scope),
            |function| {
                let scope = &function.scope;
                quote!(#scope)
            },
        )
    }

    /// The error type of the function, where it is written down.
    pub(super) fn error_type(&self) -> Option<&Type> {
        self.functions.last().and_then(|function| function.error.as_ref())
    }

    /// The loop that a `break` or `continue` means.
    pub(super) fn find_loop(&self, label: Option<&syn::Lifetime>) -> Option<&OpenLoop> {
        let functions = self.functions.len();
        let label = label.map(|label| label.ident.to_string());
        self.loops.iter().rev().find(|open| {
            open.functions == functions
                && if label.is_none() { !open.is_block } else { open.label == label }
        })
    }

    /// Whether the expression reads a workflow variable.
    pub(super) fn reads_variable(&self, expr: &Expr) -> bool {
        struct Reads<'a>(&'a Twin, bool);
        impl<'ast> Visit<'ast> for Reads<'_> {
            fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
                self.1 |=
                    path.path.get_ident().is_some_and(|name| self.0.is_variable(&name.to_string()));
            }
            fn visit_macro(&mut self, mac: &'ast syn::Macro) {
                let mut names = text::identifiers(&mac.tokens);
                names.extend(text::inline_arguments(&mac.tokens));
                self.1 |= names.iter().any(|name| self.0.is_variable(name));
            }
        }
        let mut reads = Reads(self, false);
        reads.visit_expr(expr);
        reads.1
    }

    /// Says where the next state comes from, and what it is called.
    pub(super) fn at(&mut self, span: Span, attributes: &[syn::Attribute]) -> TokenStream {
        let carried = self.comment_from.take();
        let attributes =
            carried.as_deref().filter(|carried| !carried.is_empty()).unwrap_or(attributes);
        let line = u32::try_from(span.unwrap().line()).unwrap_or(0);
        let option =
            |text: Option<String>| text.map_or_else(|| quote!(None), |text| quote!(Some(#text)));
        let (comment, name) =
            (option(text::doc(attributes)), option(text::explicit_name(attributes)));
        quote!(__w.__at(#line, #comment, #name);)
    }

    /// Checks the name that an attribute gives.
    pub(super) fn check_attributes(&mut self, attributes: &[syn::Attribute]) {
        for attribute in attributes {
            if attribute.path().is_ident("sfn")
                && text::explicit_name(std::slice::from_ref(attribute)).is_none()
            {
                self.error(
                    attribute.span(),
                    "expected `#[sfn(name = \"…\")]`, the name of the state",
                );
            } else if let Some(name) = text::explicit_name(std::slice::from_ref(attribute))
                && !(1..=80).contains(&name.chars().count())
            {
                self.error(attribute.span(), "a state's name has 1 to 80 characters");
            }
        }
    }
}

/// Whether evaluating the expression does more than compute a value: it waits, leaves, or assigns, or has statements, which
/// are recorded in place.
pub(super) fn has_effects(expr: &Expr) -> bool {
    let effects = Effects::of(expr);
    effects.first.is_some() || effects.has_statements
}

/// What in the expression waits, leaves, or assigns.
pub(super) fn effect(expr: &Expr) -> Option<Span> {
    Effects::of(expr).first
}

#[derive(Default)]
struct Effects {
    /// The first that waits, leaves, or assigns.
    first: Option<Span>,
    /// Whether a block outside of closures has statements of its own.
    has_statements: bool,
    closures: usize,
}

impl Effects {
    fn of(expr: &Expr) -> Self {
        let mut effects = Self::default();
        effects.visit_expr(expr);
        effects
    }
}

impl<'ast> Visit<'ast> for Effects {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        let effect = match expr {
            Expr::Await(awaited) => Some(awaited.await_token.span()),
            Expr::Try(question) => Some(question.question_token.span()),
            Expr::Return(_)
            | Expr::Break(_)
            | Expr::Continue(_)
            | Expr::Assign(_)
            | Expr::Loop(_)
            | Expr::While(_)
            | Expr::ForLoop(_) => Some(expr.span()),
            Expr::Binary(binary) if is_assignment(&binary.op) => Some(expr.span()),
            Expr::MethodCall(call) if text::is_mutation(call) => Some(expr.span()),
            _ => None,
        };
        if effect.is_some() {
            self.first = self.first.or(effect);
            return;
        }
        match expr {
            Expr::Async(_) => {}
            Expr::Closure(closure) => {
                self.closures += 1;
                self.visit_expr(&closure.body);
                self.closures -= 1;
            }
            expr => syn::visit::visit_expr(self, expr),
        }
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let branches = text::branches(&mac.path).map(|_| mac.path.span());
        self.first = self.first.or(branches);
        for expr in text::expressions(mac) {
            let inside = Self::of(&expr);
            self.first = self.first.or(inside.first);
            self.has_statements |= inside.has_statements && self.closures == 0;
        }
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        let before = block.stmts.split_last().map_or(&[][..], |(_, before)| before);
        let has_statements =
            before.iter().any(|statement| !matches!(statement, syn::Stmt::Item(_)));
        self.has_statements |= has_statements && self.closures == 0;
        syn::visit::visit_block(self, block);
    }
}

/// Whether the operator is `+=` or one of its kind.
pub(super) const fn is_assignment(op: &syn::BinOp) -> bool {
    use syn::BinOp as O;
    matches!(
        op,
        O::AddAssign(_)
            | O::SubAssign(_)
            | O::MulAssign(_)
            | O::DivAssign(_)
            | O::RemAssign(_)
            | O::BitXorAssign(_)
            | O::BitAndAssign(_)
            | O::BitOrAssign(_)
            | O::ShlAssign(_)
            | O::ShrAssign(_)
    )
}

/// Whether evaluating the expression gives a variable another value.
pub(super) fn assigns(expr: &Expr) -> bool {
    #[derive(Default)]
    struct Assigns(bool);
    impl<'ast> Visit<'ast> for Assigns {
        fn visit_expr(&mut self, expr: &'ast Expr) {
            self.0 |= match expr {
                Expr::Assign(_) => true,
                Expr::Binary(binary) => is_assignment(&binary.op),
                Expr::MethodCall(call) => text::is_mutation(call),
                _ => false,
            };
            syn::visit::visit_expr(self, expr);
        }
        fn visit_macro(&mut self, mac: &'ast syn::Macro) {
            self.0 |= text::expressions(mac).iter().any(assigns);
        }
    }
    let mut assigns = Assigns::default();
    assigns.visit_expr(expr);
    assigns.0
}
