//! The content of a struct or of a variant: how its fields lie in JSON.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Fields, Index, Member, Type, Visibility, ext::IdentExt as _, spanned::Spanned as _};

use crate::{
    problems::Problems,
    rename_rule::RenameRule,
    serde_attributes::{DefaultValue, FieldAttributes, LeftOut, refuse_on_unnamed},
};

/// How the fields lie in JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Nothing, or `null`.
    Unit,
    /// The only field itself.
    Newtype,
    /// An array.
    Tuple,
    /// An object.
    Object,
}

/// A field.
pub(crate) struct Field {
    pub(crate) member: Member,
    /// Its name in Rust, without `r#`; of a field without a name, its number.
    pub(crate) name: String,
    pub(crate) ty: Type,
    visibility: Visibility,
    /// The key that is written, then those that are read beside it.
    pub(crate) keys: Vec<String>,
    pub(crate) attributes: FieldAttributes,
    /// The container's `default`.
    container_default: Option<DefaultValue>,
}

/// The fields of a struct or a variant.
pub(crate) struct Content {
    pub(crate) style: Style,
    pub(crate) fields: Vec<Field>,
}

impl Content {
    pub(crate) fn new(
        fields: &Fields,
        rule: Option<RenameRule>,
        container_default: Option<&DefaultValue>,
        problems: &mut Problems,
    ) -> Self {
        let style = match fields {
            Fields::Unit => Style::Unit,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Style::Newtype,
            Fields::Unnamed(_) => Style::Tuple,
            Fields::Named(_) => Style::Object,
        };
        let field = |(index, field): (usize, &syn::Field)| {
            let attributes = FieldAttributes::parse(&field.attrs, problems);
            if field.ident.is_none() {
                refuse_on_unnamed(&attributes, field, problems);
            }
            Field::new(index, field, attributes, rule, container_default.cloned())
        };
        Self { style, fields: fields.iter().enumerate().map(field).collect() }
    }

