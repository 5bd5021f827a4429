//! The query languages of Step Functions: parse, check, evaluate.
