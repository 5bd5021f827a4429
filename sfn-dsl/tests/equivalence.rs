//! Workflows written with the macros do natively what their definitions do in the interpreter.

#![allow(missing_docs, reason = "a test")]

use sfn_dsl::{
    Retry,
    prelude::*,
    testing::{Answers, assert_equivalent},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub order_id: String,
    pub email: Option<String>,
    pub items: Vec<Item>,
    pub total: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Item {
    pub sku: String,
    pub quantity: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Payment {
    pub id: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    pub payment_id: String,
    pub reservations: Vec<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum PaymentError {
    Declined {
        code: String,
    },
    #[sfn(timeout)]
    TimedOut,
    #[sfn(other)]
    Other {
        name: String,
        cause: String,
    },
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum StockError {
    OutOfStock { sku: String },
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum MailError {
    Bounced,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum OrderError {
    Declined { code: String },
    Unpaid,
    Stock(#[from] StockError),
    Mail(#[from] MailError),
}

#[task(lambda = "${Charge}")]
pub async fn charge(order_id: String, amount: f64) -> Result<Payment, PaymentError> {
    if amount > 100.0 {
        return Err(PaymentError::Declined { code: format!("over by {}", amount - 100.0) });
    }
    Ok(Payment { id: format!("payment-{order_id}") })
}

#[task(lambda = "${Reserve}")]
pub async fn reserve(item: Item) -> Result<String, StockError> {
    match item.quantity {
        0 => Err(StockError::OutOfStock { sku: item.sku }),
        _ => Ok(format!("reserved {}", item.sku)),
    }
}

#[task(lambda = "${Refund}")]
pub async fn refund(payment_id: String) -> Result<(), MailError>;

#[task(lambda = "${Mail}")]
pub async fn mail(address: Option<String>) -> Result<String, MailError>;

#[task(lambda = "${Pick}")]
pub async fn pick(reservations: Vec<String>) -> Result<u32, StockError>;

#[workflow(name = "order")]
pub async fn fulfil(order: Order) -> Result<Receipt, OrderError> {
    let payment = match charge(order.order_id.clone(), order.total)
        .retry(Retry::transient().max_attempts(2))
        .timeout_seconds(60)
        .await
    {
        Ok(payment) => payment,
        Err(PaymentError::Declined { code }) => return Err(OrderError::Declined { code }),
        Err(_) => return Err(OrderError::Unpaid),
    };
    let reservations = sfn::map(order.items.clone(), 2, async |item| reserve(item).await).await?;
    sfn::sleep(sfn::minutes(5)).await;
    let (note, _picked) = sfn::try_join!(mail(order.email.clone()), pick(reservations.clone()))?;
    Ok(Receipt { payment_id: payment.id, reservations, note: Some(note) })
}

fn sample(total: f64, quantities: &[u32]) -> Order {
    let item =
        |(index, quantity): (usize, &u32)| Item { sku: format!("s{index}"), quantity: *quantity };
    Order {
        order_id: "o1".to_owned(),
        email: None,
        items: quantities.iter().enumerate().map(item).collect(),
        total,
    }
}

fn answers() -> Answers {
    Answers::new()
        .on(mail, |call| Ok(format!("mail to {}", call.payload["address"])))
        .on(pick, |_| Ok(3))
        .succeed(refund, &())
}

#[test]
fn every_path_ends_the_same() {
    for (total, quantities) in
        [(1.0, &[1, 2, 3][..]), (500.0, &[1]), (1.0, &[1, 0, 5, 0]), (1.0, &[])]
    {
        assert_equivalent(|| fulfil(sample(total, quantities)), &answers());
    }
}

#[test]
fn every_error_ends_the_same() {
    let run = || fulfil(sample(1.0, &[1, 2]));
    for error in
        ["Lambda.ServiceException", "Lambda.Unknown", "States.Timeout", "States.DataLimitExceeded"]
    {
        for times in [1, 5] {
            assert_equivalent(run, &answers().fail_first(times, charge, error));
        }
    }
    assert_equivalent(run, &answers().fail(mail, &MailError::Bounced));
    let both = answers().fail(mail, &MailError::Bounced);
    assert_equivalent(run, &both.fail(pick, &StockError::OutOfStock { sku: "s".to_owned() }));
}
