//! Workflows written with the macros do natively what their definitions do in the interpreter.

#![allow(missing_docs, reason = "a test")]

use proptest::prelude::*;
use sfn_dsl::{
    Retry,
    prelude::*,
    testing::{Answers, assert_equivalent, check_equivalence},
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

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ApprovalError {
    Rejected {
        reason: String,
    },
    #[sfn(timeout)]
    TimedOut,
}

/// A body stands for the callee: what it returns is what the callback delivers.
#[task(lambda = "${Ask}")]
pub async fn ask(order_id: String, token: TaskToken) -> Result<u32, ApprovalError> {
    if token.as_str().is_empty() || order_id.is_empty() {
        return Err(ApprovalError::Rejected { reason: "no order or no token".to_owned() });
    }
    if order_id == "late" {
        sfn::sleep(sfn::hours(2)).await;
    }
    Ok(u32::try_from(order_id.len()).unwrap_or_default())
}

#[workflow(name = "approval")]
pub async fn approval(order_id: String) -> Result<String, ApprovalError> {
    let count = ask(order_id.clone()).timeout_seconds(3_600).await?;
    Ok(format!("{order_id}: {count} at {}", sfn::now()))
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ParentError {
    Approval(#[from] ApprovalError),
    Order(#[from] OrderError),
}

#[workflow(name = "parent")]
pub async fn parent(order: Order, who: String) -> Result<String, ParentError> {
    sfn::sleep(sfn::days(1)).await;
    let (approved, receipt) = sfn::try_join!(approval(who.clone()), fulfil(order.clone()))?;
    Ok(format!("{who} {approved} {}", receipt.payment_id))
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

#[test]
fn a_callback_ends_the_same() {
    for order_id in ["o1", "", "late"] {
        assert_equivalent(|| approval(order_id.to_owned()), &Answers::new());
    }
    let refused = ApprovalError::Rejected { reason: "no".to_owned() };
    assert_equivalent(|| approval("o1".to_owned()), &Answers::new().fail(ask, &refused));
}

#[test]
fn called_workflows_end_the_same() {
    for who in ["me", "", "late"] {
        for (total, quantities) in [(1.0, &[1, 2][..]), (500.0, &[1]), (1.0, &[0])] {
            assert_equivalent(|| parent(sample(total, quantities), who.to_owned()), &answers());
        }
    }
}

/// What a task does in a generated case.
#[derive(Clone, Debug)]
enum Behaviour {
    Body,
    Fails(&'static str),
    FailsFirst(u32, &'static str),
}

fn behaviour() -> impl Strategy<Value = Behaviour> {
    let error = prop_oneof![
        Just("Lambda.ServiceException"),
        Just("Lambda.TooManyRequestsException"),
        Just("States.Timeout"),
        Just("States.TaskFailed"),
        Just("Unheard.Of"),
    ];
    prop_oneof![
        4 => Just(Behaviour::Body),
        1 => error.clone().prop_map(Behaviour::Fails),
        2 => (1_u32..4, error).prop_map(|(times, error)| Behaviour::FailsFirst(times, error)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn generated_orders_end_the_same(
        total in prop_oneof![Just(1.0), Just(99.5), Just(100.5), 0.0..200.0],
        email in proptest::option::of("[a-z]{0,3}"),
        quantities in proptest::collection::vec(0_u32..4, 0..6),
        charged in behaviour(),
        reserved in behaviour(),
        mailed in proptest::option::of(Just(MailError::Bounced)),
    ) {
        let order = Order { email, ..sample(total, &quantities) };
        let mut answers = answers();
        answers = match charged {
            Behaviour::Body => answers,
            Behaviour::Fails(error) => answers.fail_first(100, charge, error),
            Behaviour::FailsFirst(times, error) => answers.fail_first(times, charge, error),
        };
        answers = match reserved {
            Behaviour::Body => answers,
            Behaviour::Fails(error) => answers.fail_first(100, reserve, error),
            Behaviour::FailsFirst(times, error) => answers.fail_first(times, reserve, error),
        };
        if let Some(error) = mailed {
            answers = answers.fail(mail, &error);
        }
        let result = check_equivalence(|| fulfil(order.clone()), &answers);
        prop_assert!(result.is_ok(), "{}", result.unwrap_err());
    }
}
