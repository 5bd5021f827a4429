//! A small shop: the types and tasks that the compile-fail cases use.

use sfn_dsl::prelude::*;

/// An order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Order {
    /// Its number.
    pub id: String,
    /// Its price.
    pub total: f64,
    /// What was ordered.
    pub items: Vec<Item>,
    /// A remark.
    pub note: Option<String>,
    /// A counter that does not fit into a double.
    pub views: u64,
    /// A small counter.
    pub count: u32,
}

/// An item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Item {
    /// The article.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum Decision {
    /// Yes.
    Approved,
    /// No.
    Rejected {
        /// Why.
        reason: String,
    },
}

/// An error.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ShopError {
    /// Refused, and why.
    Refused {
        /// Why.
        reason: String,
    },
    /// Gone.
    Gone,
}

/// Another error.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum BankError {
    /// Declined.
    Declined,
}

/// Prices an order.
#[task(lambda = "price")]
pub async fn price(order: Order) -> Result<f64, ShopError>;

/// Reserves an item.
#[task(lambda = "reserve")]
pub async fn reserve(sku: String, quantity: u32) -> Result<bool, ShopError>;

/// Decides about an order.
#[task(lambda = "decide")]
pub async fn decide(id: String) -> Result<Decision, ShopError>;

/// Charges an amount.
#[task(lambda = "charge")]
pub async fn charge(id: String, amount: f64) -> Result<String, BankError>;

/// Asks a person.
#[task(lambda = "ask")]
pub async fn ask(id: String, token: TaskToken) -> Result<Decision, ShopError>;
