//! The types of what operations give: a struct for each structure of a response, with AWS's members in `snake_case`.
//!
//! They are written without serde's derives, whose expansion is many times as long. A struct's members are listed four
//! times: as fields, as fields of expressions, to be read from JSON, and to be written as JSON. Those that have no field
//! are kept as JSON.

use std::collections::{BTreeMap, HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use sfn_catalog::{Kind, Pattern, Shape, snake_case};

use super::{
    names::{ident, type_name},
    parse::Family,
    target::{Known, Target},
    used::Used,
};

/// The types that some calls need, each once.
pub(crate) struct Types {
    services: BTreeMap<String, ServiceTypes>,
    used: Used,
}

#[derive(Default)]
struct ServiceTypes {
    family: Family,
    /// What stands for each operation with its pattern.
    markers: BTreeMap<String, TokenStream>,
    names: HashMap<Shape, Ident>,
    taken: HashSet<String>,
    structs: Vec<TokenStream>,
}

impl Types {
    /// No types yet; those to come have the members that are used.
    pub(crate) const fn new(used: Used) -> Self {
        Self { services: BTreeMap::new(), used }
    }

    /// Adds what the operation gives.
    pub(crate) fn add(&mut self, target: &Target) {
        let Self { services, used } = self;
        let Some(known) = &target.known else { return };
        let types = services
            .entry(known.module.clone())
            .or_insert_with(|| ServiceTypes { family: known.family, ..ServiceTypes::default() });
        if types.markers.contains_key(&known.marker) {
            return;
        }
        let output = match known.output {
            Some(output) if output.kind() == Kind::Structure => {
                let name = type_name(known.operation);
                let end = if target.pattern.is_sync() { "Result" } else { "Output" };
                let output = types.structure(output, &format!("{name}{end}"), used);
                quote!(super::#output)
            }
            _ => quote!(::sfn_dsl::__private::serde_json::Value),
        };
        let (marker, function) = (ident(&known.marker), snake_case(known.operation));
        let (resource, pattern) = (&target.resource, waits(target.pattern));
        let declared = quote! {
            pub enum #marker {}
            impl ::sfn_dsl::__private::service::ServiceOperation for #marker {
                type Output = #output;
                type Pattern = ::sfn_dsl::__private::#pattern;
                const NAME: &'static str = #function;
                const RESOURCE: &'static str = #resource;
            }
        };
        types.markers.insert(known.marker.clone(), declared);
    }

    /// A module for each service.
    pub(crate) fn modules(&self) -> TokenStream {
        self.services
            .iter()
            .map(|(service, types)| {
                let service = ident(service);
                let (markers, structs) = (types.markers.values(), &types.structs);
                quote! {
                    #[doc(hidden)]
                    #[allow(dead_code, missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
                    pub mod #service {
                        pub mod operation { #(#markers)* }
                        #(#structs)*
                    }
                }
            })
            .collect()
    }

    /// All modules in one of this name, if there are any.
    pub(crate) fn module(&self, scope: &Ident) -> TokenStream {
        if self.services.is_empty() {
            return TokenStream::new();
        }
        let modules = self.modules();
        quote! {
            #[doc(hidden)]
            #[allow(missing_docs, unreachable_pub)]
            mod #scope { #modules }
        }
    }
}

/// The type that stands for the operation.
pub(super) fn marker(known: &Known) -> TokenStream {
    let (module, name) = (ident(&known.module), ident(&known.marker));
    quote!(#module::operation::#name)
}

/// The name of the pattern in `sfn_dsl::task`.
pub(super) fn waits(pattern: Pattern) -> Ident {
    format_ident!(
        "{}",
        match pattern {
            Pattern::RequestResponse => "RequestResponse",
            Pattern::Sync | Pattern::Sync2 => "RunAJob",
            Pattern::WaitForTaskToken => "Callback",
        }
    )
}

impl ServiceTypes {
    /// The struct for a structure, written when it is first needed.
    fn structure(&mut self, shape: Shape, otherwise: &str, used: &Used) -> Ident {
        if let Some(name) = self.names.get(&shape) {
            return name.clone();
        }
        let mut name = shape.name().map_or_else(|| otherwise.to_owned(), type_name);
        while !self.taken.insert(name.clone()) {
            name.push('_');
        }
        let name = ident(&name);
        self.names.insert(shape, name.clone());
        let names: Vec<String> = shape.members().map(|member| snake_case(member.name)).collect();
        let kept = used.of(&names);
        let members = shape.members().enumerate().filter(|(index, _)| kept.contains(index));
        let fields: Vec<Field> = members
            .map(|(_, member)| {
                let otherwise = type_name(member.name);
                let ty = self.of(member.shape, &otherwise, used);
                let boxed = member.shape.kind() == Kind::Structure && holds(member.shape, shape);
                let ty = if boxed { quote!(::std::boxed::Box<#ty>) } else { ty };
                Field::new(member.name, member.required, member.shape.kind(), &ty)
            })
            .collect();
        self.structs.push(structure(&name, &fields));
        name
    }

    /// The type of a value.
    fn of(&mut self, shape: Shape, otherwise: &str, used: &Used) -> TokenStream {
        let is_optimized = self.family == Family::Optimized;
        let mut inner = |shape: Option<Shape>| {
            let json = || quote!(::sfn_dsl::__private::serde_json::Value);
            shape.map_or_else(json, |shape| self.of(shape, otherwise, used))
        };
        match shape.kind() {
            Kind::Structure => {
                let name = self.structure(shape, otherwise, used);
                quote!(#name)
            }
            Kind::List => {
                let element = inner(shape.element());
                quote!(::std::vec::Vec<#element>)
            }
            Kind::Map => {
                let value = inner(shape.value());
                quote!(::std::collections::BTreeMap<::std::string::String, #value>)
            }
            // No source says how an optimized integration writes a time.
            Kind::Timestamp if is_optimized => inner(None),
            Kind::String | Kind::Blob | Kind::Timestamp => quote!(::std::string::String),
            Kind::Integer => quote!(i32),
            Kind::Long => quote!(i64),
            Kind::Float | Kind::Double => quote!(f64),
            Kind::Boolean => quote!(bool),
            Kind::Document => quote!(::sfn_dsl::__private::serde_json::Value),
        }
    }
}

/// Whether a value of the one structure can hold the other directly, so that a struct would be without end.
fn holds(shape: Shape, wanted: Shape) -> bool {
    fn search(shape: Shape, wanted: Shape, seen: &mut HashSet<Shape>) -> bool {
        shape == wanted
            || seen.insert(shape)
                && shape
                    .members()
                    .filter(|member| member.shape.kind() == Kind::Structure)
                    .any(|member| search(member.shape, wanted, seen))
    }
    search(shape, wanted, &mut HashSet::new())
}

/// A field, and how it is read.
struct Field {
    name: Ident,
    key: &'static str,
    ty: TokenStream,
    /// The functions of `Members` and of `sdk` that read it.
    read: Ident,
}

impl Field {
    fn new(key: &'static str, required: bool, kind: Kind, ty: &TokenStream) -> Self {
        let (read, ty) = match (kind, required) {
            (Kind::List | Kind::Map, _) => ("or_empty", ty.clone()),
            (_, true) => ("required", ty.clone()),
            (_, false) => ("optional", quote!(::core::option::Option<#ty>)),
        };
        let name = ident(&snake_case(key));
        Self { name, key, ty, read: format_ident!("{read}") }
    }
}

fn structure(name: &Ident, fields: &[Field]) -> TokenStream {
    let expressions = format_ident!("{name}Fields");
    let names: Vec<_> = fields.iter().map(|field| &field.name).collect();
    let keys: Vec<_> = fields.iter().map(|field| field.key).collect();
    let types: Vec<_> = fields.iter().map(|field| &field.ty).collect();
    let reads: Vec<_> = fields.iter().map(|field| &field.read).collect();
    quote! {
        #[derive(Clone)]
        pub struct #name {
            #(pub #names: #types,)*
            __rest: ::sfn_dsl::__private::service::Rest,
        }

        pub struct #expressions { #(pub #names: ::sfn_dsl::__private::Expr<#types>,)* }

        impl ::sfn_dsl::__private::Data for #name {
            const __IS_OBJECT: bool = true;
        }

        impl ::sfn_dsl::__private::Fields for #name {
            type Proxy = #expressions;

            fn __proxy(__base: &::sfn_dsl::__private::Code) -> #expressions {
                #expressions { #(#names: ::sfn_dsl::__private::service::#reads(__base, #keys),)* }
            }

            fn __update(
                __base: ::sfn_dsl::__private::Code,
                _: ::std::vec::Vec<(&'static str, ::sfn_dsl::__private::Code)>,
            ) -> ::sfn_dsl::__private::Code {
                // Only a struct literal asks for this, and the type has no name that one could write.
                __base
            }
        }

        impl<'__de> ::sfn_dsl::__private::serde::Deserialize<'__de> for #name {
            fn deserialize<__D: ::sfn_dsl::__private::serde::Deserializer<'__de>>(
                __from: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let mut __members = ::sfn_dsl::__private::service::Members::read(__from)?;
                ::core::result::Result::Ok(Self {
                    #(#names: __members.#reads(#keys)?,)*
                    __rest: __members.rest(),
                })
            }
        }

        impl ::sfn_dsl::__private::serde::Serialize for #name {
            fn serialize<__S: ::sfn_dsl::__private::serde::Serializer>(
                &self,
                __to: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                let mut __members = ::sfn_dsl::__private::service::Written::with(&self.__rest);
                #(__members.write(#keys, &self.#names);)*
                __members.end(__to)
            }
        }
    }
}
