//! Whether the name of an error says which variant it is.

use super::{ErrorKind, ErrorVariant};

/// A `bool` as a type.
#[doc(hidden)]
#[derive(Debug)]
pub struct ToldApart<'a, const YES: bool>(std::marker::PhantomData<&'a ()>);

/// A state sees the name of an error alone. A variant that another one can be taken for cannot be asked for in a workflow.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "Step Functions cannot tell this variant of `{E}` from another one",
    label = "another variant can stand for an error of the same name",
    note = "a state sees the name of an error alone, and two variants have a name in common or take every error that has no name (`#[sfn(other)]`)",
    note = "`match` on each call by itself, where its own error type is known, or take the errors together: `Err(error) => ..`"
)]
pub trait IsToldApart<E> {}

#[diagnostic::do_not_recommend]
impl<E> IsToldApart<E> for ToldApart<'_, true> {}

impl ErrorVariant {
    /// Whether no error that the variant `index` stands for can be taken for another variant.
    #[doc(hidden)]
    #[must_use]
    pub const fn __is_told_apart(variants: &[Self], index: usize) -> bool {
        let (before, rest) = variants.split_at(index);
        let Some((variant, after)) = rest.split_first() else { return true };
        !variant.overlaps(before) && !variant.overlaps(after)
    }

    /// Whether one of the others can stand for the same error.
    const fn overlaps(&self, others: &[Self]) -> bool {
        let Some((other, rest)) = others.split_first() else { return false };
        self.takes_all() && other.takes_all() || self.shares_name(other) || self.overlaps(rest)
    }

    const fn takes_all(&self) -> bool {
        match self.kind {
            ErrorKind::Other => true,
            ErrorKind::Named(_) | ErrorKind::Timeout => false,
            ErrorKind::Transparent(variants) => any_takes_all(variants),
        }
    }

    const fn shares_name(&self, other: &Self) -> bool {
        match self.kind {
            ErrorKind::Other => false,
            ErrorKind::Named(name) => other.has_name(name),
            ErrorKind::Timeout => {
                other.has_name("States.Timeout") || other.has_name("States.HeartbeatTimeout")
            }
            ErrorKind::Transparent(variants) => other.shares_any_name(variants),
        }
    }

    const fn shares_any_name(&self, variants: &[Self]) -> bool {
        let Some((first, rest)) = variants.split_first() else { return false };
        first.shares_name(self) || self.shares_any_name(rest)
    }

    const fn has_name(&self, name: &str) -> bool {
        match self.kind {
            ErrorKind::Named(own) => is_same(own.as_bytes(), name.as_bytes()),
            ErrorKind::Timeout => {
                is_same(b"States.Timeout", name.as_bytes())
                    || is_same(b"States.HeartbeatTimeout", name.as_bytes())
            }
            ErrorKind::Other => false,
            ErrorKind::Transparent(variants) => any_has_name(variants, name),
        }
    }
}

const fn any_takes_all(variants: &[ErrorVariant]) -> bool {
    let Some((first, rest)) = variants.split_first() else { return false };
    first.takes_all() || any_takes_all(rest)
}

const fn any_has_name(variants: &[ErrorVariant], name: &str) -> bool {
    let Some((first, rest)) = variants.split_first() else { return false };
    first.has_name(name) || any_has_name(rest, name)
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    match (a.split_first(), b.split_first()) {
        (None, None) => true,
        (Some((a, rest_of_a)), Some((b, rest_of_b))) => *a == *b && is_same(rest_of_a, rest_of_b),
        _ => false,
    }
}
