//! `${Placeholder}`s: what a definition leaves open until it is deployed.
//!
//! Values go into the strings of the model, never into JSON text, so that no value can break the
//! document; where the model expects a number, a placeholder that stands alone becomes one.

mod fill;
mod local;
mod scan;
mod walk;

pub(crate) use fill::{Misfit, fill, fill_text, resolve_partition};
pub(crate) use local::local_value;
pub(crate) use scan::{Expected, Use, is_name, uses};
pub(crate) use walk::Site;

use std::collections::BTreeMap;

use serde_json::Number;

/// The value of a placeholder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ParamValue {
    Text(String),
    Number(Number),
    Boolean(bool),
}

impl ParamValue {
    pub(crate) fn text(value: impl Into<String>) -> Self {
        Self::Text(value.into())
    }

    /// As it stands inside a text.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Boolean(boolean) => boolean.to_string(),
        }
    }

    pub(crate) fn to_number(&self) -> Option<Number> {
        match self {
            Self::Text(text) => text.trim().parse().ok(),
            Self::Number(number) => Some(number.clone()),
            Self::Boolean(_) => None,
        }
    }

    pub(crate) fn to_boolean(&self) -> Option<bool> {
        match self {
            Self::Text(text) => text.trim().parse().ok(),
            Self::Number(_) => None,
            Self::Boolean(boolean) => Some(*boolean),
        }
    }
}

/// Placeholder names and their values.
pub(crate) type Values = BTreeMap<String, ParamValue>;
