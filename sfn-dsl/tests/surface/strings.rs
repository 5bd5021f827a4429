//! Text.

use proptest::prelude::*;
use sfn_dsl::__private::{add, concat, display, text};

use crate::support::{check, input, prints};

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab,]{0,6}",
        "[a-c ÄßЖ\u{1F600}\\t\\n\u{a0}\u{3000}'\"\\\\`{}%]{0,8}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn text_methods_are_those_of_rust(s in any_text(), p in any_text()) {
        let e = input::<(String, String)>();
        let (x, y) = (&e.0, &e.1);
        let value = (s.clone(), p.clone());
        check(&value, &x.is_empty(), &s.is_empty());
        check(&value, &x.trim(), &s.trim().to_owned());
        check(&value, &x.trim_start(), &s.trim_start().to_owned());
        check(&value, &x.trim_end(), &s.trim_end().to_owned());
        check(&value, &x.contains(y), &s.contains(&p));
        check(&value, &x.starts_with(y), &s.starts_with(&p));
        check(&value, &x.ends_with(y), &s.ends_with(&p));
        check(&value, &x.starts_with("ab"), &s.starts_with("ab"));
        check(&value, &x.ends_with(","), &s.ends_with(','));
        check(&value, &x.ends_with(""), &s.ends_with(""));
        check(&value, &x.strip_prefix("a"), &s.strip_prefix('a').map(str::to_owned));
        check(&value, &x.strip_suffix("a"), &s.strip_suffix('a').map(str::to_owned));
        check(&value, &x.chars().count(), &s.chars().count());
        check(&value, &x.replace("a", "$1"), &s.replace('a', "$1"));
        check(&value, &x.split(",").collect::<Vec<_>>(), &s.split(',').map(str::to_owned).collect());
        let once = s.split_once(',').map(|(a, b)| (a.to_owned(), b.to_owned()));
        check(&value, &x.split_once(","), &once);
        check(&value, &x.split(y).collect::<Vec<_>>(), &s.split(&p).map(str::to_owned).collect());
        check(&value, &x.split("").collect::<Vec<_>>(), &s.split("").map(str::to_owned).collect());
        check(&value, &x.replace(y, "-"), &s.replace(&p, "-"));
        check(&value, &x.replace("", "-"), &s.replace("", "-"));
        check(&value, &x.split_whitespace().collect::<Vec<_>>(), &s.split_whitespace().map(str::to_owned).collect());
        check(&value, &x.lines().collect::<Vec<_>>(), &s.lines().map(str::to_owned).collect());
        check(&value, &x.repeat(3), &s.repeat(3));
        check(&value, &x.repeat(0), &s.repeat(0));
        check(&value, &x.chars().rev().collect::<String>(), &s.chars().rev().collect());
        check(&value, &x.chars().collect::<Vec<_>>(), &s.chars().collect());
        check(&value, &x.chars().nth(1), &s.chars().nth(1));
        check(&value, &x.chars().skip(1).take(3).collect::<String>(), &s.chars().skip(1).take(3).collect());
        check(&value, &x.chars().filter(|c| c.is_ascii_alphanumeric()).count(), &s.chars().filter(char::is_ascii_alphanumeric).count());
        check(&value, &x.chars().any(|c| c.is_whitespace()), &s.chars().any(char::is_whitespace));
        check(&value, &add(x.clone(), y.clone()), &(s.clone() + &p));
        check(&value, &x.eq(y), &(s == p));
        let literal = concat(vec![display(text(s.clone())), display(y.clone())]);
        check(&value, &literal, &format!("{s}{p}"));
        check(&value, &text(s.clone()), &s);
    }

    #[test]
    fn case_is_that_of_rust(s in "[a-zA-ZäöüßÄÖÜéñЖж0-9 ]{0,10}") {
        let e = input::<String>();
        check(&s, &e.to_uppercase(), &s.to_uppercase());
        check(&s, &e.to_lowercase(), &s.to_lowercase());
    }
}

fn number_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[+-]{0,1}[0-9]{0,12}",
        "[+-]{0,2}0{0,3}[0-9]{0,3}[a\\n ]{0,1}",
        "[+-]{0,1}[0-9]{0,3}[.]{0,1}[0-9]{0,3}([eE][+-]{0,1}[0-9]{0,2}){0,1}",
        Just("true".to_owned()),
        Just("false".to_owned()),
        any::<i32>().prop_map(|n| n.to_string()),
        any::<u32>().prop_map(|n| n.to_string()),
        (-1e9..1e9).prop_map(|n: f64| n.to_string()),
        any_text(),
    ]
}

