//! Values: what expressions, methods and iterator chains give.

mod closures;
mod lists;
mod maps;
mod numbers;
mod options;
mod ordering;
mod slices;
mod texts;
mod times;
