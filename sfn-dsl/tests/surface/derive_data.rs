//! `derive(Data)`: each of serde's attributes, reading and writing.

use serde::{Deserialize, Serialize};
use sfn_dsl::{
    __private::{ProxyOf, code, none, num, some, text, update},
    Data, Expr,
};

use crate::support::{check, input, prints};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: String,
    line_items: Vec<Item>,
    #[serde(rename = "prio")]
    r#type: u32,
    note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Item {
    sku: String,
    quantity: u32,
    price: f64,
}

fn order() -> Order {
    Order {
        order_id: "o-1".into(),
        line_items: vec![Item { sku: "a".into(), quantity: 2, price: 1.5 }],
        r#type: 3,
        note: None,
    }
}

#[test]
fn fields_have_the_names_that_serde_gives_them() {
    let e = input::<Order>();
    let value = order();
    prints(&e.order_id, "$input.orderId");
    check(&value, &e.order_id, &value.order_id);
    check(&value, &e.line_items, &value.line_items);
    check(&value, &e.r#type, &value.r#type);
    check(&value, &e.note, &value.note);
    prints(&e.note, "$exists($input.note) ? $input.note : null");
}

#[test]
fn a_struct_literal_is_the_object_that_serde_writes() {
    type P = ProxyOf<Item>;
    let e = input::<Order>();
    let item = Expr::<Item>::from(P {
        sku: e.order_id.clone(),
        quantity: e.r#type.clone(),
        price: num(2.0),
    });
    prints(&item, "{'sku': $input.orderId, 'quantity': $input.prio, 'price': 2}");
    check(&order(), &item, &Item { sku: "o-1".into(), quantity: 3, price: 2.0 });
    let updated = update(item, vec![("sku", code(text("b")))]);
    check(&order(), &updated, &Item { sku: "b".into(), quantity: 3, price: 2.0 });
    let _ = (some(num(1)), none::<u32>());
}
