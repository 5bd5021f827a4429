//! Workflows of eight tasks, beside the same async functions.

use std::fmt::Write as _;

/// One workflow with its types and its eight tasks.
pub(super) fn module(number: u32, definitions: bool, limit: u32) -> String {
    let attribute = if definitions {
        format!("#[workflow(name = \"orders-{number}\")]")
    } else {
        String::new()
    };
    let mut text = String::from(
        r#"#![allow(dead_code)]
use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Item { pub sku: String, pub quantity: u32, pub price: f64 }

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Order { pub order_id: String, pub items: Vec<Item>, pub total: f64, pub note: Option<String> }

#[derive(Clone, Serialize, Deserialize, Data)]
pub struct Step { pub id: String, pub amount: f64, pub accepted: bool }

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum OrderError { Refused { reason: String }, Busy }

"#,
    );
    for task in 0..8 {
        let _ = writeln!(
            text,
            "#[task(lambda = \"function-{number}-{task}\")]\n\
             pub async fn task_{task}(order_id: String, amount: f64) -> Result<Step, OrderError>;\n"
        );
    }
    let _ = write!(
        text,
        r#"{attribute}
pub async fn flow(order: Order) -> Result<Vec<String>, OrderError> {{
    let mut done: Vec<String> = Vec::new();
    let sum: f64 = order.items.iter().map(|item| item.price * f64::from(item.quantity)).sum();
    let first = task_0(order.order_id.clone(), sum).await?;
    if !first.accepted || sum > {limit}.0 {{
        return Err(OrderError::Refused {{ reason: format!("{{}} is too much", first.id) }});
    }}
    done.push(first.id);
    let second = match task_1(order.order_id.clone(), order.total).retry(Retry::transient()).await {{
        Ok(step) => step,
        Err(OrderError::Busy) => task_2(order.order_id.clone(), 1.5).await?,
        Err(OrderError::Refused {{ reason }}) => return Err(OrderError::Refused {{ reason }}),
    }};
    done.push(second.id);
    let id = order.order_id.clone();
    let steps = sfn::map(order.items.clone(), 5, async |item| task_3(item.sku, item.price).await).await?;
    let accepted = steps.iter().filter(|step| step.accepted).count();
    let mut attempts = 0;
    while attempts < 3 {{
        let step = task_4(id.clone(), second.amount).await?;
        if step.accepted {{
            break;
        }}
        sfn::sleep(sfn::seconds(30)).await;
        attempts += 1;
    }}
    let (left, right) = sfn::try_join!(task_5(id.clone(), 1.0), task_6(id.clone(), 2.0))?;
    if let Some(note) = order.note {{
        done.push(note);
    }}
    let last = task_7(left.id, right.amount).await?;
    done.push(format!("{{}} of {{accepted}}", last.id));
    Ok(done)
}}
"#
    );
    text
}
