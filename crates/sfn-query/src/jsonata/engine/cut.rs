//! Copies of what an expression reads of a value, where that is little.

use jlens_core::reads::Read;
use serde_json::{Map, Value};

use crate::jsonata::Tree;

/// How many values may be copied before reading them in place is cheaper.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) const fn new() -> Self {
        Self(64)
    }

    /// A budget that is never used up.
    pub(super) const fn unlimited() -> Self {
        Self(usize::MAX)
    }

    fn spend(&mut self) -> Option<()> {
        self.0 = self.0.checked_sub(1)?;
        Some(())
    }
}

/// What `read` needs of a tree; `None` where that is too much.
pub(super) fn tree(tree: &Tree<'_>, read: &Read, budget: &mut Budget) -> Option<Value> {
    match (tree, read) {
        (Tree::Value(json), read) => value(json, read, budget),
        (Tree::Object(members), read) => {
            budget.spend()?;
            let mut object = Map::new();
            for (name, member) in members {
                let read = match read {
                    Read::Whole => &Read::Whole,
                    Read::Fields(fields) => match fields.get(*name) {
                        Some(read) => read,
                        None => continue,
                    },
                };
                object.insert((*name).to_owned(), self::tree(member, read, budget)?);
            }
            Some(Value::Object(object))
        }
        (scalar, _) => {
            budget.spend()?;
            Some(scalar.to_value())
        }
    }
}

/// What `read` needs of a value; `None` where that is too much.
pub(super) fn value(json: &Value, read: &Read, budget: &mut Budget) -> Option<Value> {
    budget.spend()?;
    Some(match (json, read) {
        (Value::Object(members), read) => {
            let mut object = Map::new();
            match read {
                Read::Whole => {
                    for (name, member) in members {
                        object.insert(name.clone(), value(member, read, budget)?);
                    }
                }
                Read::Fields(fields) => {
                    // In the value's own order, since that can be seen.
                    for (name, member) in members {
                        if let Some(read) = fields.get(name) {
                            object.insert(name.clone(), value(member, read, budget)?);
                        } else {
                            budget.spend()?;
                        }
                    }
                }
            }
            Value::Object(object)
        }
        (Value::Array(items), read) => {
            Value::Array(items.iter().map(|item| value(item, read, budget)).collect::<Option<_>>()?)
        }
        (scalar, _) => scalar.clone(),
    })
}