    /// A struct of the fields as expressions.
    pub(crate) fn declare(&self, name: &Ident, all_public: bool) -> TokenStream {
        let fields = self.fields.iter().map(|field| {
            let visibility = &field.visibility;
            let visibility = if all_public { quote!(pub) } else { quote!(#visibility) };
            let ty = &field.ty;
            match &field.member {
                Member::Named(name) => quote!(#visibility #name: ::sfn_dsl::__private::Expr<#ty>),
                Member::Unnamed(_) => quote!(#visibility ::sfn_dsl::__private::Expr<#ty>),
            }
        });
        match self.fields.first().map(|field| &field.member) {
            None => quote!(#[doc(hidden)] pub struct #name {}),
            Some(Member::Named(_)) => quote!(#[doc(hidden)] pub struct #name { #(#fields),* }),
            Some(Member::Unnamed(_)) => quote!(#[doc(hidden)] pub struct #name(#(#fields),*);),
        }
    }

    /// The struct `name` with the fields of the JSON value `__base`; `__others` are members that are none of it.
    pub(crate) fn read(&self, name: &Ident) -> TokenStream {
        let keys = self.all_keys();
        let others = self.fields.iter().any(|field| field.attributes.flatten).then(|| {
            quote!(let __others: ::std::vec::Vec<&'static str> =
                #keys.chain(__others.iter().copied()).collect();)
        });
        let fields = self.fields.iter().enumerate().map(|(index, field)| {
            let member = &field.member;
            let value = match self.style {
                Style::Object => field.read_member(),
                Style::Newtype => field.of(&quote!(itself(__base))),
                Style::Tuple | Style::Unit => field.of(&quote!(element_of(__base, #index))),
            };
            quote!(#member: #value)
        });
        quote!({ #others #name { #(#fields),* } })
    }

    /// The JSON of the content as code; `value` gives the code of a field.
    pub(crate) fn write(&self, value: impl Fn(&Field) -> TokenStream) -> TokenStream {
        match self.style {
            Style::Unit => quote!(::sfn_dsl::__private::Code::null()),
            Style::Newtype => self.fields.iter().map(value).collect(),
            Style::Tuple => {
                let elements = self.fields.iter().map(|field| {
                    let value = value(field);
                    field.of(&quote!(element(#value)))
                });
                quote!(::sfn_dsl::__private::Code::Array(::std::vec![#(#elements),*]))
            }
            Style::Object => {
                let written = self.fields.iter().filter(|field| !field.attributes.skip);
                let parts = written.map(|field| {
                    let value = value(field);
                    field.part(&value)
                });
                quote!(::sfn_dsl::__private::members::object(::std::vec![#(#parts),*]))
            }
        }
    }

    /// Whether the JSON value `__place` can be this content.
    pub(crate) fn shape(&self) -> TokenStream {
        let shape = quote!(::sfn_dsl::__private::shape);
        let (kind, parts): (_, Vec<_>) = match self.style {
            Style::Unit => return quote!(#shape::is(__place, "null")),
            Style::Newtype => {
                return self
                    .fields
                    .iter()
                    .map(|field| field.of(&quote!(shape(__place, __depth))))
                    .collect();
            }
            Style::Tuple => {
                let element = |(index, field): (usize, &Field)| {
                    field.of(&quote!(shape(&__place.index(#index), __depth)))
                };
                ("array", self.fields.iter().enumerate().map(element).collect())
            }
            Style::Object => {
                let required = self.fields.iter().filter(|field| field.is_required());
                let member = |field: &Field| {
                    let keys = &field.keys;
                    field.of(&quote!(required_shape(__place, &[#(#keys),*], __depth)))
                };
                ("object", required.map(member).collect())
            }
        };
        quote!({
            let __shape = #shape::is(__place, #kind);
            #(let __shape = #shape::and(__shape, #parts);)*
            __shape
        })
    }

    /// An iterator over the keys of the object's own members, and over those that are known of what is flattened.
    pub(crate) fn all_keys(&self) -> TokenStream {
        let own = self.own_keys();
        let flattened = self.fields.iter().filter(|field| field.attributes.flatten).map(|field| {
            let ty = &field.ty;
            quote_spanned! {ty.span().resolved_at(Span::call_site())=>
                .chain(<#ty as ::sfn_dsl::__private::Flatten>::__keys())
            }
        });
        quote!([#(#own),*].into_iter() #(#flattened)*)
    }

    /// The keys of the object's own members.
    fn own_keys(&self) -> Vec<&String> {
        let own =
            self.fields.iter().filter(|field| !field.attributes.flatten && !field.attributes.skip);
        own.flat_map(|field| &field.keys).collect()
    }
}

impl Field {
    fn new(
        index: usize,
        field: &syn::Field,
        attributes: FieldAttributes,
        rule: Option<RenameRule>,
        container_default: Option<DefaultValue>,
    ) -> Self {
        let (member, name) = if let Some(name) = &field.ident {
            (Member::Named(name.clone()), name.unraw().to_string())
        } else {
            let index =
                Index { index: u32::try_from(index).unwrap_or(u32::MAX), span: Span::call_site() };
            (Member::Unnamed(index.clone()), index.index.to_string())
        };
        let renamed = || rule.map_or_else(|| name.clone(), |rule| rule.of_field(&name));
        let mut keys = vec![attributes.rename.clone().unwrap_or_else(renamed)];
        keys.extend(attributes.aliases.iter().cloned());
        Self {
            member,
            name,
            ty: field.ty.clone(),
            visibility: field.vis.clone(),
            keys,
            attributes,
            container_default,
        }
    }

    /// `of::<Type>().call`, with errors about the type on the type.
    pub(crate) fn of(&self, call: &TokenStream) -> TokenStream {
        let ty = &self.ty;
        quote_spanned!(ty.span().resolved_at(Span::call_site())=> ::sfn_dsl::__private::members::of::<#ty>().#call)
    }

    fn read_member(&self) -> TokenStream {
        let (ty, keys) = (&self.ty, &self.keys);
        if self.attributes.flatten {
            return quote_spanned! {ty.span().resolved_at(Span::call_site())=>
                ::sfn_dsl::__private::Expr::__new(
                    <#ty as ::sfn_dsl::__private::Flatten>::__unflatten(__base, &__others)
                )
            };
        }
        if self.attributes.skip {
            let value = self
                .default_json()
                .unwrap_or_else(|| self.json(&quote!(<#ty as ::std::default::Default>::default())));
            return self.of(&quote!(constant(#value)));
        }
        let default = if let Some(value) = self.default_json() {
            quote!(::std::option::Option::Some(#value))
        } else {
            quote!(::std::option::Option::None)
        };
        self.of(&quote!(member(__base, &[#(#keys),*], #default)))
    }

    fn json(&self, value: &TokenStream) -> TokenStream {
        let ty = &self.ty;
        quote_spanned!(ty.span().resolved_at(Span::call_site())=> ::sfn_dsl::__private::json::<#ty>(&#value))
    }

    /// The default's JSON, where the field has one.
    pub(crate) fn default_json(&self) -> Option<TokenStream> {
        let (ty, member) = (&self.ty, &self.member);
        let value = match (&self.attributes.default, &self.container_default) {
            (Some(DefaultValue::Trait), _) => quote!(<#ty as ::std::default::Default>::default()),
            (Some(DefaultValue::Path(path)), _) => quote!(#path()),
            (None, Some(DefaultValue::Trait)) => {
                quote!(<Self as ::std::default::Default>::default().#member)
            }
            (None, Some(DefaultValue::Path(path))) => {
                quote!({ let __default: Self = #path(); __default.#member })
            }
            (None, None) => return None,
        };
        Some(self.json(&value))
    }

    /// Whether a value without this member is refused.
    fn is_required(&self) -> bool {
        let attributes = &self.attributes;
        attributes.default.is_none()
            && self.container_default.is_none()
            && !attributes.skip
            && !attributes.flatten
    }

    /// The part of an object that this field is.
    pub(crate) fn part(&self, value: &TokenStream) -> TokenStream {
        let part = quote!(::sfn_dsl::__private::members::Part);
        let key = self.keys.first();
        match (&self.attributes.skip_if, self.attributes.flatten) {
            (_, true) => quote!(#part::Flattened(#value)),
            (None, false) => quote!(#part::Member(#key, #value)),
            (Some(skip_if), false) => match skip_if.left_out {
                LeftOut::Null => quote!(#part::UnlessNone(#key, #value)),
                left_out => {
                    let left_out = left_out.value();
                    quote!(#part::Unless(#key, #value, #left_out))
                }
            },
        }
    }
}
