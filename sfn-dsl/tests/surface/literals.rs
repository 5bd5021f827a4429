//! Constants and keys: whatever they hold, they come out as they went in.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sfn_dsl::{
    __private::{Code, constant, print, text, to_template},
    Expr,
};

use crate::support::{check, evaluate, input, prints, same};

fn nasty_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c%{}'\"\\\\`$\\n\\t\u{0}\u{2028}ä😀 ]{0,8}",
        Just("{% $x %}".to_owned()),
        Just("%}".to_owned()),
        Just("and".to_owned()),
        any::<String>(),
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9_007_199_254_740_991_i64..9_007_199_254_740_991).prop_map(Value::from),
        any::<f64>().prop_filter("JSON has no infinities", |n| n.is_finite()).prop_map(Value::from),
        nasty_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((nasty_text(), inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn constants_come_out_as_they_went_in(value in any_json()) {
        check(&(), &constant(value.clone()), &value);
        let inside = Expr::<Value>::__new(Code::Object(vec![("k".into(), Code::Literal(value.clone()))]));
        check(&(), &inside, &json!({ "k": value }));
    }

    #[test]
    fn members_are_found_under_any_key(key in nasty_text()) {
        let member = Expr::<u32>::__new(Code::Local("input".into()).field(&key));
        let object = json!({ key: 7 });
        assert!(same(&evaluate(&member, &object), &json!(7)));
    }
}

#[test]
fn templates_are_json_where_json_says_the_same() {
    let e = input::<(String, u32)>();
    let template = |code: Code| to_template(&code, &|_| unreachable!("no variables here"));
    let object = Code::Object(vec![
        ("Name".into(), e.0.__code().clone()),
        ("Fixed".into(), Code::text("x")),
        ("Nested".into(), Code::Object(vec![("Count".into(), e.1.__code().clone())])),
        ("List".into(), Code::Array(vec![Code::text("a"), Code::Object(vec![])])),
        ("Mixed".into(), Code::Array(vec![e.0.__code().clone()])),
        ("Price".into(), Code::Literal(json!(5.0))),
        ("Looks".into(), Code::text("{% $x %}")),
    ]);
    assert_eq!(
        template(object),
        json!({
            "Name": "{% $input[0] %}",
            "Fixed": "x",
            "Nested": { "Count": "{% $input[1] %}" },
            "List": ["a", {}],
            "Mixed": "{% [$input[0]] %}",
            "Price": 5,
            "Looks": "{% '{\\u0025 $x %\\u007d' %}",
        })
    );
    prints(&text("it's"), "\"it's\"");
    assert_eq!(print(&Code::text("a"), &|_| String::new()), "'a'");
}
