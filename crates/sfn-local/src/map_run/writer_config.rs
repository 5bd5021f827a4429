//! `WriterConfig`: in which form results are written.

use serde::Serialize;
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

    /// What becomes of an execution with this output. One that did not succeed has none, and is described in any case.
    pub fn apply(self, output: Option<&Value>) -> Formed<'_> {
        match (self, output) {
            (Self::None, _) | (_, None) => Formed::Description,
            (Self::Flatten, Some(Value::Array(elements))) => Formed::Outputs(elements),
            (Self::Compact | Self::Flatten, Some(output)) => {
                Formed::Outputs(std::slice::from_ref(output))
            }
        }
    }
}

/// What stands for an execution among the results.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Formed<'a> {
    /// Everything that is known about it.
    Description,
    /// Its output, or the elements of that.
    Outputs(&'a [Value]),
}

/// The text of a result file, put together result by result: there may be many.
#[derive(Clone, Debug)]
pub struct Results {
    output_type: OutputType,
    text: Vec<u8>,
}

impl Results {
    /// No results yet.
    pub const fn new(output_type: OutputType) -> Self {
        Self { output_type, text: Vec::new() }
    }

    /// Adds a result.
    pub fn push(&mut self, result: &impl Serialize) {
        let separator = match (self.output_type, self.is_empty()) {
            (OutputType::Json, true) => "[",
            (OutputType::Json, false) => ",",
            (OutputType::JsonLines, true) => "",
            (OutputType::JsonLines, false) => "\n",
        };
        self.text.extend_from_slice(separator.as_bytes());
        // Neither a vector nor what has only texts as keys can fail.
        let _ = serde_json::to_writer(&mut self.text, result);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The bytes of the file.
    pub fn into_bytes(mut self) -> Vec<u8> {
        if self.output_type == OutputType::Json {
            self.text.extend_from_slice(if self.is_empty() { b"[]" } else { b"]" });
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_transformation_makes_of_an_output_what_it_says() {
        let output = json!([1, [2]]);
        assert_eq!(Transformation::None.apply(Some(&output)), Formed::Description);
        let whole = [output.clone()];
        assert_eq!(Transformation::Compact.apply(Some(&output)), Formed::Outputs(&whole));
        let elements = [json!(1), json!([2])];
        assert_eq!(Transformation::Flatten.apply(Some(&output)), Formed::Outputs(&elements));
        let object = [json!({ "a": 3 })];
        assert_eq!(Transformation::Flatten.apply(Some(&object[0])), Formed::Outputs(&object));
        for name in ["NONE", "COMPACT", "FLATTEN"] {
            let transformation = Transformation::parse(name).unwrap();
            assert_eq!(transformation.apply(None), Formed::Description);
        }
    }

    #[test]
    fn results_are_an_array_or_lines() {
        let text = |name: &str, all: &[Value]| {
            let mut results = Results::new(OutputType::parse(name).unwrap());
            for result in all {
                results.push(result);
            }
            String::from_utf8(results.into_bytes()).unwrap()
        };
        assert_eq!(text("JSON", &[json!(1), json!({ "a": 2 })]), r#"[1,{"a":2}]"#);
        assert_eq!(text("JSONL", &[json!(1), json!({ "a": 2 })]), "1\n{\"a\":2}");
        assert_eq!(text("JSON", &[]), "[]");
        assert_eq!(text("JSONL", &[]), "");
    }
}
