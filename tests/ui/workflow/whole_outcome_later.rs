use sfn_dsl::prelude::*;

#[derive(Debug, TaskError)]
enum Failed {
    Bad,
}

#[task(lambda = "count")]
async fn count() -> Result<u32, Failed>;

#[workflow]
async fn flow(flag: bool) -> Result<u32, Failed> {
    Ok(match count().await {
        Ok(0) => 1,
        other => {
            if flag {
                other?
            } else {
                2
            }
        }
    })
}

fn main() {}
