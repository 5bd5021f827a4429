//! `derive(Data)`: each of serde's attributes, reading and writing, against serde itself.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sfn_dsl::{
    __private::{Code, Fields, ProxyOf, code, none, num, some, text, update},
    Data, Expr,
};

use crate::support::{check, evaluate, input, prints, same};

/// Rebuilds a value from its fields, as a workflow would: the object must be what serde writes.
#[track_caller]
fn rebuilds<T>(value: &T)
where
    T: Fields + Serialize,
    Expr<T>: From<ProxyOf<T>>,
{
    let fields = T::__proxy(input::<T>().__code());
    check(value, &Expr::<T>::from(fields), value);
}

/// What the workflow reads out of `json` is what serde reads.
#[track_caller]
fn reads<T, U>(json: &Value, field: impl Fn(&Expr<T>) -> Expr<U>, native: impl Fn(T) -> U)
where
    T: DeserializeOwned + Data,
    U: Serialize,
{
    let value: T = serde_json::from_value(json.clone()).unwrap();
    check(json, &field(&input::<T>()), &native(value));
}

mod names {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    #[serde(rename_all = "camelCase")]
    struct Order {
        order_id: String,
        line_items: Vec<Item>,
        #[serde(rename = "prio")]
        r#type: u32,
        note: Option<String>,
        #[serde(rename = "two words")]
        len: bool,
        #[serde(alias = "oldName", alias = "older")]
        new_name: Option<u32>,
        #[serde(alias = "was")]
        now: u32,
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
            len: true,
            new_name: Some(1),
            now: 2,
        }
    }

    #[test]
    fn fields_have_the_names_that_serde_gives_them() {
        let e = input::<Order>();
        let value = order();
        prints(&e.order_id, "$input.orderId");
        prints(&e.len, "$input.`two words`");
        prints(&e.note, "$exists($input.note) ? $input.note : null");
        check(&value, &e.order_id, &value.order_id);
        check(&value, &e.line_items, &value.line_items);
        check(&value, &e.r#type, &value.r#type);
        check(&value, &e.note, &value.note);
        check(&value, &e.len, &value.len);
        rebuilds(&value);
        rebuilds(&Order { note: Some("n".into()), ..value });
    }

    #[test]
    fn aliases_are_read() {
        let old = json!({ "orderId": "", "lineItems": [], "prio": 1, "two words": false, "older": 5, "was": 7 });
        reads::<Order, _>(&old, |e| e.new_name.clone(), |o| o.new_name);
        reads::<Order, _>(&old, |e| e.now.clone(), |o| o.now);
        reads::<Order, _>(&json!(order()), |e| e.now.clone(), |o| o.now);
    }

    #[test]
    fn literals_and_updates_write_what_serde_writes() {
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
        prints(&updated, "{'sku': 'b', 'quantity': $input.prio, 'price': 2}");
        check(&order(), &updated, &Item { sku: "b".into(), quantity: 3, price: 2.0 });
        let updated =
            update(e.clone(), vec![("note", code(some(text("n")))), ("type", code(num(9u32)))]);
        prints(&updated, "$merge([$input, {'prio': 9, 'note': 'n'}])");
        check(&order(), &updated, &Order { note: Some("n".into()), r#type: 9, ..order() });
        // An alias must not stay beside the name.
        let old =
            json!({ "orderId": "", "lineItems": [], "prio": 1, "two words": false, "was": 7 });
        let updated = update(e, vec![("now", code(num(8u32)))]);
        let expected: Order = serde_json::from_value(evaluate(&updated, &old)).unwrap();
        assert_eq!(expected.now, 8);
    }
}

mod defaults {
    use super::*;

    fn seven() -> u32 {
        7
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Field {
        #[serde(default)]
        plain: u32,
        #[serde(default = "seven")]
        path: u32,
        #[serde(default)]
        list: Vec<String>,
        #[serde(default)]
        option: Option<u32>,
        #[serde(default, alias = "former")]
        renamed: String,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    #[serde(default)]
    struct Container {
        a: u32,
        b: Vec<u32>,
        c: Option<String>,
    }

    impl Default for Container {
        fn default() -> Self {
            Self { a: 3, b: vec![1], c: Some("c".into()) }
        }
    }

    #[test]
    fn missing_members_have_their_defaults() {
        for json in
            [json!({}), json!({ "plain": 1, "path": 2, "list": ["x"], "option": 3, "former": "f" })]
        {
            reads::<Field, _>(&json, |e| e.plain.clone(), |v| v.plain);
            reads::<Field, _>(&json, |e| e.path.clone(), |v| v.path);
            reads::<Field, _>(&json, |e| e.list.clone(), |v| v.list);
            reads::<Field, _>(
                &json,
                |e| e.list.iter().map(|x| x + "!").collect::<Vec<_>>(),
                |v| v.list.iter().map(|x| format!("{x}!")).collect(),
            );
            reads::<Field, _>(&json, |e| e.option.clone(), |v| v.option);
            reads::<Field, _>(&json, |e| e.renamed.clone(), |v| v.renamed);
        }
        for json in [json!({}), json!({ "a": 1, "b": [], "c": null }), json!({ "c": "x" })] {
            reads::<Container, _>(&json, |e| e.a.clone(), |v| v.a);
            reads::<Container, _>(&json, |e| e.b.clone(), |v| v.b);
            reads::<Container, _>(&json, |e| e.c.clone(), |v| v.c.clone());
            reads::<Container, _>(&json, |e| e.c.is_some(), |v| v.c.is_some());
        }
        rebuilds(&Container::default());
    }
}

mod skipping {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Sparse {
        #[serde(skip_serializing_if = "Option::is_none")]
        option: Option<u32>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        list: Vec<u32>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        map: BTreeMap<String, u32>,
        always: u32,
        #[serde(skip)]
        never: u32,
    }

    fn full() -> Sparse {
        Sparse {
            option: Some(1),
            list: vec![1],
            text: "t".into(),
            map: BTreeMap::from([("k".into(), 1)]),
            always: 1,
            never: 0,
        }
    }

    fn empty() -> Sparse {
        Sparse {
            option: None,
            list: vec![],
            text: String::new(),
            map: BTreeMap::new(),
            always: 2,
            never: 0,
        }
    }

    #[test]
    fn members_are_left_out_as_serde_leaves_them_out() {
        rebuilds(&full());
        rebuilds(&empty());
        rebuilds(&Sparse { list: vec![], ..full() });
        let e = input::<Sparse>();
        check(&empty(), &e.never, &0);
        check(&empty(), &e.option, &None);
        check(&empty(), &e.list, &vec![]);
    }

    #[test]
    fn a_literal_knows_what_is_left_out() {
        type P = ProxyOf<Sparse>;
        let literal = |option: Expr<Option<u32>>| {
            Expr::<Sparse>::from(P {
                option,
                list: Expr::__new(Code::Literal(json!([]))),
                text: text("t"),
                map: Expr::__new(Code::Literal(json!({}))),
                always: num(1),
                never: num(5),
            })
        };
        prints(&literal(none()), "{'text': 't', 'always': 1}");
        prints(&literal(some(num(2))), "{'option': 2, 'text': 't', 'always': 1}");
    }

    #[test]
    fn an_update_can_take_a_member_away() {
        let e = input::<Sparse>();
        let updated =
            update(e.clone(), vec![("option", code(none::<u32>())), ("always", code(num(9u32)))]);
        check(&full(), &updated, &Sparse { option: None, always: 9, ..full() });
        check(&empty(), &updated, &Sparse { option: None, always: 9, ..empty() });
        let updated = update(e.clone(), vec![("option", code(e.option.map(|n| n + 1)))]);
        check(&full(), &updated, &Sparse { option: Some(2), ..full() });
        check(&empty(), &updated, &empty());
    }
}

mod flattening {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Outer {
        id: u32,
        #[serde(flatten)]
        inner: Inner,
        #[serde(flatten)]
        kind: Kind,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    #[serde(rename_all = "camelCase")]
    struct Inner {
        first_name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    #[serde(tag = "kind")]
    enum Kind {
        Small,
        Large { size: u32 },
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Known {
        id: u32,
        #[serde(flatten)]
        inner: Inner,
    }

    fn known() -> Known {
        Known { id: 1, inner: Inner { first_name: "f".into(), note: None } }
    }

    #[test]
    fn flattened_fields_lie_beside_the_others() {
        let e = input::<Known>();
        prints(&e.inner.first_name, "$input.firstName");
        check(&known(), &e.inner.first_name, &"f".to_owned());
        check(&known(), &e.inner.note, &None);
        check(&known(), &e.inner, &known().inner);
        rebuilds(&known());
        rebuilds(&Known {
            inner: Inner { first_name: "g".into(), note: Some("n".into()) },
            ..known()
        });
        let updated = update(
            e,
            vec![(
                "inner",
                code(Expr::<Inner>::from(ProxyOf::<Inner> { first_name: text("x"), note: none() })),
            )],
        );
        check(
            &known(),
            &updated,
            &Known { inner: Inner { first_name: "x".into(), note: None }, ..known() },
        );
    }

    #[test]
    fn enums_and_maps_take_what_is_theirs() {
        let e = input::<Outer>();
        for kind in [Kind::Small, Kind::Large { size: 5 }] {
            let value = Outer {
                id: 1,
                inner: known().inner,
                kind: kind.clone(),
                rest: BTreeMap::from([("other".into(), json!([1]))]),
            };
            check(&value, &Kind::__sfn_is_Large(&e.kind), &matches!(kind, Kind::Large { .. }));
            if let Kind::Large { size } = kind {
                prints(&Kind::__sfn_bind_Large(&e.kind).size, "$input.size");
                check(&value, &Kind::__sfn_bind_Large(&e.kind).size, &size);
            }
            check(&value, &e.inner.first_name, &value.inner.first_name);
        }
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Extra {
        id: u32,
        #[serde(flatten)]
        inner: Inner,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }

    #[test]
    fn a_flattened_map_holds_the_members_that_are_left() {
        let e = input::<Extra>();
        let empty = Extra { id: 1, inner: known().inner, rest: BTreeMap::new() };
        let full = Extra { rest: BTreeMap::from([("k".into(), json!([[1]]))]), ..empty.clone() };
        for value in [empty, full] {
            check(&value, &e.id, &value.id);
            rebuilds(&value);
        }
    }
}

mod kinds {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Meters(f64);

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Tags(Vec<String>);

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Maybe(Option<u32>);

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Pair(u32, Vec<u32>);

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Unit;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Empty {}

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    #[serde(transparent)]
    struct Transparent {
        inner: Pair,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    #[serde(tag = "type")]
    struct Tagged {
        a: u32,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Node {
        value: u32,
        next: Option<Box<Node>>,
        children: Vec<Node>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct All {
        meters: Meters,
        tags: Tags,
        maybe: Maybe,
        pair: Pair,
        unit: Unit,
        empty: Empty,
        transparent: Transparent,
        tagged: Tagged,
        tuple: (u32, Vec<String>),
        node: Node,
        many: Vec<Tags>,
        pairs: Vec<Pair>,
    }

    fn all() -> All {
        let leaf = Node { value: 2, next: None, children: vec![] };
        All {
            meters: Meters(1.5),
            tags: Tags(vec!["t".into()]),
            maybe: Maybe(None),
            pair: Pair(1, vec![2]),
            unit: Unit,
            empty: Empty {},
            transparent: Transparent { inner: Pair(3, vec![]) },
            tagged: Tagged { a: 1 },
            tuple: (4, vec!["u".into()]),
            node: Node { value: 1, next: Some(Box::new(leaf.clone())), children: vec![leaf] },
            many: vec![Tags(vec!["x".into()])],
            pairs: vec![Pair(1, vec![1])],
        }
    }

    #[test]
    fn every_kind_of_struct_is_read_and_written() {
        let value = all();
        let e = input::<All>();
        rebuilds(&value);
        check(&value, &e.meters.0, &1.5);
        check(&value, &e.tags.0.len(), &1);
        check(&value, &e.maybe.0, &None);
        check(&value, &e.pair.1, &vec![2]);
        check(&value, &e.transparent.inner.0, &3);
        check(&value, &e.tagged, &value.tagged);
        check(&value, &e.tuple.1, &value.tuple.1);
        check(&value, &e.node.next.map(|n| n.value.clone()), &Some(2));
        check(&value, &e.node.children.first().map(|n| n.value.clone()), &Some(2));
        check(&value, &e.many, &value.many);
        check(&value, &e.many.first().map(|t| t.0.clone()), &Some(vec!["x".to_owned()]));
        check(&value, &e.many.iter().filter(|t| t.0.len().gt(0)).collect::<Vec<_>>(), &value.many);
        check(
            &value,
            &e.many.iter().map(|t| t.0.clone()).collect::<Vec<_>>(),
            &vec![vec!["x".to_owned()]],
        );
        check(&value, &e.pairs.iter().map(|p| p.clone()).collect::<Vec<_>>(), &value.pairs);
        check(&value, &e.pairs.get(0).map(|p| p.1.clone()), &Some(vec![1]));
        let fields = Tagged::__sfn_new(vec![("a", code(num(1u32)))]);
        check(&value, &fields, &value.tagged);
        let updated = update(e.pair.clone(), vec![("0", code(num(9u32)))]);
        check(&value, &updated, &Pair(9, vec![2]));
        let node = input::<Node>();
        rebuilds(&value.node);
        check(&value.node, &node.children, &value.node.children);
    }

    #[test]
    fn only_objects_are_whole_payloads() {
        const {
            assert!(All::__IS_OBJECT && Tagged::__IS_OBJECT && !Meters::__IS_OBJECT);
            assert!(Pair::__IS_ARRAY && Tags::__IS_ARRAY && Transparent::__IS_ARRAY);
            assert!(!Meters::__IS_ARRAY && !Maybe::__IS_ARRAY);
            assert!(Maybe::__MAY_BE_MISSING);
        }
    }
}

mod enums {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    struct Content {
        a: u32,
    }

    macro_rules! enums {
        ($($module:ident $name:ident $(#[$attribute:meta])*, $($tuple:ident)?;)*) => {$(
            mod $module {
                use super::*;

                #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
                $(#[$attribute])*
                #[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
                enum $name {
                    #[serde(alias = "nothing")]
                    FirstUnit,
                    #[serde(rename = "N")]
                    Newtype(Content),
                    Struct { field_one: u32, #[serde(default)] two: Vec<u32>, #[serde(skip_serializing_if = "Option::is_none")] r#type: Option<u32> },
                    #[serde(rename_all = "UPPERCASE")]
                    Other { field_one: u32 },
                    $($tuple(u32, Vec<u32>),)?
                }

                #[test]
                fn variants_are_told_read_and_written() {
                    let e = input::<$name>();
                    let values = [
                        $name::FirstUnit,
                        $name::Newtype(Content { a: 1 }),
                        $name::Struct { field_one: 1, two: vec![], r#type: None },
                        $name::Struct { field_one: 1, two: vec![2], r#type: Some(3) },
                        $name::Other { field_one: 4 },
                        $($name::$tuple(5, vec![6]),)?
                    ];
                    for value in values {
                        check(&value, &$name::__sfn_is_FirstUnit(&e), &matches!(value, $name::FirstUnit));
                        check(&value, &$name::__sfn_is_Newtype(&e), &matches!(value, $name::Newtype(..)));
                        check(&value, &$name::__sfn_is_Struct(&e), &matches!(value, $name::Struct { .. }));
                        check(&value, &$name::__sfn_is_Other(&e), &matches!(value, $name::Other { .. }));
                        check(&value, &!$name::__sfn_is_Other(&e), &!matches!(value, $name::Other { .. }));
                        $(check(&value, &$name::__sfn_is_Tuple(&e), &matches!(value, $name::$tuple(..)));)?
                        let written = match &value {
                            $name::FirstUnit => $name::__sfn_new_FirstUnit(vec![]),
                            $name::Newtype(content) => {
                                let inner = $name::__sfn_bind_Newtype(&e).0;
                                check(&value, &inner, content);
                                check(&value, &inner.a, &content.a);
                                $name::__sfn_new_Newtype(vec![("0", code(inner))])
                            }
                            $name::Struct { field_one, two, r#type } => {
                                let inner = $name::__sfn_bind_Struct(&e);
                                check(&value, &inner.field_one, field_one);
                                check(&value, &inner.two, two);
                                check(&value, &inner.r#type, r#type);
                                $name::__sfn_new_Struct(vec![("type", code(inner.r#type)), ("field_one", code(inner.field_one)), ("two", code(inner.two))])
                            }
                            $name::Other { field_one } => {
                                let inner = $name::__sfn_bind_Other(&e);
                                check(&value, &inner.field_one, field_one);
                                $name::__sfn_new_Other(vec![("field_one", code(inner.field_one))])
                            }
                            $($name::$tuple(a, b) => {
                                let inner = $name::__sfn_bind_Tuple(&e);
                                check(&value, &inner.0, a);
                                check(&value, &inner.1, b);
                                $name::__sfn_new_Tuple(vec![("0", code(inner.0)), ("1", code(inner.1))])
                            })?
                        };
                        check(&value, &written, &value);
                        // What was just written is told without an evaluation.
                        let known = $name::__sfn_is_FirstUnit(&written);
                        check(&value, &known, &matches!(value, $name::FirstUnit));
                    }
                }
            }
        )*};
    }

    enums! {
        external External, Tuple;
        internal Internal #[serde(tag = "kind")],;
        adjacent Adjacent #[serde(tag = "kind", content = "value")], Tuple;
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    #[serde(untagged)]
    enum Untagged {
        Nothing,
        Text(String),
        Whole(u32),
        Number(f64),
        Flags(Vec<bool>),
        Pair(u32, String),
        Named { name: String, note: Option<String> },
        Sized { size: u32 },
        Any(Content),
    }

    #[test]
    fn untagged_variants_are_told_by_their_shape() {
        let e = input::<Untagged>();
        let values = [
            Untagged::Nothing,
            Untagged::Text("t".into()),
            Untagged::Whole(1),
            Untagged::Number(1.5),
            Untagged::Number(-1.0),
            Untagged::Flags(vec![true]),
            Untagged::Flags(vec![]),
            Untagged::Pair(1, "p".into()),
            Untagged::Named { name: "n".into(), note: None },
            Untagged::Sized { size: 1 },
            Untagged::Any(Content { a: 1 }),
        ];
        for value in values {
            check(&value, &Untagged::__sfn_is_Nothing(&e), &matches!(value, Untagged::Nothing));
            check(&value, &Untagged::__sfn_is_Text(&e), &matches!(value, Untagged::Text(_)));
            check(&value, &Untagged::__sfn_is_Whole(&e), &matches!(value, Untagged::Whole(_)));
            if value != Untagged::Number(-1.0) {
                check(
                    &value,
                    &Untagged::__sfn_is_Number(&e),
                    &matches!(value, Untagged::Number(_)),
                );
            }
            check(&value, &Untagged::__sfn_is_Flags(&e), &matches!(value, Untagged::Flags(_)));
            check(&value, &Untagged::__sfn_is_Pair(&e), &matches!(value, Untagged::Pair(..)));
            check(&value, &Untagged::__sfn_is_Named(&e), &matches!(value, Untagged::Named { .. }));
            check(&value, &Untagged::__sfn_is_Sized(&e), &matches!(value, Untagged::Sized { .. }));
            check(&value, &Untagged::__sfn_is_Any(&e), &matches!(value, Untagged::Any(_)));
        }
        let list = vec![Untagged::Flags(vec![true]), Untagged::Text("t".into())];
        let e = input::<Vec<Untagged>>();
        check(
            &list,
            &sfn_dsl::__private::array(vec![e.get(0), e.get(1), e.get(2)]),
            &vec![Some(list[0].clone()), Some(list[1].clone()), None],
        );
        check(
            &list,
            &e.iter().filter(Untagged::is_flags).collect::<Vec<_>>(),
            &vec![list[0].clone()],
        );
    }

    impl Untagged {
        #[expect(clippy::needless_pass_by_value, reason = "the signature of a filter")]
        fn is_flags(value: Expr<Self>) -> Expr<bool> {
            Self::__sfn_is_Flags(&value)
        }
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    #[serde(tag = "type")]
    enum WithOther {
        A,
        #[serde(alias = "b")]
        B,
        #[serde(other)]
        Unknown,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Data)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Status {
        InTransit,
        Delivered,
        #[serde(skip)]
        Internal,
    }

    #[test]
    fn the_other_variant_takes_unknown_tags() {
        for tag in ["A", "B", "b", "C"] {
            reads::<WithOther, _>(&json!({ "type": tag }), WithOther::__sfn_is_A, |v| {
                v == WithOther::A
            });
            reads::<WithOther, _>(&json!({ "type": tag }), WithOther::__sfn_is_B, |v| {
                v == WithOther::B
            });
            reads::<WithOther, _>(&json!({ "type": tag }), WithOther::__sfn_is_Unknown, |v| {
                v == WithOther::Unknown
            });
        }
    }

    #[test]
    fn enums_without_fields_are_compared() {
        let e = input::<Vec<Status>>();
        let value = vec![Status::InTransit, Status::Delivered];
        let delivered = Status::__sfn_new_Delivered(vec![]);
        prints(&delivered, "'DELIVERED'");
        check(&value, &e.iter().filter(|s| s.eq(&delivered)).count(), &1);
        check(&value, &e.contains(&delivered), &true);
        check(&value, &e.iter().any(|s| Status::__sfn_is_Internal(&s)), &false);
        assert_ne!(Status::Internal, Status::Delivered);
        assert!(same(&json!(Status::Delivered), &json!("DELIVERED")));
    }
}

/// Types may be declared anywhere, with any visibility, under strict lints.
mod hygiene {
    #![deny(missing_docs, warnings, unreachable_pub, clippy::pedantic)]

    use serde::{Deserialize, Serialize};
    use sfn_dsl::{Data, TaskError};

    #[derive(Clone, Debug, Serialize, Deserialize, Data)]
    pub(crate) struct Private {
        pub(super) id: u32,
        inner: Inner,
    }

    #[derive(Clone, Debug, Serialize, Deserialize, Data)]
    struct Inner {
        map: u32,
        filter: u32,
        eq: u32,
        code: String,
        __code: u32,
    }

    #[derive(Debug, TaskError)]
    #[allow(dead_code, reason = "only its derive is looked at")]
    enum Failure {
        A { inner: Inner },
    }

    impl Private {
        pub(super) fn new() -> Self {
            let inner = Inner { map: 1, filter: 2, eq: 3, code: "c".into(), __code: 4 };
            Self { id: inner.map + inner.filter + inner.eq + inner.__code, inner }
        }

        pub(super) fn code(&self) -> &str {
            &self.inner.code
        }
    }
}

#[test]
fn types_inside_functions_work() {
    #[derive(Clone, Serialize, Deserialize, Data)]
    struct Local {
        field: u32,
    }

    let value = hygiene::Private::new();
    check(&value, &input::<hygiene::Private>().id, &value.id);
    assert_eq!(value.code(), "c");
    check(&Local { field: 1 }, &input::<Local>().field, &1);
}
