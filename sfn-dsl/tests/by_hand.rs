//! What the macro writes can be written by hand: the same states, names included.

use sfn_dsl::prelude::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Order {
    id: String,
    items: Vec<u32>,
    express: bool,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
enum OrderError {
    Declined { code: String },
    Empty,
}

#[task(lambda = "charge")]
async fn charge(id: String, amount: u32) -> Result<String, OrderError>;

#[task(lambda = "reserve")]
async fn reserve(item: u32) -> Result<u32, OrderError>;

#[task(lambda = "notify")]
async fn notify(text: String) -> Result<(), OrderError>;

#[task(lambda = "ask")]
async fn ask(id: String, token: TaskToken) -> Result<bool, OrderError>;

#[workflow]
async fn fulfil(order: Order) -> Result<u32, OrderError> {
    if order.items.is_empty() {
        return Err(OrderError::Empty);
    }
    let total: u32 = order.items.iter().sum();
    let receipt =
        match charge(order.id.clone(), total).retry(Retry::on(["Busy"]).max_attempts(2)).await {
            Ok(receipt) => receipt,
            Err(OrderError::Declined { .. }) => {
                notify(order.id.clone()).await?;
                return Err(OrderError::Empty);
            }
            Err(failure) => return Err(failure),
        };
    let reserved = sfn::map(order.items.clone(), 5, async |item| reserve(item).await).await?;
    let mut tries = 0;
    while tries < 3 {
        sfn::sleep(sfn::seconds(10)).await;
        notify(receipt.clone()).await?;
        tries += 1;
    }
    for item in order.items.clone() {
        reserve(item).await?;
    }
    let wanted = sfn::race!(ask(order.id.clone()), async {
        sfn::sleep(sfn::days(2)).await;
        Ok(order.express)
    })?;
    if !wanted {
        return Err(OrderError::Empty);
    }
    Ok(reserved.iter().sum())
}

fn by_hand() -> Workflow<Order, u32> {
    Workflow::<Order, u32>::new("fulfil", |w, order| {
        w.name_next("IfOrderItemsIsEmpty");
        w.when(order.items.is_empty(), |w| w.fail(OrderError::Empty));
        let total = w.let_("total", order.items.iter().sum::<u32>());
        let charged = w
            .call(charge, (&order.id, &total))
            .retry(Retry::on(["Busy"]).max_attempts(2))
            .on_error(["Declined"], |w, _| {
                let _ = w.call(notify, (&order.id,));
                w.fail(OrderError::Empty);
            })
            .on_error(["Empty"], W::fail);
        let receipt = w.let_("receipt", charged.end());
        w.name_next("Reserved");
        let reserved = w.map(&order.items, 5, |w, item| w.call(reserve, (item,)).into_expr());
        let reserved = w.let_("reserved", reserved);
        let tries = w.let_mut("tries", 0_u32);
        w.name_next("WhileTries");
        w.repeat_while(tries.lt(3), |w| {
            w.sleep(10);
            let _ = w.call(notify, (&receipt,));
            w.assign(&tries, tries.clone() + 1);
        });
        w.name_next("ForItem");
        w.for_each("item", &order.items, |w, item| {
            let _ = w.call(reserve, (item,));
        });
        w.name_next("Wanted");
        let wanted = w.race((
            |w: &W| w.call(ask, (&order.id,)).into_expr(),
            |w: &W| {
                w.sleep(sfn::days(2));
                order.express.clone()
            },
        ));
        let wanted = w.let_("wanted", wanted);
        w.name_next("IfNotWanted");
        w.when(!wanted, |w| w.fail(OrderError::Empty));
        w.done(reserved.iter().sum::<u32>());
    })
}

#[test]
fn the_macro_and_the_builder_give_the_same_definition() {
    let machine =
        |definition: sfn_local::Definition| sfn_asl::write::to_string(&definition.machine);
    assert_eq!(machine(by_hand().definition()), machine(fulfil::definition()));
}
