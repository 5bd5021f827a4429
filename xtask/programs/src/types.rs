//! The types: each of serde's forms once.

use sfn_dsl::prelude::*;

/// Members under their own names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Place {
    /// A number.
    pub x: i32,
    /// Another.
    pub y: i32,
}

/// Renamed members, a missing one, a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Item {
    /// A name that is no identifier.
    #[serde(rename = "sku-code")]
    pub sku: String,
    /// A number.
    pub quantity: i32,
    /// A list.
    pub tags: Vec<String>,
    /// Missing where it is `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// An enum.
    pub size: Size,
}

/// Everything inside one another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// A text.
    pub order_id: String,
    /// Structs.
    pub item_list: Vec<Item>,
    /// A truth value.
    pub is_open: bool,
    /// A struct that may not be there.
    pub ship_to: Option<Place>,
    /// A float.
    pub max_weight: f64,
    /// An enum with fields.
    pub last_event: Event,
}

/// Members of another struct among its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Wrapped {
    /// The other struct.
    #[serde(flatten)]
    pub place: Place,
    /// A text.
    pub name: String,
    /// `None` where it is missing.
    #[serde(default)]
    pub rank: Option<i32>,
}

/// No fields.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum Size {
    /// Its own name.
    Small,
    /// Another name.
    #[serde(rename = "mid")]
    Medium,
    /// Its own name.
    Large,
}

/// Externally tagged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum Shape {
    /// A text.
    Point,
    /// An object.
    Circle {
        /// A number.
        radius: i32,
    },
    /// A value.
    Named(String),
    /// A list.
    Both(i32, String),
    /// An enum.
    Sized(Size),
    /// A struct.
    At(Place),
}

/// Internally tagged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A number.
    CreatedAt {
        /// The number.
        at: i32,
    },
    /// A text, and perhaps another.
    Renamed {
        /// The text.
        from: String,
        /// The other.
        to_name: Option<String>,
    },
    /// Nothing.
    Gone,
    /// The members of a struct.
    Moved(Place),
}

/// Adjacently tagged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "t", content = "c")]
pub enum Change {
    /// Nothing.
    Clear,
    /// A number.
    Add(i32),
    /// An object.
    Put {
        /// A text.
        name: String,
        /// A number.
        value: i32,
    },
    /// A list.
    Many(Vec<i32>),
}

/// Without a tag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(untagged)]
pub enum Loose {
    /// A number.
    Number(i32),
    /// A text.
    Text(String),
    /// A list.
    Numbers(Vec<i32>),
    /// An object.
    Pair {
        /// A number.
        left: i32,
        /// A text.
        right: String,
    },
}

/// How most tasks fail.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum Failure {
    /// With fields.
    Bad {
        /// A text.
        why: String,
        /// A number.
        code: i32,
    },
    /// Without.
    Worse,
    /// By its time limit.
    #[sfn(timeout)]
    Late,
}

/// How the other tasks fail.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum Denied {
    /// With an optional field.
    Forbidden {
        /// A text, or none.
        by: Option<String>,
    },
    /// An error of the service.
    #[sfn(name = "Lambda.TooManyRequestsException")]
    Throttled,
}

/// Every error.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum Any {
    /// Those of most tasks.
    Failed(#[from] Failure),
    /// Those of the others.
    Refused(#[from] Denied),
    /// One of its own.
    Stopped {
        /// A number.
        at: i32,
    },
    /// All the rest.
    #[sfn(other)]
    Other {
        /// Its name.
        name: String,
        /// What it says.
        cause: String,
    },
}
