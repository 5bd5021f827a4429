//! serde's attributes, as far as they decide what the JSON looks like.
//!
//! What changes the JSON by Rust code cannot be seen here and is refused where it stands; what serde itself refuses
//! is left to serde.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, ExprPath, LitStr, Token, meta::ParseNestedMeta, spanned::Spanned};

use crate::{problems::Problems, rename_rule::RenameRule};

/// Where a field's value comes from when its member is missing.
#[derive(Clone)]
pub(crate) enum DefaultValue {
    /// `Default::default()`
    Trait,
    /// A function.
    Path(Box<ExprPath>),
}

/// `skip_serializing_if`
#[derive(Clone)]
pub(crate) struct SkipIf {
    /// The predicate.
    pub(crate) path: ExprPath,
    /// The value that it holds for.
    pub(crate) left_out: LeftOut,
}

/// What a `skip_serializing_if` leaves out.
#[derive(Clone, Copy)]
pub(crate) enum LeftOut {
    Null,
    EmptyText,
    EmptyArray,
    EmptyObject,
}

/// On a struct or an enum.
#[derive(Clone, Default)]
pub(crate) struct ContainerAttributes {
    pub(crate) rename_all: Option<RenameRule>,
    pub(crate) rename_all_fields: Option<RenameRule>,
    pub(crate) tag: Option<String>,
    pub(crate) content: Option<String>,
    pub(crate) untagged: bool,
    pub(crate) transparent: bool,
    pub(crate) default: Option<DefaultValue>,
}

/// On a variant.
#[derive(Clone, Default)]
pub(crate) struct VariantAttributes {
    pub(crate) rename: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) rename_all: Option<RenameRule>,
    pub(crate) skip: bool,
    pub(crate) other: bool,
}

/// On a field.
#[derive(Clone, Default)]
pub(crate) struct FieldAttributes {
    pub(crate) rename: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) default: Option<DefaultValue>,
    pub(crate) skip: bool,
    pub(crate) skip_if: Option<SkipIf>,
    pub(crate) flatten: bool,
}

impl ContainerAttributes {
    pub(crate) fn parse(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut this = Self::default();
        each(attributes, problems, |name, meta, problems| {
            match name {
                "rename_all" => this.rename_all = rule(meta, problems)?,
                "rename_all_fields" => this.rename_all_fields = rule(meta, problems)?,
                "tag" => this.tag = Some(text(meta)?.value()),
                "content" => this.content = Some(text(meta)?.value()),
                "untagged" => this.untagged = true,
                "transparent" => this.transparent = true,
                "default" => this.default = Some(default_value(meta)?),
                _ => return Ok(false),
            }
            Ok(true)
        });
        this
    }
}

impl VariantAttributes {
    pub(crate) fn parse(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut this = Self::default();
        each(attributes, problems, |name, meta, problems| {
            match name {
                "rename" => this.rename = rename(meta, problems)?,
                "alias" => this.aliases.push(text(meta)?.value()),
                "rename_all" => this.rename_all = rule(meta, problems)?,
                "skip" => this.skip = true,
                "other" => this.other = true,
                "untagged" => problems.add(
                    &meta.path,
                    "a single untagged variant cannot be told apart inside a workflow",
                    "make the whole enum `untagged`, or give the variant a tag",
                ),
                _ => return Ok(false),
            }
            Ok(true)
        });
        this
    }
}

impl FieldAttributes {
    pub(crate) fn parse(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut this = Self::default();
        each(attributes, problems, |name, meta, problems| {
            match name {
                "rename" => this.rename = rename(meta, problems)?,
                "alias" => this.aliases.push(text(meta)?.value()),
                "default" => this.default = Some(default_value(meta)?),
                "skip" => this.skip = true,
                "flatten" => this.flatten = true,
                "skip_serializing_if" => this.skip_if = skip_if(&text(meta)?, problems)?,
                _ => return Ok(false),
            }
            Ok(true)
        });
        this
    }
}

/// Calls `take` for each serde attribute; the ones that it does not take are refused or passed over.
fn each(
    attributes: &[Attribute],
    problems: &mut Problems,
    mut take: impl FnMut(&str, &ParseNestedMeta, &mut Problems) -> syn::Result<bool>,
) {
    let mut is_another_type = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let parsed = attribute.parse_nested_meta(|meta| {
            let name = meta.path.to_token_stream().to_string();
            if !take(&name, &meta, problems)? {
                // `from` and `into` come in pairs, and are one mistake.
                let converts = matches!(name.as_str(), "from" | "into" | "try_from" | "remote");
                if !(converts && std::mem::replace(&mut is_another_type, converts)) {
                    refuse(&name, &meta, problems);
                }
                pass_over(&meta)?;
            }
            Ok(())
        });
        if let Err(error) = parsed {
            problems.push(error);
        }
    }
}

