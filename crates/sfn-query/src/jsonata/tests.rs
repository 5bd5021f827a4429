use serde_json::{Value, json};

use super::{Bindings, EvaluationError, Expression, Settings, Tree, Variables, check};

fn evaluate(text: &str) -> Result<Option<Value>, EvaluationError> {
    let variables =
        Variables::from_iter([("count", json!(3)), ("o", json!({"a": {"b": [1, 2]}, "n": null}))]);
    Expression::compile(text).unwrap().evaluate(&variables, &Settings::default())
}

fn value(text: &str) -> Value {
    evaluate(text).unwrap().unwrap()
}

#[test]
fn undefined_is_not_null() {
    assert_eq!(evaluate("$o.missing"), Ok(None));
    assert_eq!(evaluate("$o.n"), Ok(Some(Value::Null)));
}

#[test]
fn a_variable_hides_a_built_in_function() {
    assert_eq!(value("$count + 1"), 4);
    assert_eq!(value("$sum($o.a.b) * $count"), 9);
}

#[test]
fn functions_of_step_functions() {
    assert_eq!(value("$partition([1..5], 2)"), json!([[1, 2], [3, 4], [5]]));
    assert_eq!(value("$range(0, 10, 5)"), json!([0, 5, 10]));
    assert_eq!(value("$range(3, 1, -1)"), json!([3, 2, 1]));
    assert_eq!(value("$range(1, 3, 0)"), json!([]));
    assert_eq!(value("$range(1, 9, 9)"), json!(1), "as recorded");
    assert_eq!(value("[$range(1, 9, 9)]"), json!([1]));
    assert_eq!(value("$hash('abc', 'SHA-1')"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_eq!(value("$hash('abc', 'MD5')"), "900150983cd24fb0d6963f7d28e17f72");
    assert_eq!(value("$parse('{\"a\": [1, null]}')"), json!({"a": [1, null]}));
    assert_eq!(value("$random(42)"), json!(0.727_563_680_032_868_1));
    assert_eq!(value("$length($uuid())"), 36);
    assert_eq!(value("$uuid() = $uuid()"), false);
    assert_eq!(value("$uuid()"), value("$uuid()"), "the same seed gives the same value");
    assert_eq!(value("$random() < 1 and $random() >= 0"), true);
    assert_eq!(evaluate("$eval('1')").unwrap_err().code, "T1006");
    assert_eq!(evaluate("$randomSeeded(1)").unwrap_err().code, "T1006");
}

#[test]
fn the_clock_is_the_callers() {
    assert_eq!(value("$now()"), "1970-01-01T00:00:00.000Z");
    assert_eq!(value("$millis()"), 0);
}

#[test]
fn only_what_is_read_is_asked_for() {
    struct States;
    impl Bindings for States {
        fn variable(&self, name: &str) -> Option<&Value> {
            assert_eq!(name, "not", "a variable may hide the function, nothing else is read");
            None
        }
        fn states(&self, member: &str) -> Option<Tree<'_>> {
            static INPUT: Value = Value::Bool(true);
            assert_eq!(member, "input");
            Some(Tree::Value(&INPUT))
        }
    }
    let expression = Expression::compile("$not($states.input)").unwrap();
    assert_eq!(expression.evaluate(&States, &Settings::default()), Ok(Some(json!(false))));
}

#[test]
fn reads_are_found() {
    let reads = |text: &str| {
        let expression = Expression::compile(text).unwrap();
        let reads = expression.reads();
        let names = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join(" ");
        (names(&mut reads.variables()), names(&mut reads.states_members()))
    };
    assert_eq!(reads("$x + $y.z"), ("x y".into(), String::new()));
    assert_eq!(
        reads("$states.input.a & $states.context.State.Name"),
        (String::new(), "context input".into())
    );
    assert_eq!(reads("($a := 1; $a + $b)"), ("b".into(), String::new()));
    assert_eq!(reads("$map($xs, function($x) { $x * $k })"), ("k xs".into(), String::new()));
    assert!(Expression::compile("$states").unwrap().reads().reads_states("result"));
}

#[test]
fn reads_of_the_context_are_found_where_they_stand() {
    let reads = |text: &str| -> Vec<String> {
        let reads = super::Reads::of(text).unwrap();
        let of_context = reads.context().iter();
        of_context.map(|read| format!("{} at {}", read.name, &text[read.span.clone()])).collect()
    };
    for nothing in [
        "$states.input.phone[0]",
        "$states.input.items[price > 3 and $.a]^(>price).{ 'a': b, c: $ }",
        "$states.input.items{ type: $sum(price) }",
        "$states.input ~> |items|{ 'a': price }|",
        "$map($states.input.a, function($x) { $x.phone })",
        "$states.input.a.(b; $string(c))",
        "'phone'",
        "{ 'phone': 1 }.phone",
    ] {
        assert_eq!(reads(nothing), [""; 0], "{nothing}");
    }
    for (text, found) in [
        ("phone", &["phone at phone"][..]),
        ("phone[0].a[b]", &["phone at phone"]),
        ("`phone number`.a", &["phone number at `phone number`"]),
        ("aaa + bbb & 'ccc'", &["aaa at aaa", "bbb at bbb"]),
        ("$.phone", &["$ at $"]),
        ("$states.input.a[$$.b = c]", &["$$ at $$"]),
        ("$map($states.input.a, function($x) { b })", &["b at b"]),
        (
            "($x := a; { b: [c] }; d ? -e : $f(g))",
            &["a at a", "b at b", "c at c", "d at d", "e at e", "g at g"],
        ),
        ("items^(price)", &["items at items"]),
        ("a ~> $sum", &["a at a"]),
    ] {
        assert_eq!(reads(text), found, "{text}");
    }
}

#[test]
fn names_that_nothing_in_the_expression_binds_are_found() {
    let unbound = |text: &str| {
        let expression = Expression::compile(text).unwrap();
        let reads = expression.reads();
        let names = |called: bool| {
            let names = reads.unbound().filter(|name| reads.calls(name) == called);
            names.collect::<Vec<_>>().join(" ")
        };
        (names(false), names(true))
    };
    let none = String::new;
    assert_eq!(unbound("$foo(1) + $count($xs)"), ("xs".into(), "foo".into()));
    assert_eq!(unbound("$xs ~> $foo ~> $sum"), ("xs".into(), "foo".into()));
    assert_eq!(unbound("$uuid() & $hash('a', 'MD5') & $string($states.input)"), (none(), none()));
    // The one may be called before the other is bound.
    assert_eq!(
        unbound(
            "($f := function($n) { $n ? $g($n) : 0 }; $g := function($n) { $f($n - 1) }; $f(1))"
        ),
        (none(), none())
    );
    assert_eq!(
        unbound("$states.input.items@$i#$n.{ 'a': $i, 'n': $n, 'x': $x }"),
        ("x".into(), none())
    );
    assert!(Expression::compile("$eval('1')").unwrap().reads().calls_eval());
    assert!(!Expression::compile("$states.input.eval").unwrap().reads().calls_eval());
}

#[test]
fn syntax_errors_carry_jsonatas_words() {
    let error = check("$a + ").unwrap_err();
    assert_eq!(
        (error.code.as_str(), error.message.as_str()),
        ("S0207", "Unexpected end of expression")
    );
    assert_eq!(check("[1,2").unwrap_err().message, "Expected \"]\" before end of expression");
    assert!(check("$states.input.`a b`[x > 1].{'k': v}").is_ok());
}

#[test]
fn endless_evaluations_stop() {
    let run = |text: &str, settings: &Settings| {
        Expression::compile(text).unwrap().evaluate(&Variables::default(), settings).unwrap_err()
    };
    let short = Settings { timeout: std::time::Duration::from_millis(50), ..Settings::default() };
    assert_eq!(run("($f := function() { $f() }; $f())", &short).code, "D1012");
    let long = Settings { timeout: std::time::Duration::from_mins(1), ..Settings::default() };
    assert_eq!(run("($f := function($n) { 1 + $f($n) }; $f(1))", &long).code, "D1011");
    assert_eq!(run("$count([1..873783])", &long).code, "U1001");
}

/// What AWS makes of arguments at the edge, as measured there (see `functions.rs`).
#[test]
fn arguments_at_the_edge_give_nothing() {
    assert_eq!(value("$range(-1.7, 2, 1)"), json!([-1, 0, 1, 2]), "towards zero");
    assert_eq!(value("$partition([1, 2, 3], 2.9)"), json!([[1, 2], [3]]));
    for nothing in [
        "$partition([1], 0)",
        "$partition([1], 0.9)",
        "$partition([], 2)",
        "$range(1, 5)",
        "$range(1, 5, -1)",
        "$range(5, 1, 1)",
        "$hash('a')",
    ] {
        assert_eq!(evaluate(nothing), Ok(None), "{nothing}");
    }
    assert!(evaluate("$partition([1], -1)").is_err());
    assert_eq!(value("$append([], $partition([], 2))"), json!([]));
    assert_eq!(value("$append([], $partition([[1]], 2))"), json!([[[1]]]));
    assert_eq!(value("$max($range(1, 360145, 1))"), json!(360_145));
    assert_eq!(evaluate("$range(1, 360146, 1)").unwrap_err().code, "U1001");
}

/// How deep AWS goes (floci-io/floci#2783).
#[test]
fn expressions_nest_a_hundred_levels() {
    let nested = |n: usize| {
        [
            vec!["1"; n + 1].join("+"),
            format!("{}1{}", "(".repeat(n), ")".repeat(n)),
            format!("{}1{}", "[".repeat(n), "]".repeat(n)),
            format!("1{}", " ~> $string()".repeat(n)),
        ]
    };
    let recursive =
        |n: usize| format!("($f := function($x) {{ $x <= 0 ? 0 : 1 + $f($x - 1) }}; $f({n}))");
    for text in nested(99).into_iter().chain([recursive(31)]) {
        assert!(evaluate(&text).is_ok(), "{text}");
    }
    for text in nested(100).into_iter().chain([recursive(32)]) {
        assert_eq!(evaluate(&text).unwrap_err().code, "D1011", "{text}");
    }
    // The same where the values are too large to be copied.
    let deepest = |length: i32| {
        let variables = Variables::from_iter([("x", (0..length).collect::<Value>())]);
        let is_taken = |terms: &usize| {
            let text = format!("$sum($x) + $sum($x[$ > 3]){}", " + 1".repeat(*terms));
            Expression::compile(&text).unwrap().evaluate(&variables, &Settings::default()).is_ok()
        };
        (1..100).take_while(is_taken).count()
    };
    assert_eq!(deepest(3), deepest(5_000));
}

#[test]
fn texts_grow_up_to_a_limit() {
    let doubled = |times: usize| {
        evaluate(&format!(
            "$length(($p := function($s, $n) {{ $n = 0 ? $s : $p($s & $s, $n - 1) }}; $p('x', {times})))"
        ))
    };
    assert_eq!(doubled(22), Ok(Some(json!(4_194_304))));
    assert_eq!(doubled(23).unwrap_err().code, "U1001");
}
