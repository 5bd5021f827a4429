//! The functions that Step Functions adds to JSONata, and `$eval`, which it takes away.
//!
//! Source: AWS Step Functions Developer Guide, "Transforming data with JSONata". An undefined
//! argument gives undefined, as with JSONata's own functions. What comes of the other arguments at the edge was measured on
//! AWS (floci-io/floci#2676, #2790, and the page of its documentation about Step Functions).

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use jlens_core::{Bindings, Error, HostFunction};
use serde_json::Value;

use crate::{
    hash::HashAlgorithm,
    random::{Draws, JavaRandom},
};

type Arguments<'a> = &'a [Option<Value>];
type Answer = jlens_core::Result<Option<Value>>;
type Function = fn(Arguments) -> Answer;

/// The names that are functions here beside JSONata's own.
const NAMES: [&str; 6] = ["partition", "range", "hash", "random", "uuid", "parse"];

/// The names of JSONata's functions, `eval` among them, and of those of Step Functions.
pub(super) static ALL: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let of_jsonata = jlens_core::function_catalog().into_iter().map(|function| function.name);
    of_jsonata.chain(NAMES).collect()
});

/// The most elements of `$range`.
const MAX_ELEMENTS: f64 = 360_145.0;

static FUNCTIONS: LazyLock<Bindings> = LazyLock::new(|| {
    let functions: [(&str, &str, Function); 5] = [
        ("partition", "<an:a>", partition),
        ("range", "<nnn?:a>", range),
        ("hash", "<ss?:s>", hash),
        ("parse", "<s:x>", parse),
        ("eval", "<x?x?:x>", |_| Err(Error::new("T1006"))),
    ];
    functions.into_iter().fold(Bindings::new(), |bindings, (name, signature, function)| {
        bind(bindings, name, signature, function)
    })
});

/// The functions that need no randomness.
pub(super) fn pure() -> Bindings {
    FUNCTIONS.clone()
}

/// Adds `$random` and `$uuid`, which draw from `seed`.
pub(super) fn with_randomness(bindings: Bindings, seed: u64) -> Bindings {
    let draws = Arc::new(Draws::new(seed));
    let bindings = bind(bindings, "random", "<n?:n>", {
        let draws = Arc::clone(&draws);
        move |arguments| Ok(Some(random(arguments, &draws).into()))
    });
    bind(bindings, "uuid", "<:s>", move |_| Ok(Some(draws.uuid().into())))
}

fn bind(
    bindings: Bindings,
    name: &str,
    signature: &str,
    function: impl Fn(Arguments) -> Answer + Send + Sync + 'static,
) -> Bindings {
    match HostFunction::with_signature(signature, move |arguments, _| function(arguments)) {
        Ok(function) => bindings.function(name, function.without_input()),
        // The signatures are constants; a wrong one shows as a missing function in the tests.
        Err(_) => bindings,
    }
}

fn argument(arguments: Arguments<'_>, index: usize) -> Option<&Value> {
    arguments.get(index)?.as_ref()
}

fn truncated(arguments: Arguments, index: usize) -> Option<f64> {
    argument(arguments, index)?.as_f64().map(f64::trunc)
}

fn failure(code: &str, message: impl Into<String>) -> Error {
    // A code that JSONata does not know keeps this message.
    Error::new(code).with("message", message.into())
}

fn partition(arguments: Arguments) -> Answer {
    let (Some(Value::Array(items)), Some(size)) = (argument(arguments, 0), truncated(arguments, 1))
    else {
        return Ok(None);
    };
    if size < 0.0 {
        return Err(failure("D3137", "the chunk size of $partition must not be negative"));
    }
    if size == 0.0 || items.is_empty() {
        return Ok(None);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive; casting saturates"
    )]
    let chunks = items.chunks(size as usize);
    Ok(Some(chunks.map(|chunk| Value::from(chunk.to_vec())).collect()))
}

fn range(arguments: Arguments) -> Answer {
    let (Some(start), Some(end), Some(delta)) =
        (truncated(arguments, 0), truncated(arguments, 1), truncated(arguments, 2))
    else {
        return Ok(None);
    };
    if delta == 0.0 {
        return Ok(Some(Value::Array(Vec::new())));
    }
    let steps = ((end - start) / delta).floor();
    if steps < 0.0 {
        return Ok(None);
    }
    if steps >= MAX_ELEMENTS {
        return Err(failure("U1001", format!("$range would make more than {MAX_ELEMENTS} items")));
    }
    #[expect(clippy::cast_possible_truncation, reason = "not negative, below the limit")]
    let steps = steps as i64;
    #[expect(clippy::cast_precision_loss, reason = "small")]
    let mut numbers = (0..=steps).map(|step| number(start + delta * step as f64));
    // Recordings show a JSONata sequence: one element alone is that element.
    if steps == 0 {
        return Ok(numbers.next());
    }
    Ok(Some(numbers.collect()))
}

fn number(n: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole, and in the range of exact integers"
    )]
    if n.fract() == 0.0 && n.abs() < 9.0e15 { Value::from(n as i64) } else { Value::from(n) }
}

fn hash(arguments: Arguments) -> Answer {
    let (Some(text), Some(algorithm)) =
        (argument(arguments, 0), argument(arguments, 1).and_then(Value::as_str))
    else {
        return Ok(None);
    };
    let Some(algorithm) = HashAlgorithm::from_name(algorithm) else {
        return Err(failure("D3137", format!("{algorithm} is not an algorithm of $hash")));
    };
    Ok(Some(algorithm.hash(text.as_str().unwrap_or_default()).into()))
}

fn parse(arguments: Arguments) -> Answer {
    let Some(text) = argument(arguments, 0).and_then(Value::as_str) else { return Ok(None) };
    serde_json::from_str(text)
        .map(Some)
        .map_err(|error| failure("D3137", format!("the argument of $parse is not JSON: {error}")))
}

fn random(arguments: Arguments, draws: &Draws) -> f64 {
    match truncated(arguments, 0) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "Java keeps the low bits"
        )]
        Some(seed) => JavaRandom::new(seed as i64 as u64).next_double(),
        None => draws.next_fraction(),
    }
}
