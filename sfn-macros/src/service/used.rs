//! Which members of responses a workflow can mean.
//!
//! Some responses have thousands of members, of which a workflow reads two or three. Types with those alone compile many
//! times faster; what else a response has stays in it, unnamed.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use sfn_catalog::nearest;

/// What editors write for a name that is being typed, so that they are offered all members.
const BEING_TYPED: &str = "intellijRulezz";

/// The names that a function has.
pub(crate) struct Used {
    names: HashSet<String>,
    /// The names after a dot, in which a member may be misspelt.
    fields: BTreeSet<String>,
    all: bool,
}

impl Used {
    /// Every member.
    pub(super) fn all() -> Self {
        Self { names: HashSet::new(), fields: BTreeSet::new(), all: true }
    }

    /// Those that these tokens name, or may name by mistake.
    pub(crate) fn by(tokens: TokenStream) -> Self {
        let mut used = Self { all: false, ..Self::all() };
        used.add(tokens);
        used
    }

    fn add(&mut self, tokens: TokenStream) {
        let mut after_dot = false;
        for token in tokens {
            match &token {
                TokenTree::Ident(name) => {
                    let name = name.to_string().trim_start_matches("r#").to_owned();
                    self.all |= name.starts_with(BEING_TYPED);
                    if after_dot {
                        self.fields.insert(name.clone());
                    }
                    self.names.insert(name);
                }
                TokenTree::Group(group) => self.add(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            after_dot = matches!(&token, TokenTree::Punct(dot) if dot.as_char() == '.');
        }
    }

    /// The fields of a struct that are to be there, of those that it could have.
    pub(super) fn of(&self, fields: &[String]) -> HashSet<usize> {
        let is_named =
            |field: &String| self.all || self.names.contains(field.trim_start_matches("r#"));
        let mut kept: HashSet<usize> =
            (0..fields.len()).filter(|&index| fields.get(index).is_some_and(is_named)).collect();
        for wrong in self.fields.iter().filter(|name| !fields.contains(name)) {
            let near = nearest(wrong, fields.iter().map(String::as_str));
            kept.extend(near.and_then(|near| fields.iter().position(|field| field == near)));
        }
        kept
    }
}
