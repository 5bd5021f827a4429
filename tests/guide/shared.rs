use sfn_dsl::prelude::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Order {
    pub id: String,
    pub items: Vec<Item>,
    pub note: Option<String>,
    pub status: Status,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Item {
    pub sku: String,
    pub quantity: u32,
    pub price: f64,
}

#[sfn::inline]
impl Item {
    pub fn cost(&self, discount: f64) -> f64 {
        let full = f64::from(self.quantity) * self.price;
        full * (1.0 - discount)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum Status {
    Open,
    Paid { by: String },
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ShopError {
    Empty,
    Declined {
        code: String,
    },
    #[sfn(timeout)]
    TimedOut,
}

#[task(lambda = "${Charge}")]
pub async fn charge(id: String, amount: f64) -> Result<String, ShopError>;

#[task(lambda = "${Reserve}")]
pub async fn reserve(sku: String) -> Result<u32, ShopError>;

#[task(lambda = "${Approve}")]
pub async fn approve(id: String, token: TaskToken) -> Result<bool, ShopError>;

#[step]
pub async fn reserve_or_spare(sku: &str) -> Result<u32, ShopError> {
    match reserve(sku.to_owned()).await {
        Ok(0) => reserve("spare".to_owned()).await,
        stock => stock,
    }
}
