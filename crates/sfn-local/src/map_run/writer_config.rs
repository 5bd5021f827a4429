//! `WriterConfig`: in which form results are written.

use serde_json::Value;

/// In which form the results of a Map Run are written, or become the state's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterConfig {
    /// `OutputType`
    pub output_type: OutputType,
    /// `Transformation`
    pub transformation: Transformation,
}

impl WriterConfig {
    /// What AWS does without a `ResultWriter`.
    pub const STATE_RESULT: Self =
        Self { output_type: OutputType::Json, transformation: Transformation::Compact };
    /// What AWS does with a `ResultWriter` that has no `WriterConfig`.
    pub const EXPORT: Self =
        Self { output_type: OutputType::Json, transformation: Transformation::None };

    /// The results as one text.
    pub fn text(self, results: &[Value]) -> String {
        match self.output_type {
            OutputType::Json => format!("[{}]", joined(results, ",")),
            OutputType::JsonLines => joined(results, "\n"),
        }
    }
}

fn joined(results: &[Value], separator: &str) -> String {
    results.iter().map(Value::to_string).collect::<Vec<_>>().join(separator)
}

/// `OutputType`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputType {
    /// `JSON`: an array.
    Json,
    /// `JSONL`: a result a line.
    JsonLines,
}

impl OutputType {
    /// The output type of that name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "JSON" => Some(Self::Json),
            "JSONL" => Some(Self::JsonLines),
            _ => None,
        }
    }

    /// How names of result files end.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }
}

/// `Transformation`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transformation {
    /// `NONE`: the output together with everything else about the execution.
    None,
    /// `COMPACT`: the output.
    Compact,
    /// `FLATTEN`: the output, or its elements where it is an array.
    Flatten,
}

impl Transformation {
    /// The transformation of that name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "NONE" => Some(Self::None),
            "COMPACT" => Some(Self::Compact),
            "FLATTEN" => Some(Self::Flatten),
            _ => None,
        }
    }

    /// What becomes of an execution with this output; one that did not succeed has none and is described in any case.
    pub fn apply(self, output: Option<&Value>, description: impl FnOnce() -> Value) -> Vec<Value> {
        match (self, output) {
            (Self::None, _) | (_, None) => vec![description()],
            (Self::Flatten, Some(Value::Array(elements))) => elements.clone(),
            (Self::Compact | Self::Flatten, Some(output)) => vec![output.clone()],
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_transformation_makes_of_an_output_what_it_says() {
        let apply = |name: &str, output: Option<&Value>| {
            Transformation::parse(name).unwrap().apply(output, || json!("described"))
        };
        let output = json!([1, [2]]);
        assert_eq!(apply("NONE", Some(&output)), [json!("described")]);
        assert_eq!(apply("COMPACT", Some(&output)), [json!([1, [2]])]);
        assert_eq!(apply("FLATTEN", Some(&output)), [json!(1), json!([2])]);
        assert_eq!(apply("FLATTEN", Some(&json!({ "a": 1 }))), [json!({ "a": 1 })]);
        for name in ["NONE", "COMPACT", "FLATTEN"] {
            assert_eq!(apply(name, None), [json!("described")]);
        }
    }

    #[test]
    fn results_are_an_array_or_lines() {
        let text = |name: &str| {
            let output_type = OutputType::parse(name).unwrap();
            WriterConfig { output_type, ..WriterConfig::EXPORT }
                .text(&[json!(1), json!({ "a": 2 })])
        };
        assert_eq!(text("JSON"), r#"[1,{"a":2}]"#);
        assert_eq!(text("JSONL"), "1\n{\"a\":2}");
    }
}
