//! A variant of an error enum.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::{LitStr, ext::IdentExt as _, spanned::Spanned as _};

use crate::{
    data::content::{Content, Style},
    problems::Problems,
    rename_rule::RenameRule,
    serde_attributes::VariantAttributes,
};

/// What the variant stands for.
pub(super) enum Kind {
    /// The error of this name.
    Named(String),
    /// `#[sfn(timeout)]`
    Timeout,
    /// `#[sfn(other)]`
    Other,
    /// `#[from]`: another error enum.
    Transparent {
        /// Whether there is a `From`.
        from: bool,
    },
}

pub(super) struct Variant {
    pub(super) ident: Ident,
    pub(super) kind: Kind,
    pub(super) content: Content,
    at: TokenStream,
}

/// The names that a timeout has.
pub(super) const TIMEOUTS: [&str; 2] = ["States.Timeout", "States.HeartbeatTimeout"];

impl Variant {
    pub(super) fn new(
        variant: &syn::Variant,
        rename_all_fields: Option<RenameRule>,
        problems: &mut Problems,
    ) -> Self {
        let attributes = VariantAttributes::parse(&variant.attrs, problems);
        if attributes.rename.is_some() {
            problems.add(
                &variant.ident,
                "serde's `rename` does not name an error",
                "write `#[sfn(name = \"..\")]`",
            );
        }
        let content = Content::new(
            &variant.fields,
            attributes.rename_all.or(rename_all_fields),
            None,
            problems,
        );
        let from = variant
            .fields
            .iter()
            .flat_map(|field| &field.attrs)
            .find(|attribute| attribute.path().is_ident("from"));
        let mut kind = parse_kind(variant, problems);
        if let Some(from) = from {
            if content.style == Style::Newtype && kind.is_none() {
                kind = Some(Kind::Transparent { from: true });
            } else {
                problems.add(
                    from,
                    "`#[from]` takes over the names of another error enum",
                    "give the variant this one field and no `#[sfn(..)]`: `Payment(#[from] PaymentError)`",
                );
            }
        }
        let kind = kind.unwrap_or_else(|| Kind::Named(variant.ident.unraw().to_string()));
        let mut this = Self {
            ident: variant.ident.clone(),
            kind,
            content,
            at: variant.ident.to_token_stream(),
        };
        let before = problems.count();
        this.refuse_content(problems);
        if problems.count() > before {
            // As a plain name it expands without further errors.
            this.kind = Kind::Named(variant.ident.unraw().to_string());
        }
        this
    }

    fn refuse_content(&self, problems: &mut Problems) {
        let fields = &self.content.fields;
        match &self.kind {
            Kind::Timeout if self.content.style != Style::Unit => problems.add(
                &self.at,
                "a timeout has nothing to say but that it happened",
                "write the variant without fields",
            ),
            Kind::Transparent { .. } if self.content.style != Style::Newtype => problems.add(
                &self.at,
                "a transparent variant holds one other error",
                "write `Payment(PaymentError)`",
            ),
            Kind::Other => {
                let has = |name| fields.iter().any(|field| field.name == name);
                if fields.len() != 2 || !has("name") || !has("cause") {
                    problems.add(
                        &self.at,
                        "`#[sfn(other)]` takes every other error as it is",
                        "write `Other { name: String, cause: String }`",
                    );
                }
            }
            _ => {}
        }
    }

    /// `__sfn_what_Variant`
    pub(super) fn function(&self, what: &str) -> Ident {
        format_ident!("__sfn_{what}_{}", self.ident.unraw(), span = self.ident.span())
    }

    /// The struct of its fields as expressions.
    pub(super) fn binding(&self) -> Ident {
        format_ident!("__{}", self.ident.unraw(), span = self.ident.span())
    }

    /// The type of the only field.
    pub(super) fn inner(&self) -> TokenStream {
        if let Some(field) = self.content.fields.first() {
            field.ty.to_token_stream()
        } else {
            quote!(())
        }
    }

    /// What the error in a transparent variant gives.
    pub(super) fn inner_error(&self) -> TokenStream {
        let inner = self.inner();
        let span = inner.span().resolved_at(Span::call_site());
        quote_spanned!(span=> ::sfn_dsl::__private::errors::inner::<#inner>())
    }

    /// The names that it has itself.
    pub(super) fn own_names(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Named(name) => vec![name],
            Kind::Timeout => TIMEOUTS.to_vec(),
            Kind::Other | Kind::Transparent { .. } => Vec::new(),
        }
    }
}

fn parse_kind(variant: &syn::Variant, problems: &mut Problems) -> Option<Kind> {
    let mut kind = None;
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("sfn")) {
        let parsed = attribute.parse_nested_meta(|meta| {
            kind = Some(match meta.path.to_token_stream().to_string().as_str() {
                "name" => {
                    let name: LitStr = meta.value()?.parse()?;
                    if name.value().is_empty() {
                        return Err(syn::Error::new(name.span(), "an error name cannot be empty"));
                    }
                    Kind::Named(name.value())
                }
                "timeout" => Kind::Timeout,
                "other" => Kind::Other,
                "transparent" => Kind::Transparent { from: false },
                _ => {
                    return Err(
                        meta.error("expected `name = \"..\"`, `timeout`, `other` or `transparent`")
                    );
                }
            });
            Ok(())
        });
        if let Err(error) = parsed {
            problems.push(error);
        }
    }
    kind
}

/// Two variants for one error could not be told apart.
pub(super) fn refuse_repetitions(variants: &[Variant], problems: &mut Problems) {
    for (index, variant) in variants.iter().enumerate() {
        let earlier = variants.get(..index).unwrap_or_default();
        let repeated = |name: &&str| earlier.iter().any(|other| other.own_names().contains(name));
        if let Some(name) = variant.own_names().into_iter().find(repeated) {
            problems.add(
                &variant.at,
                &format!("two variants stand for the error `{name}`"),
                "give one of them another name: `#[sfn(name = \"..\")]`",
            );
        }
        if matches!(variant.kind, Kind::Other)
            && earlier.iter().any(|other| matches!(other.kind, Kind::Other))
        {
            problems.add(
                &variant.at,
                "only one variant can stand for every other error",
                "drop one of the `#[sfn(other)]`",
            );
        }
    }
}
