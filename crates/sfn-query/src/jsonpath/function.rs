//! The functions that may stand at the end of a path.

use serde_json::Value;

use super::PathError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Length,
    Keys,
    First,
    Last,
    Min,
    Max,
    Sum,
    Average,
    StandardDeviation,
}

impl Function {
    const ALL: [Self; 9] = [
        Self::Length,
        Self::Keys,
        Self::First,
        Self::Last,
        Self::Min,
        Self::Max,
        Self::Sum,
        Self::Average,
        Self::StandardDeviation,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Keys => "keys",
            Self::First => "first",
            Self::Last => "last",
            Self::Min => "min",
            Self::Max => "max",
            Self::Sum => "sum",
            Self::Average => "avg",
            Self::StandardDeviation => "stddev",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name() == name)
    }

    /// The function of a value. What it does not take gives `null`.
    pub(super) fn apply(self, value: &Value) -> Result<Value, PathError> {
        Ok(match (self, value) {
            (Self::Length, Value::Array(elements)) => elements.len().into(),
            (Self::Length, Value::Object(members)) => members.len().into(),
            (Self::Keys, Value::Object(members)) => members.keys().cloned().collect(),
            (Self::First, Value::Array(elements)) => elements.first().cloned().unwrap_or_default(),
            (Self::Last, Value::Array(elements)) => elements.last().cloned().unwrap_or_default(),
            (Self::Length | Self::Keys | Self::First | Self::Last, _) => Value::Null,
            (_, value) => self.aggregate(value)?.into(),
        })
    }

    fn aggregate(self, value: &Value) -> Result<f64, PathError> {
        let elements = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let numbers: Vec<f64> = elements.iter().filter_map(Value::as_f64).collect();
        if numbers.is_empty() {
            return Err(PathError::NothingToAggregate);
        }
        #[expect(clippy::cast_precision_loss, reason = "a payload holds few numbers")]
        let count = numbers.len() as f64;
        let sum: f64 = numbers.iter().sum();
        Ok(match self {
            Self::Min => numbers.into_iter().fold(f64::INFINITY, f64::min),
            Self::Max => numbers.into_iter().fold(f64::NEG_INFINITY, f64::max),
            Self::Average => sum / count,
            Self::StandardDeviation => {
                let squares: f64 = numbers.iter().map(|number| number * number).sum();
                (squares / count - (sum / count).powi(2)).max(0.0).sqrt()
            }
            _ => sum,
        })
    }
}
