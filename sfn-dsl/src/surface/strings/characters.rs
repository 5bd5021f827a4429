//! `char`: what kind of character it is.

use crate::{code::Code, expr::Expr};

macro_rules! kinds {
    ($($method:ident $pattern:expr, $what:literal;)*) => {
        impl Expr<char> {$(
            #[doc = concat!("Whether it is ", $what, ".")]
            pub fn $method(&self) -> Expr<bool> {
                Expr::__new(Code::call("contains", [self.__code().clone(), Code::Regex($pattern)]))
            }
        )*}
    };
}

kinds! {
    is_ascii_alphabetic "[A-Za-z]", "a letter from A to Z";
    is_ascii_alphanumeric "[A-Za-z0-9]", "a letter from A to Z or a digit";
    is_ascii_digit "[0-9]", "a digit";
    is_ascii_hexdigit "[0-9A-Fa-f]", "a hexadecimal digit";
    is_ascii_lowercase "[a-z]", "a small letter from a to z";
    is_ascii_uppercase "[A-Z]", "a capital letter from A to Z";
    is_whitespace white_space!(), "white space";
}