proptest! {
    #[test]
    fn numbers_are_parsed_as_rust_does(s in number_text()) {
        let e = input::<String>();
        check(&s, &e.parse::<i32>().ok(), &s.parse::<i32>().ok());
        check(&s, &e.parse::<u32>().ok(), &s.parse::<u32>().ok());
        check(&s, &e.parse::<i8>().ok(), &s.parse::<i8>().ok());
        check(&s, &e.parse::<u16>().is_ok(), &s.parse::<u16>().is_ok());
        check(&s, &e.parse::<i16>().unwrap_or(-7), &s.parse::<i16>().unwrap_or(-7));
        check(&s, &e.parse::<bool>().ok(), &s.parse::<bool>().ok());
        let float = s.parse::<f64>().ok();
        if float.is_none_or(f64::is_finite) {
            check(&s, &e.parse::<f64>().ok(), &float);
            check(&s, &e.parse::<f64>().is_err(), &float.is_none());
            check(&s, &e.parse::<f64>().unwrap_or_default(), &float.unwrap_or_default());
        }
    }
}

#[test]
fn texts_are_joined_without_needless_calls() {
    let e = input::<(String, u32)>();
    let joined = concat(vec![
        display(text("order ")),
        display(e.0.clone()),
        display(text(": ")),
        display(text("no. ")),
        display(e.1.clone()),
    ]);
    prints(&joined, "'order ' & $input[0] & ': no. ' & $input[1]");
    prints(&(&e.0 + "a" + "b"), "$input[0] & 'ab'");
    prints(&e.1.to_string(), "$string($input[1])");
    prints(&!e.0.is_empty(), "$input[0] != ''");
}

proptest! {
    #[test]
    fn layouts_are_those_of_rust(s in any_text(), n in -9999..9999i32, x in -1e4..1e4f64, w in 0..9usize, u in any::<u32>()) {
        use sfn_dsl::__private::{Align, Layout, display_base, display_precision, display_upper_hex, kind, lay_out, num};
        let e = input::<(String, i32, f64, usize, u32)>();
        let value = (s.clone(), n, x, w, u);
        let plain = Layout { fill: ' ', align: None, plus: false, zeros: false, width: None };
        let wide = Layout { width: Some(e.3.clone()), ..plain.clone() };
        let shown = |code| sfn_dsl::Expr::<String>::__new(code);
        let text = |layout| shown(lay_out(display(e.0.clone()), kind(&e.0), layout));
        let integer = |layout| shown(lay_out(display(e.1.clone()), kind(&e.1), layout));
        let float = |layout| shown(lay_out(display_precision(e.2.clone(), 2), kind(&e.2), layout));
        check(&value, &text(wide.clone()), &format!("{s:w$}"));
        check(&value, &text(Layout { align: Some(Align::Right), ..wide.clone() }), &format!("{s:>w$}"));
        check(&value, &text(Layout { align: Some(Align::Center), fill: '*', ..wide.clone() }), &format!("{s:*^w$}"));
        check(&value, &text(Layout { zeros: true, plus: true, ..wide.clone() }), &format!("{s:+0w$}"));
        check(&value, &shown(display_precision(e.0.clone(), 2)), &format!("{s:.2}"));
        check(&value, &integer(wide.clone()), &format!("{n:w$}"));
        check(&value, &integer(Layout { align: Some(Align::Left), fill: '-', ..wide.clone() }), &format!("{n:-<w$}"));
        check(&value, &integer(Layout { align: Some(Align::Center), ..wide.clone() }), &format!("{n:^w$}"));
        check(&value, &integer(Layout { plus: true, ..plain.clone() }), &format!("{n:+}"));
        check(&value, &integer(Layout { zeros: true, width: Some(num(7)), ..plain.clone() }), &format!("{n:07}"));
        check(&value, &integer(Layout { zeros: true, plus: true, ..wide.clone() }), &format!("{n:+0w$}"));
        check(&value, &float(Layout { zeros: true, ..wide.clone() }), &format!("{x:0w$.2}"));
        check(&value, &float(wide), &format!("{x:w$.2}"));
        check(&value, &shown(display_base(e.4.clone(), 16)), &format!("{u:x}"));
        check(&value, &shown(display_upper_hex(e.4.clone())), &format!("{u:X}"));
        check(&value, &shown(display_base(e.4.clone(), 2)), &format!("{u:b}"));
    }
}
