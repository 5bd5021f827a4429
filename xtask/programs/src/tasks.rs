//! The tasks, which have no bodies: `answers` answers them. And workflows that programs call.

use std::collections::BTreeMap;

use sfn_dsl::prelude::*;

use crate::types::{
    Any, Change, Denied, Event, Failure, Item, Loose, Order, Place, Shape, Wrapped,
};

/// A number for a number.
#[task(lambda = "count")]
pub async fn call_count(number: i32) -> Result<i32, Failure>;

/// Perhaps a number.
#[task(lambda = "find")]
pub async fn call_find(number: i32) -> Result<Option<i32>, Failure>;

/// Yes or no.
#[task(lambda = "ready")]
pub async fn call_ready(text: String, flag: bool) -> Result<bool, Denied>;

/// A text for a struct, which is the payload itself.
#[task(lambda = "name")]
pub async fn call_name(place: Place) -> Result<String, Failure>;

/// A list.
#[task(lambda = "list")]
pub async fn call_list(text: Option<String>, limit: i32) -> Result<Vec<i32>, Denied>;

/// Nothing.
#[task(lambda = "note")]
pub async fn call_note(text: String) -> Result<(), Failure>;

/// A float.
#[task(lambda = "weigh")]
pub async fn call_weigh(order: Order) -> Result<f64, Failure>;

/// A tuple.
#[task(lambda = "pair")]
pub async fn call_pair(numbers: Vec<i32>) -> Result<(i32, String), Failure>;

/// A map.
#[task(lambda = "table")]
pub async fn call_table(wrapped: Wrapped) -> Result<BTreeMap<String, i32>, Failure>;

/// An enum for an enum.
#[task(lambda = "shape")]
pub async fn call_shape(shape: Shape) -> Result<Shape, Failure>;

/// Another.
#[task(lambda = "event")]
pub async fn call_event(event: Event) -> Result<Event, Denied>;

/// And two more.
#[task(lambda = "change")]
pub async fn call_change(change: Change, loose: Loose) -> Result<Change, Failure>;

/// A struct.
#[task(lambda = "pack")]
pub async fn call_pack(items: Vec<Item>, loose: Loose) -> Result<Item, Failure>;

/// No parameter.
#[task(lambda = "order")]
pub async fn call_order() -> Result<Order, Denied>;

/// Somebody calls back.
#[task(lambda = "ask")]
pub async fn call_ask(question: String, token: TaskToken) -> Result<Loose, Failure>;

/// A workflow that programs call.
#[workflow(name = "child-count")]
pub async fn child_count(number: i32, text: String) -> Result<i32, Failure> {
    if text == "stop" {
        return Err(Failure::Bad { why: text, code: number });
    }
    let count = call_count(number).await?;
    Ok(count % 100 + 1)
}

/// Another, with more errors.
#[workflow(name = "child-shape")]
pub async fn child_shape(shape: Shape) -> Result<Shape, Any> {
    if let Shape::Circle { radius } = shape {
        return Err(Any::Stopped { at: radius });
    }
    let event = call_event(Event::Gone).await?;
    if let Event::CreatedAt { at } = event {
        sfn::sleep(sfn::minutes(1)).await;
        return Ok(Shape::Circle { radius: at });
    }
    Ok(call_shape(shape).await?)
}
