use sfn_dsl::prelude::*;

#[derive(Debug, TaskError)]
enum Never {}

#[workflow]
async fn leaked(text: String) -> Result<bool, Never> {
    Ok(text.clone().into_boxed_str().into_string().is_empty())
}

fn main() {}
