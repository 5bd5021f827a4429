//! The resources of an action, named by the parameters of an operation.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    bind::{Binding, Bound, bind},
    iam::{Action, Iam, NamedType},
    parameters::Parameter,
    tables::Actions,
};

/// What resources are made from: the IAM data, and the parameters of an operation.
pub(crate) struct Resources<'a> {
    pub(crate) iam: &'a Iam,
    pub(crate) table: &'a Actions,
    pub(crate) texts: &'a [Parameter],
}

impl Resources<'_> {
    /// The resources that every call of the action is about: those of the types that it requires. If it requires none, one
    /// of its types is meant, that which a parameter names. `*` if it has no types, or if nothing says which one is meant.
    pub(crate) fn always(&self, action: &str) -> Vec<String> {
        let types = self.types(action);
        if types.iter().any(|kind| kind.required) {
            let found = types.iter().filter(|kind| kind.required);
            return templates(found.flat_map(|kind| self.bind(action, kind)), "");
        }
        let found = best(types.iter().flat_map(|kind| self.bind(action, kind)).collect());
        templates(found.into_iter().filter(|binding| binding.bound > Bound::Open), "?")
    }

    /// The resources that a call is about if a parameter names them, beside those of the types that the action requires;
    /// by that parameter.
    pub(crate) fn if_named(&self, action: &str) -> BTreeMap<String, Vec<String>> {
        let types = self.types(action);
        let (required, optional): (Vec<_>, Vec<_>) = types.iter().partition(|kind| kind.required);
        let mut named = BTreeMap::<String, Vec<String>>::new();
        if required.is_empty() {
            return named;
        }
        let always = required.iter().flat_map(|kind| self.bind(action, kind));
        let taken: BTreeSet<String> = always.flat_map(|binding| binding.parameters).collect();
        for binding in optional.iter().flat_map(|kind| self.bind(action, kind)) {
            let Some(parameter) = binding.parameters.last() else { continue };
            if binding.bound == Bound::Fully && !taken.contains(parameter) {
                let parameter = parameter.trim_end_matches("[]").to_owned();
                named.entry(parameter).or_default().push(binding.template);
            }
        }
        named
    }

    /// The resources of these types.
    pub(crate) fn of_types<'t>(
        &self,
        action: &str,
        types: impl Iterator<Item = &'t NamedType>,
    ) -> Vec<String> {
        templates(types.flat_map(|kind| self.bind(action, kind)), "")
    }

    fn types(&self, action: &str) -> &[NamedType] {
        self.iam.action(action).map(Action::types).unwrap_or_default()
    }

    /// A type with several formats has the one that the parameters fill best.
    fn bind(&self, action: &str, kind: &NamedType) -> Vec<Binding> {
        let prefix = action.split(':').next().unwrap_or_default();
        let formats = self.iam.formats(prefix, &kind.name);
        best(
            formats
                .map(|format| bind(prefix, &kind.name, format, self.texts, self.table))
                .collect(),
        )
    }
}

fn best(mut bindings: Vec<Binding>) -> Vec<Binding> {
    let best = bindings.iter().map(|binding| binding.bound).max();
    bindings.retain(|binding| Some(binding.bound) == best);
    bindings
}

/// The templates, each once and sorted; `*` if there are none.
fn templates(bindings: impl Iterator<Item = Binding>, sign: &str) -> Vec<String> {
    let templates: BTreeSet<String> =
        bindings.map(|binding| format!("{sign}{}", binding.template)).collect();
    if templates.is_empty() { vec!["*".to_owned()] } else { templates.into_iter().collect() }
}
