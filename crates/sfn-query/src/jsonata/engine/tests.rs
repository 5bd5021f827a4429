//! The three ways to a result (a path walked, values copied, values read in place) lead to the same.

use proptest::prelude::*;

use super::*;
use crate::jsonata::Tree;

const EXPRESSIONS: [&str; 46] = [
    "$states.input",
    "$states.input.a",
    "$states.input.a.b",
    "$states.input.a.b.c",
    "$states",
    "$states.context.Execution.Input.a",
    "$states.context.State",
    "$states.context.State.Name.x",
    "$states.nothing.a",
    "$v",
    "$v.a",
    "$v[0]",
    "$v[$i]",
    "$v[-1].a",
    "$v.a[0]",
    "$v[a = 1].b",
    "$count($v)",
    "$v.*",
    "$v.**",
    "$v ~> |$|{'z': 1}|",
    "$v^(a)",
    "$v{a: $count(b)}",
    "$map($v, function($x, $i) { [$i, $x.a] })",
    "$reduce($append([], $v), function($x, $y) { [$x, $y] })",
    "$v.{'a': a, 'w': $states.input.a}",
    "[$v.a, $v.b]",
    "$exists($v.a) ? $v.a : $w",
    "$keys($v)",
    "$string($v)",
    "$merge([$states.input, {'n': $count($v)}])",
    "($x := $v; $x.a)",
    "$v = $states.input",
    "$v.a.%.b",
    "$states.input.a & $v.a /* the end */",
    "$i + $v[$i].a",
    "$v[$i].a.b = $w[-1]",
    "[$v[0][1], $v[$i][0].a]",
    "$v[0][a = 1].b[$i]",
    "$states.input.a[$i].b & 'x'",
    "$states.context.Execution.Input.a[1].b ~> $string",
    "$map([0, 1], function($i) { $v[$i] })",
    "($i := 1; $v[$i])",
    "$v[$w].a",
    "$v[0].{'k': $w[1]}",
    "$v#$k[$i].a",
    "$count($v[0]) + $count($v[1].a[])",
];

struct Values {
    v: Value,
    w: Value,
    i: Value,
    input: Value,
}

impl Bindings for Values {
    fn variable(&self, name: &str) -> Option<&Value> {
        match name {
            "v" => Some(&self.v),
            "w" => Some(&self.w),
            "i" => Some(&self.i),
            _ => None,
        }
    }

    fn states(&self, member: &str) -> Option<Tree<'_>> {
        match member {
            "input" => Some(Tree::Value(&self.input)),
            "context" => Some(Tree::Object(vec![
                ("Execution", Tree::Object(vec![("Input", Tree::Value(&self.input))])),
                (
                    "State",
                    Tree::Object(vec![("Name", "S".into()), ("RetryCount", Tree::Number(2))]),
                ),
            ])),
            _ => None,
        }
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..3_i32).prop_map(Value::from),
        "[a-c]{0,2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-c]", inner, 0..4)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

proptest! {
    #[test]
    fn every_way_leads_to_the_same(
        at in 0..EXPRESSIONS.len(),
        v in value(),
        w in value(),
        i in -3..3_i32,
        input in value(),
    ) {
        let text = EXPRESSIONS[at];
        let values = Values { v, w, i: i.into(), input };
        let settings = Settings::default();
        let compiled = JlensExpression::new(jlens_core::Expression::compile(text).unwrap(), Dialect::StepFunctions);
        let chosen = Jlens.compile(text, Dialect::StepFunctions).unwrap();
        let options = JlensExpression::options(&settings);
        // Everything bound whole, as the engine itself is used.
        let states: Map<_, _> = STATES_MEMBERS
            .iter()
            .filter_map(|member| Some(((*member).to_owned(), values.states(member)?.to_value())))
            .collect();
        let whole = functions::pure()
            .var("v", values.v.clone()).var("w", values.w.clone()).var("i", values.i.clone()).var("states", states);
        let expected = compiled.expression.evaluate_with(None, &whole, &options).map_err(|error| evaluation_error(&error, Dialect::StepFunctions, 0));
        prop_assert_eq!(&chosen.evaluate(None, &values, &settings), &expected, "chosen: {}", text);
        prop_assert_eq!(&compiled.evaluate(None, &values, &settings), &expected, "{}", text);
        let bound = compiled.bind(&values, 1, &mut Budget::unlimited()).unwrap();
        let copied = compiled.expression.evaluate_with(None, &bound, &options).map_err(|error| evaluation_error(&error, Dialect::StepFunctions, 0));
        prop_assert_eq!(&copied, &expected, "copied: {}", text);
        if let Some(in_place) = &compiled.in_place {
            let document = source::Document { bindings: &values, has_states: true };
            let functions = functions::pure();
            let read = in_place.expression.evaluate_source(&document, &functions, &options);
            let read = read.map_err(|error| evaluation_error(&error, Dialect::StepFunctions, in_place.offset));
            prop_assert_eq!(&read, &expected, "in place: {}", text);
        }
    }
}

#[test]
fn names_alone_tell_what_the_analysis_finds() {
    let more = [
        "$states.input.a[$states.context.b > $v]",
        "$states[0].input",
        "$states.input{ $states.result.a: $v }",
        "$f($states.errorOutput) ~> $g",
        "$states.(input)",
        "[$states.*, $states.inptu]",
        "$eval('$v') & $w",
        "$uuid() & $string($v)",
        "$",
    ];
    for text in EXPRESSIONS.into_iter().chain(more) {
        let expression = jlens_core::Expression::compile(text).unwrap();
        let whole = Analysis::of(&expression, Dialect::StepFunctions).reads;
        assert_eq!(analysis::reads(&expression, Dialect::StepFunctions), whole, "{text}");
    }
}

#[test]
fn nearly_all_can_be_read_in_place() {
    let cannot: Vec<_> = EXPRESSIONS
        .iter()
        .filter(|text| {
            let expression = jlens_core::Expression::compile(text).unwrap();
            JlensExpression::new(expression, Dialect::StepFunctions).in_place.is_none()
        })
        .collect();
    assert!(cannot.len() < 3, "{cannot:?}");
}

#[test]
fn indexed_paths_are_taken_out_whole() {
    let text = |text: &str| {
        let expression = jlens_core::Expression::compile(text).unwrap();
        Hoisted::of(expression.ast(), Dialect::StepFunctions).map(|hoisted| hoisted.text)
    };
    assert_eq!(text("$sum + $items[ $i ].price.amount").as_deref(), Some("$sum + $__0"));
    assert_eq!(text("$a[0].b[x = 1].c & $b[-1]").as_deref(), Some("$__0.b[x = 1].c & $__1"));
    assert_eq!(text("$f($a[$i].`b c`[2], [$b[1]])").as_deref(), Some("$f($__0, [$__1])"));
    assert_eq!(text("$map($a, function($i) { $b[$i] })"), None);
    assert_eq!(text("$a.b + 1"), None);
}
