//! The types of what operations give: a struct for each structure of a response, with AWS's members in `snake_case`.
//!
//! They are written without serde's derives, whose expansion is many times as long. A struct's members are listed four
//! times: as fields, as fields of expressions, to be read from JSON, and to be written as JSON. Those that have no field
//! are kept as JSON.

use std::collections::{BTreeMap, HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use sfn_catalog::{Kind, Operation, Service, Shape};

use super::{
    names::{ident, snake_case, type_name},
    used::Used,
};

/// The types that some calls need, each once.
pub(crate) struct Types {
    services: BTreeMap<&'static str, ServiceTypes>,
    used: Used,
}

#[derive(Default)]
struct ServiceTypes {
    operations: BTreeMap<&'static str, TokenStream>,
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
    pub(crate) fn add(&mut self, service: Service, operation: Operation) {
        let Self { services, used } = self;
        let types = services.entry(service.name()).or_default();
        if types.operations.contains_key(operation.name()) {
            return;
        }
        let name = type_name(operation.name());
        let output = types.structure(operation.output(), &format!("{name}Output"), used);
        let (marker, function) = (ident(&name), snake_case(operation.name()));
        let resource = format!("{}:{}", service.name(), operation.name());
        let marker = quote! {
            pub enum #marker {}
            impl ::sfn_dsl::__private::sdk::SdkOperation for #marker {
                type Output = super::#output;
                const NAME: &'static str = #function;
                const OPERATION: &'static str = #resource;
            }
        };
        types.operations.insert(operation.name(), marker);
    }

    /// A module for each service.
    pub(crate) fn modules(&self) -> TokenStream {
        self.services
            .iter()
            .map(|(service, types)| {
                let service = ident(service);
                let (operations, structs) = (types.operations.values(), &types.structs);
                quote! {
                    #[doc(hidden)]
                    #[allow(dead_code, missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
                    pub mod #service {
                        pub mod operation { #(#operations)* }
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
pub(super) fn marker(service: Service, operation: Operation) -> TokenStream {
    let (service, name) = (ident(service.name()), ident(&type_name(operation.name())));
    quote!(#service::operation::#name)
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
            __rest: ::sfn_dsl::__private::sdk::Rest,
        }

        pub struct #expressions { #(pub #names: ::sfn_dsl::__private::Expr<#types>,)* }

        impl ::sfn_dsl::__private::Data for #name {
            const __IS_OBJECT: bool = true;
        }

        impl ::sfn_dsl::__private::Fields for #name {
            type Proxy = #expressions;

            fn __proxy(__base: &::sfn_dsl::__private::Code) -> #expressions {
                #expressions { #(#names: ::sfn_dsl::__private::sdk::#reads(__base, #keys),)* }
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
                let mut __members = ::sfn_dsl::__private::sdk::Members::read(__from)?;
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
                let mut __members = ::sfn_dsl::__private::sdk::Written::with(&self.__rest);
                #(__members.write(#keys, &self.#names);)*
                __members.end(__to)
            }
        }
    }
}
