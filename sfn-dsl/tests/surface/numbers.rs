//! Numbers: the same results as Rust's, bit for bit.

use proptest::prelude::*;
use sfn_dsl::{
    __private::{cast, concat, cond, display, display_precision, num},
    Expr,
};

use crate::support::{check, input, prints, text};

#[test]
fn operators_have_parentheses_only_where_needed() {
    let e = input::<(f64, f64, f64)>();
    let (a, b, c) = (&e.0, &e.1, &e.2);
    let shown = |expression: Expr<f64>, expected: &str| {
        let letters = text(&expression)
            .replace("$input[0]", "a")
            .replace("$input[1]", "b")
            .replace("$input[2]", "c");
        assert_eq!(letters, expected);
    };
    shown((a + b) * c, "(a + b) * c");
    shown(a + b * c, "a + b * c");
    shown(a - (b - c), "a - (b - c)");
    shown(a - b - c, "a - b - c");
    shown(a / (b * c), "a / (b * c)");
    shown(-(a + b), "-(a + b)");
    shown(-a * b, "-a * b");
    shown(-(-a), "-(-a)");
    shown(a - num(-5.0), "a - -5");
    shown(1.0 - b, "1 - b");
    shown(
        cond(a.gt(b), a.clone(), cond(b.gt(c), b.clone(), c.clone())),
        "a > b ? a : b > c ? b : c",
    );
    shown(cond(a.gt(b), a.clone(), b.clone()) + c, "(a > b ? a : b) + c");
    shown(
        cond(a.gt(b), cond(b.gt(c), b.clone(), c.clone()), a.clone()),
        "a > b ? (b > c ? b : c) : a",
    );
    prints(
        &a.gt(b).and(b.gt(2.5)).or(c.eq(0.0)),
        "$input[0] > $input[1] and $input[1] > 2.5 or $input[2] = 0",
    );
    prints(
        &a.gt(b).or(b.gt(2.5)).and(c.eq(0.0)),
        "($input[0] > $input[1] or $input[1] > 2.5) and $input[2] = 0",
    );
    prints(&!a.gt(b), "$input[0] <= $input[1]");
    prints(&!a.eq(b), "$input[0] != $input[1]");
    prints(&a.gt(b).and(true), "$input[0] > $input[1]");
    prints(&(num(24u32) * 60u32 * 60u32), "86400");
    prints(&cond(a.gt(b), num(1).eq(1), num(2).eq(1)), "$input[0] > $input[1]");
}

/// Floats of everyday size, and their neighbours.
fn float() -> impl Strategy<Value = f64> {
    prop_oneof![
        -1e6..1e6f64,
        (-100_000..100_000i32).prop_map(|n| f64::from(n) / 2.0),
        (-100_000..100_000i32).prop_map(|n| f64::from(n) / 1000.0),
        Just(0.499_999_999_999_999_94),
        Just(-0.5),
        Just(0.0),
        -1e15..1e15f64,
    ]
}

