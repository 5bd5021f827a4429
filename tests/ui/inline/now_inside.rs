use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Order {
    id: String,
}

#[sfn::inline]
impl Order {
    fn label(&self) -> String {
        format!("{} {}", self.id, sfn::now())
    }
}

fn main() {}
