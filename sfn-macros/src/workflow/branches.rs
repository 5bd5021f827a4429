//! Several things at once: `sfn::join!`, `sfn::try_join!`, `sfn::race!`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Expr, Token, punctuated::Punctuated, spanned::Spanned};

use crate::service::{Call, Family};

use super::{
    outcome::is_sleep,
    scope::{FunctionKind, Sink, Twin},
    text::{self, Branches},
};

impl Twin {
    /// `sfn::try_join!(a(..), async { .. })`, where the path is one of a macro for branches.
    pub(super) fn parallel(&mut self, mac: &syn::Macro) -> TokenStream {
        let branches = match mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            Ok(branches) => branches,
            Err(error) => {
                self.errors.push(error);
                return quote!(::core::unreachable!());
            }
        };
        let kind = text::branches(&mac.path).unwrap_or(Branches::TryJoin);
        let hint = self.hint.take().unwrap_or_else(|| branches_name(&branches, kind));
        let hint = Self::hint(mac.path.span(), &hint);
        let scopes: Vec<Ident> = branches.iter().map(|_| self.temporary("branch")).collect();
        let bodies: Vec<_> = branches
            .iter()
            .zip(&scopes)
            .map(|(branch, scope)| self.branch(branch, scope, kind))
            .collect();
        let end = match kind {
            Branches::Join => quote!(__w.__end_join((#(#scopes,)*))),
            Branches::TryJoin => quote! {
                use ::sfn_dsl::__private::DifferentBranches as _;
                __w.__end_parallel((#(#scopes,)*)).__joined()
            },
            Branches::Race => quote!(__w.__end_race([#(&#scopes),*])),
        };
        quote!({
            #hint
            __w.__begin_parallel();
            #(
                let #scopes = __w.__begin_branch();
                { #bodies }
                __w.__end_branch(&#scopes);
            )*
            #end
        })
    }

    fn branch(&mut self, branch: &Expr, scope: &Ident, kind: Branches) -> TokenStream {
        let kind = match kind {
            Branches::Join => FunctionKind::Results,
            Branches::TryJoin | Branches::Race => FunctionKind::Scope,
        };
        self.enter_function(kind, scope.clone(), None);
        let body = match branch {
            Expr::Async(block) => self.block(&block.block, &Sink::Return),
            wait if is_sleep(wait) => {
                let message =
                    "a wait gives no `Result`: write `async { sfn::sleep(..).await; Ok(..) }`";
                self.error(wait.span(), message)
            }
            call => {
                let value = self.tail(call);
                self.give(&value)
            }
        };
        self.leave_function();
        body
    }
}

/// `SendMailAndPrint` for `try_join!(send_mail(..), print(..))`, `AskOrSleep` for a race.
fn branches_name(branches: &Punctuated<Expr, Token![,]>, kind: Branches) -> String {
    let names = branches.iter().filter_map(called_name);
    let names: Vec<_> = names.map(|name| text::pascal_case(&name)).collect();
    match kind {
        _ if names.is_empty() => "Parallel".to_owned(),
        Branches::Race => names.join("Or"),
        Branches::Join | Branches::TryJoin => names.join("And"),
    }
}

/// The name of what the expression calls.
fn called_name(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        },
        Expr::MethodCall(method) => called_name(&method.receiver),
        Expr::Macro(mac) => {
            let family = Family::of(&mac.mac.path)?;
            Call::parse(family, mac.mac.tokens.clone()).ok().map(|call| call.state_name())
        }
        Expr::Async(block) => first_awaited(&block.block),
        _ => None,
    }
}

/// What a branch calls first.
fn first_awaited(block: &syn::Block) -> Option<String> {
    #[derive(Default)]
    struct First(Option<String>);
    impl<'ast> syn::visit::Visit<'ast> for First {
        fn visit_expr_await(&mut self, awaited: &'ast syn::ExprAwait) {
            syn::visit::visit_expr_await(self, awaited);
            self.0 = self.0.take().or_else(|| called_name(&awaited.base));
        }
    }
    let mut first = First::default();
    syn::visit::Visit::visit_block(&mut first, block);
    first.0
}
