//! Things by name, which know what changed since they were last asked.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map},
    mem,
};

/// A map by name. What may have been changed through it is noted.
#[derive(Debug)]
pub(in crate::endpoint) struct Records<T> {
    by_name: BTreeMap<String, T>,
    changed: BTreeSet<String>,
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self { by_name: BTreeMap::new(), changed: BTreeSet::new() }
    }
}

impl<T> Records<T> {
    /// What was kept, of which nothing has changed.
    pub(in crate::endpoint) fn kept(by_name: BTreeMap<String, T>) -> Self {
        Self { by_name, changed: BTreeSet::new() }
    }

    pub(in crate::endpoint) fn get(&self, name: &str) -> Option<&T> {
        self.by_name.get(name)
    }

    pub(in crate::endpoint) fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let found = self.by_name.get_mut(name)?;
        self.changed.insert(name.to_owned());
        Some(found)
    }

    pub(in crate::endpoint) fn insert(&mut self, name: String, value: T) {
        self.changed.insert(name.clone());
        self.by_name.insert(name, value);
    }

    pub(in crate::endpoint) fn remove(&mut self, name: &str) -> Option<T> {
        self.changed.insert(name.to_owned());
        self.by_name.remove(name)
    }

    pub(in crate::endpoint) fn values(&self) -> btree_map::Values<'_, String, T> {
        self.by_name.values()
    }

    /// The names of those that were added, changed or removed since the last call.
    pub(in crate::endpoint) fn take_changed(&mut self) -> BTreeSet<String> {
        mem::take(&mut self.changed)
    }
}
