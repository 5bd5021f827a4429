use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Order {
    id: String,
}

trait Labelled {
    fn label(&self) -> String;
}

#[sfn::inline]
impl Labelled for Order {
    fn label(&self) -> String {
        self.id.clone()
    }
}

fn main() {}