proptest! {
    #[test]
    fn float_arithmetic_is_that_of_rust(a in float(), b in float()) {
        let e = input::<(f64, f64)>();
        let (x, y) = (&e.0, &e.1);
        let value = (a, b);
        check(&value, &(x + y), &(a + b));
        check(&value, &(x - y), &(a - b));
        check(&value, &(x * y), &(a * b));
        if b != 0.0 {
            check(&value, &(x / y), &(a / b));
            check(&value, &(x % y), &(a % b));
        }
        check(&value, &-x, &-a);
        check(&value, &x.lt(y), &(a < b));
        check(&value, &x.eq(y), &(a == b));
        check(&value, &x.floor(), &a.floor());
        check(&value, &x.ceil(), &a.ceil());
        check(&value, &x.round(), &a.round());
        check(&value, &x.round_ties_even(), &a.round_ties_even());
        check(&value, &x.trunc(), &a.trunc());
        check(&value, &x.abs(), &a.abs());
        check(&value, &x.min(y), &a.min(b));
        check(&value, &x.max(y), &a.max(b));
        check(&value, &x.abs().sqrt(), &a.abs().sqrt());
        check(&value, &cast::<_, i32>(x.clone()), &(a as i32));
        check(&value, &cast::<_, u32>(x.clone()), &(a as u32));
        check(&value, &cast::<_, u8>(x.clone()), &(a as u8));
        check(&value, &cast::<_, i8>(x + y), &((a + b) as i8));
    }

    #[test]
    fn integer_arithmetic_is_that_of_rust(a in any::<i16>(), b in any::<i16>()) {
        let (a, b) = (i32::from(a), i32::from(b));
        let e = input::<(i32, i32)>();
        let (x, y) = (&e.0, &e.1);
        let value = (a, b);
        check(&value, &(x + y), &(a + b));
        check(&value, &(x * y), &(a * b));
        if b != 0 {
            check(&value, &(x / y), &(a / b));
            check(&value, &(x % y), &(a % b));
            check(&value, &((x + 1) / y), &((a + 1) / b));
        }
        check(&value, &(x / 7), &(a / 7));
        check(&value, &(x / -7), &(a / -7));
        check(&value, &x.clamp(-5, 5), &a.clamp(-5, 5));
        check(&value, &cast::<_, f64>(x.clone()), &f64::from(a));
        check(&value, &concat(vec![display(x.clone()), display(y.clone())]), &format!("{a}{b}"));
        check(&value, &concat(vec![display(x.clone())]), &format!("{a}"));
    }

    #[test]
    fn unsigned_division_is_that_of_rust(a in any::<u32>(), b in 1..u32::MAX) {
        let e = input::<(u32, u32)>();
        check(&(a, b), &(&e.0 / &e.1), &(a / b));
        check(&(a, b), &(&e.0 % &e.1), &(a % b));
        prints(&(&e.0 / &e.1), "$floor($input[0] / $input[1])");
    }

    #[test]
    fn precision_is_that_of_rust(a in float(), cents in -10_000_000..10_000_000i64) {
        let e = input::<f64>();
        for a in [a % 1e12, cents as f64 / 1000.0, cents as f64 / 16.0, -0.004, 0.005, 1.015] {
            check(&a, &concat(vec![display_precision(e.clone(), 0)]), &format!("{a:.0}"));
            check(&a, &concat(vec![display_precision(e.clone(), 1)]), &format!("{a:.1}"));
            check(&a, &concat(vec![display_precision(e.clone(), 2)]), &format!("{a:.2}"));
            let small = a % 1e6;
            check(&small, &concat(vec![display_precision(e.clone(), 4)]), &format!("{small:.4}"));
            check(&small, &concat(vec![display_precision(&e / 3.0, 6)]), &format!("{:.6}", small / 3.0));
        }
    }
}

fn integer() -> impl Strategy<Value = i32> {
    prop_oneof![any::<i32>(), -9..9i32, Just(i32::MIN), Just(i32::MAX)]
}

proptest! {
    #[test]
    fn integers_know_where_they_end(a in integer(), b in integer(), c in any::<u32>(), d in 0..9u32) {
        let e = input::<(i32, i32, u32, u32)>();
        let (x, y, u, v) = (&e.0, &e.1, &e.2, &e.3);
        let value = (a, b, c, d);
        check(&value, &x.checked_add(y), &a.checked_add(b));
        check(&value, &x.checked_sub(y), &a.checked_sub(b));
        check(&value, &x.checked_mul(y), &a.checked_mul(b));
        check(&value, &x.checked_div(y), &a.checked_div(b));
        check(&value, &x.saturating_add(y), &a.saturating_add(b));
        check(&value, &x.saturating_sub(y), &a.saturating_sub(b));
        check(&value, &x.saturating_mul(y), &a.saturating_mul(b));
        check(&value, &u.checked_add(v), &c.checked_add(d));
        check(&value, &v.checked_sub(u), &d.checked_sub(c));
        check(&value, &u.checked_mul(v), &c.checked_mul(d));
        check(&value, &u.checked_div(v), &c.checked_div(d));
        check(&value, &v.saturating_sub(u), &d.saturating_sub(c));
        check(&value, &u.saturating_mul(v), &c.saturating_mul(d));
        check(&value, &u.abs_diff(v), &c.abs_diff(d));
        check(&value, &x.abs_diff(y), &a.abs_diff(b));
        check(&value, &x.signum(), &a.signum());
        check(&value, &x.is_negative(), &a.is_negative());
        check(&value, &num(3u32).pow(v.clone()), &3u32.pow(d));
        check(&value, &v.pow(2), &d.pow(2));
        if b != 0 && b != -1 {
            check(&value, &x.rem_euclid(y), &a.rem_euclid(b));
            check(&value, &x.div_euclid(y), &a.div_euclid(b));
        }
        check(&value, &cast::<_, u32>(x.clone()), &(a as u32));
        check(&value, &cast::<_, u8>(x.clone()), &(a as u8));
        check(&value, &cast::<_, i16>(x.clone()), &(a as i16));
        check(&value, &cast::<_, i32>(u.clone()), &(c as i32));
        check(&value, &cast::<_, u16>(u.clone()), &(c as u16));
        check(&value, &cast::<_, i8>(u.clone()), &(c as i8));
    }

    #[test]
    fn rests_of_floats(a in float(), b in float()) {
        let e = input::<(f64, f64)>();
        if b != 0.0 {
            check(&(a, b), &e.0.rem_euclid(&e.1), &a.rem_euclid(b));
            check(&(a, b), &e.1.recip(), &b.recip());
        }
        check(&(a, b), &e.0.fract(), &a.fract());
    }
}