fn refuse(name: &str, meta: &ParseNestedMeta, problems: &mut Problems) {
    match name {
        "with" | "serialize_with" | "deserialize_with" | "getter" => problems.add(
            &meta.path,
            &format!("`{name}` changes the JSON by Rust code, which a workflow cannot see"),
            "give the field a type whose own JSON is the one you want",
        ),
        "from" | "into" | "try_from" | "remote" => problems.add(
            &meta.path,
            &format!(
                "`{name}` gives the type the JSON of another type, which a workflow cannot see"
            ),
            "use the other type in the workflow, and convert in your tasks",
        ),
        "skip_serializing" | "skip_deserializing" => problems.add(
            &meta.path,
            &format!("`{name}` works one way only, but between states every value goes both ways"),
            "use `skip` for a field that never leaves Rust",
        ),
        _ => {}
    }
}

/// Goes past a value, so that the next attribute can be read.
fn pass_over(meta: &ParseNestedMeta) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<syn::Expr>()?;
    } else if meta.input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in meta.input);
        content.parse::<TokenStream>()?;
    }
    Ok(())
}

fn text(meta: &ParseNestedMeta) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

/// `= "name"` or `(serialize = "name", deserialize = "name")`.
fn both_ways(meta: &ParseNestedMeta, problems: &mut Problems) -> syn::Result<Option<LitStr>> {
    if !meta.input.peek(syn::token::Paren) {
        return text(meta).map(Some);
    }
    let (mut serialize, mut deserialize) = (None, None);
    meta.parse_nested_meta(|inner| {
        let name = text(&inner)?;
        if inner.path.is_ident("serialize") {
            serialize = Some(name);
        } else {
            deserialize = Some(name);
        }
        Ok(())
    })?;
    let same = matches!((&serialize, &deserialize), (Some(a), Some(b)) if a.value() == b.value());
    if !same {
        problems.add(
            &meta.path,
            "another name in each direction: what one state writes the next could not read",
            "use one name for both, and `alias` for names that are only read",
        );
    }
    Ok(serialize.or(deserialize))
}

fn rename(meta: &ParseNestedMeta, problems: &mut Problems) -> syn::Result<Option<String>> {
    Ok(both_ways(meta, problems)?.map(|name| name.value()))
}

/// serde refuses unknown rules itself.
fn rule(meta: &ParseNestedMeta, problems: &mut Problems) -> syn::Result<Option<RenameRule>> {
    Ok(both_ways(meta, problems)?.and_then(|name| RenameRule::parse(&name.value())))
}

fn default_value(meta: &ParseNestedMeta) -> syn::Result<DefaultValue> {
    if meta.input.peek(Token![=]) {
        Ok(DefaultValue::Path(Box::new(text(meta)?.parse()?)))
    } else {
        Ok(DefaultValue::Trait)
    }
}

fn skip_if(predicate: &LitStr, problems: &mut Problems) -> syn::Result<Option<SkipIf>> {
    let path: ExprPath = predicate.parse()?;
    let text = path.to_token_stream().to_string().replace(' ', "");
    let end = |suffixes: &[&str]| suffixes.iter().any(|suffix| text.ends_with(suffix));
    let left_out = if end(&["Option::is_none"]) {
        LeftOut::Null
    } else if end(&["String::is_empty", "str::is_empty"]) {
        LeftOut::EmptyText
    } else if end(&["Vec::is_empty", "Vec<_>::is_empty"]) {
        LeftOut::EmptyArray
    } else if end(&["BTreeMap::is_empty", "HashMap::is_empty", "IndexMap::is_empty"]) {
        LeftOut::EmptyObject
    } else {
        problems.add(
            predicate,
            "this predicate is Rust code, which no state can run",
            "use `Option::is_none`, `String::is_empty`, `Vec::is_empty` or a map's `is_empty`",
        );
        return Ok(None);
    };
    Ok(Some(SkipIf { path, left_out }))
}

impl LeftOut {
    /// The JSON that is left out.
    pub(crate) fn value(self) -> TokenStream {
        let json = quote!(::sfn_dsl::__private::serde_json);
        match self {
            Self::Null => quote!(#json::Value::Null),
            Self::EmptyText => quote!(#json::Value::String(::std::string::String::new())),
            Self::EmptyArray => quote!(#json::Value::Array(::std::vec::Vec::new())),
            Self::EmptyObject => quote!(#json::Value::Object(#json::Map::new())),
        }
    }
}

/// Refuses `tokens` that serde knows on other fields only.
pub(crate) fn refuse_on_unnamed(
    attributes: &FieldAttributes,
    field: &syn::Field,
    problems: &mut Problems,
) {
    let named_only = attributes.flatten
        || attributes.skip
        || attributes.skip_if.is_some()
        || attributes.default.is_some();
    if named_only {
        let at = field.attrs.iter().find(|attribute| attribute.path().is_ident("serde"));
        let tokens = at.map_or_else(|| field.ty.to_token_stream(), ToTokens::to_token_stream);
        let _ = tokens.span();
        problems.add(
            tokens,
            "a field without a name is always there",
            "give the field a name, or drop the attribute",
        );
    }
}
