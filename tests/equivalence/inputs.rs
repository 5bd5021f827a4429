//! What is said of an input that does not fit the parameters.

use serde_json::{Value, json};
use sfn_dsl::{__private::Definition, prelude::*};

use crate::support::{Failure, Input};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Place {
    rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Row {
    seat: u8,
}

#[workflow]
async fn members(place: Place, seats: Vec<Row>, note: Option<String>) -> Result<usize, Failure> {
    Ok(place.rows.len() + seats.len() + usize::from(note.is_some()))
}

#[workflow]
async fn whole(input: Input) -> Result<i32, Failure> {
    Ok(input.limit)
}

fn problem(definition: &Definition, input: &Value) -> Result<(), String> {
    definition.check_input.map_or(Ok(()), |check| check(input))
}

#[test]
fn a_place_is_named() {
    let cases = [
        (json!({ "place": { "rows": [] }, "seats": [] }), None),
        (json!({ "place": { "rows": [] }, "seats": [], "note": "x", "more": 1 }), None),
        (json!({ "place": { "rows": [] } }), Some("missing field `seats`")),
        (json!([1]), Some("the input is an object with the members `place`, `seats`, `note`")),
        (
            json!({ "place": 1, "seats": [] }),
            Some("at `place`: invalid type: integer `1`, expected struct Place"),
        ),
        (
            json!({ "place": { "rows": [{ "seat": 300 }] }, "seats": [] }),
            Some("at `place.rows[0].seat`: invalid value: integer `300`, expected u8"),
        ),
        (
            json!({ "place": { "rows": [] }, "seats": [{ "seat": 1 }, {}] }),
            Some("at `seats[1]`: missing field `seat`"),
        ),
    ];
    let definition = members::definition();
    for (input, expected) in cases {
        assert_eq!(problem(&definition, &input).err().as_deref(), expected, "{input}");
    }
    let found = problem(&whole::definition(), &json!({ "name": "x" }));
    assert_eq!(found, Err("missing field `numbers`".to_owned()));
}
