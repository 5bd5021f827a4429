//! What an iterator can be collected into.

use crate::{code::Code, data::Data};

/// A collection that an iterator of `T` can be collected into.
#[diagnostic::on_unimplemented(
    message = "an iterator of `{T}` cannot be collected into `{Self}` inside Step Functions",
    label = "a `Vec` or a `String` can be made here"
)]
pub trait Collect<T>: Data {
    /// The collection of the elements of a JSON array.
    #[doc(hidden)]
    fn __collect(array: Code) -> Code;
}

impl<T: Data> Collect<T> for Vec<T> {
    fn __collect(array: Code) -> Code {
        array
    }
}

impl Collect<Self> for String {
    fn __collect(array: Code) -> Code {
        Code::call("join", [array])
    }
}

impl Collect<char> for String {
    fn __collect(array: Code) -> Code {
        Code::call("join", [array])
    }
}
