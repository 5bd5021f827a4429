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
        if !p.is_empty() {
            check(&value, &x.split(y).count(), &s.split(&p).count());
            check(&value, &x.replace(y, "-"), &s.replace(&p, "-"));
        }
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
