//! Order fulfilment: validate, charge, reserve, notify, deliver; with compensations where a step fails.

use sfn_dsl::prelude::*;

/// What a customer ordered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The order's number.
    pub order_id: String,
    /// Who ordered.
    pub customer: Customer,
    /// What was ordered.
    pub items: Vec<Item>,
    /// The price of all items together.
    pub total: f64,
}

/// Who ordered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// Where mails go.
    pub email: String,
    /// Where parcels go.
    pub address: String,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Item {
    /// The article.
    pub sku: String,
    /// How many of it.
    pub quantity: u32,
}

/// Whether an order can be fulfilled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Verdict {
    /// Whether it can.
    pub valid: bool,
    /// Why not.
    pub reason: Option<String>,
}

/// A payment that was taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Payment {
    /// The payment's number.
    pub id: String,
    /// How much was taken.
    pub amount: f64,
}

/// Goods that were put aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Reservation {
    /// The article.
    pub sku: String,
    /// Where it lies.
    pub shelf: String,
}

/// What the customer gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The order's number.
    pub order_id: String,
    /// The payment's number.
    pub payment_id: String,
    /// When the parcel comes.
    pub delivery: String,
    /// How many articles were put aside.
    pub reserved: usize,
}

/// Why an order was not fulfilled.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum OrderError {
    /// The order cannot be fulfilled.
    Invalid,
    /// The payment was declined, for this reason.
    Declined {
        /// The bank's code.
        code: String,
    },
    /// Something is not in stock; the payment was given back.
    OutOfStock,
    /// A service did not do its work.
    Service(#[from] ServiceError),
}

/// A task that has no errors of its own.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ServiceError {
    /// Whatever went wrong.
    #[sfn(other)]
    Other {
        /// The error's name.
        name: String,
        /// What it says.
        cause: String,
    },
}

/// Why a payment was not taken.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum PaymentError {
    /// The bank said no.
    Declined {
        /// The bank's code.
        code: String,
    },
}

/// Why an article was not put aside.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum StockError {
    /// There is not enough of it.
    OutOfStock {
        /// The article.
        sku: String,
    },
    /// The stock could not be asked.
    #[sfn(other)]
    Unknown {
        /// The error's name.
        name: String,
        /// What it says.
        cause: String,
    },
}

/// Says whether the order can be fulfilled.
#[task(lambda = "${ValidateOrderFunction}")]
pub async fn validate_order(order: Order) -> Result<Verdict, ServiceError> {
    let reason = if order.items.is_empty() {
        Some("there are no items".to_owned())
    } else if order.items.iter().any(|item| item.quantity == 0) {
        Some("an item has no quantity".to_owned())
    } else {
        None
    };
    Ok(Verdict { valid: reason.is_none(), reason })
}

/// Tells the customer what is wrong.
#[task(lambda = "${NotifyUserFunction}")]
pub async fn notify_user(email: String, reason: Option<String>) -> Result<(), ServiceError> {
    let _ = (email, reason);
    Ok(())
}

/// Takes the money.
#[task(lambda = "${ChargePaymentFunction}")]
pub async fn charge_payment(order_id: String, amount: f64) -> Result<Payment, PaymentError> {
    if amount > 10_000.0 {
        return Err(PaymentError::Declined { code: "limit_exceeded".to_owned() });
    }
    Ok(Payment { id: format!("pay-{order_id}"), amount })
}

/// Makes sure that nothing stays charged after a declined payment.
#[task(lambda = "${RefundPaymentFunction}")]
pub async fn refund_payment(order_id: String) -> Result<(), ServiceError> {
    let _ = order_id;
    Ok(())
}

/// Puts an article aside.
#[task(lambda = "${ReserveItemFunction}")]
pub async fn reserve_item(item: Item) -> Result<Reservation, StockError> {
    if item.sku.starts_with("gone-") {
        return Err(StockError::OutOfStock { sku: item.sku });
    }
    Ok(Reservation { shelf: format!("shelf-{}", item.sku.len()), sku: item.sku })
}

/// Gives the money back.
#[task(lambda = "${ReleasePaymentFunction}")]
pub async fn release_payment(payment_id: String) -> Result<(), ServiceError> {
    let _ = payment_id;
    Ok(())
}

/// Confirms the order to the customer.
#[task(lambda = "${SendConfirmationFunction}")]
pub async fn send_confirmation(email: String, order_id: String) -> Result<(), ServiceError> {
    let _ = (email, order_id);
    Ok(())
}

/// Tells the warehouse what to pick.
#[task(lambda = "${NotifyWarehouseFunction}")]
pub async fn notify_warehouse(reservations: Vec<Reservation>) -> Result<(), ServiceError> {
    let _ = reservations;
    Ok(())
}

/// Says when the parcel comes.
#[task(lambda = "${ScheduleDeliveryFunction}")]
pub async fn schedule_delivery(order_id: String, address: String) -> Result<String, ServiceError> {
    let _ = address;
    Ok(format!("{order_id} in three days"))
}

/// Takes an order from validation to delivery.
#[workflow(name = "order-fulfilment", timeout_seconds = 86_400)]
pub async fn order_fulfilment(order: Order) -> Result<Receipt, OrderError> {
    let verdict = validate_order(order.clone()).await?;
    if !verdict.valid {
        notify_user(order.customer.email.clone(), verdict.reason).await?;
        return Err(OrderError::Invalid);
    }
    /// Throttling and hiccups of Lambda are tried again; a decline is not.
    let payment = match charge_payment(order.order_id.clone(), order.total)
        .retry(
            Retry::on(["Lambda.ServiceException", "Lambda.TooManyRequestsException"])
                .interval_seconds(2)
                .max_attempts(3)
                .backoff_rate(2.0),
        )
        .await
    {
        Ok(payment) => payment,
        Err(PaymentError::Declined { code }) => {
            refund_payment(order.order_id.clone()).await?;
            return Err(OrderError::Declined { code });
        }
    };
    #[sfn(name = "ReserveInventory")]
    let Ok(reservations) =
        sfn::map(order.items.clone(), 10, async |item| reserve_item(item).await).await
    else {
        release_payment(payment.id.clone()).await?;
        return Err(OrderError::OutOfStock);
    };
    sfn::try_join!(
        send_confirmation(order.customer.email.clone(), order.order_id.clone()),
        notify_warehouse(reservations.clone()),
    )?;
    let delivery =
        schedule_delivery(order.order_id.clone(), order.customer.address.clone()).await?;
    Ok(Receipt {
        order_id: order.order_id,
        payment_id: payment.id,
        delivery,
        reserved: reservations.len(),
    })
}
