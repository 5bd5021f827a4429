//! The function and its definition give the same result or the same error: for generated inputs and answers of every
//! kind, natively and in the interpreter.

#[path = "equivalence/document_processing.rs"]
mod document_processing;
#[path = "equivalence/order_fulfilment.rs"]
mod order_fulfilment;
#[path = "equivalence/programs.rs"]
mod programs;
