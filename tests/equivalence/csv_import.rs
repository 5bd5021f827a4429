//! CSV import: generated files, of which some cells are no values.

use proptest::{collection::vec, prelude::*};
use sfn_dsl::testing::{Answers, check_equivalence};
use sfn_examples::csv_import::{
    ImportError, PriceList, Publication, RowError, begin_draft, csv_import, discard_draft,
    match_article, publish_draft, set_price,
};

/// Numbers as people write them, and what only looks like one.
fn price() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0..10_000_u32).prop_map(|cents| format!("{}.{:02}", cents / 100, cents % 100)),
        1 => "-?[0-9]{1,3}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,2})?",
        1 => "[0-9 .,+e-]{0,4}",
    ]
}

fn stock() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..500_u32).prop_map(|stock| stock.to_string()),
        2 => Just(String::new()),
        1 => "[0-9+. -]{0,3}",
    ]
}

prop_compose! {
    fn file()(
        rows in vec(("[a-z0-9]{0,3}", price(), stock()), 0..12),
        columns in prop_oneof![
            6 => Just("articleNumber;price;stock;remark"),
            1 => Just("articleNumber;price"),
        ],
    ) -> String {
        let rows = rows.iter().map(|(number, price, stock)| format!("{number};{price};{stock};\n"));
        format!("{columns}\n{}", rows.collect::<String>())
    }
}

prop_compose! {
    fn answers()(
        file in file(),
        draft in prop_oneof![4 => Just(None), 1 => Just(Some(()))],
        refused in "[a-z0-9]",
        slow in any::<bool>(),
        publishes in prop_oneof![4 => Just(true), 1 => Just(false)],
    ) -> Answers {
        let unknown = || ImportError::UnknownSupplier { supplier: "s".to_owned() };
        let answers = Answers::new().object("${ImportBucket}", "list.csv", file);
        let answers = match draft {
            None => answers.succeed(begin_draft, &3),
            Some(()) => answers.fail(begin_draft, &unknown()),
        };
        let answers = answers
            .on(match_article, move |call| {
                match call.payload["row"]["articleNumber"].as_str() {
                    Some(number) if !number.starts_with(&refused) => Ok(number.to_owned()),
                    _ => Err(RowError::UnknownArticle),
                }
            })
            .on(set_price, |call| match call.payload["price"].as_f64() {
                Some(price) if price > 0.0 => Ok(()),
                price => Err(RowError::ImplausiblePrice { price: price.unwrap_or_default() }),
            });
        let answers = if slow { answers.taking(sfn_dsl::sfn::minutes(1)) } else { answers };
        let answers = answers.succeed(discard_draft, &());
        if publishes {
            answers.on(publish_draft, |call| {
                let results = call.payload["results"].as_str().unwrap_or_default().to_owned();
                Ok(Publication { catalogue: 3, results })
            })
        } else {
            answers.fail(publish_draft, &unknown())
        }
    }
}

fn list(key: &str) -> PriceList {
    PriceList { supplier: "acme".to_owned(), key: key.to_owned() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn generated_files(answers in answers(), is_there in prop_oneof![9 => Just(true), 1 => Just(false)]) {
        let key = if is_there { "list.csv" } else { "other.csv" };
        if let Err(difference) = check_equivalence(|| csv_import(list(key)), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    #[test]
    fn own_bodies(file in file()) {
        let answers = Answers::new().object("${ImportBucket}", "list.csv", file);
        if let Err(difference) = check_equivalence(|| csv_import(list("list.csv")), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}
