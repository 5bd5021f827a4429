//! Errors of several types in one: each arm takes what its variant stands for, in whatever order they stand.

use sfn_dsl::{
    prelude::*,
    testing::{Answers, assert_equivalent},
};

#[derive(Clone, Debug, PartialEq, TaskError)]
enum StockError {
    Gone,
    #[sfn(other)]
    Other {
        name: String,
        cause: String,
    },
}

#[derive(Clone, Debug, PartialEq, TaskError)]
enum PaymentError {
    Declined { code: i32 },
}

/// The one for every other error comes first.
#[derive(Clone, Debug, PartialEq, TaskError)]
enum OrderError {
    Stock(#[from] StockError),
    Payment(#[from] PaymentError),
    Late { by: i32 },
}

#[task(lambda = "reserve")]
async fn reserve(item: i32) -> Result<i32, StockError>;

#[task(lambda = "pay")]
async fn pay(amount: i32) -> Result<i32, PaymentError>;

#[workflow(name = "place")]
async fn place(days: i32) -> Result<i32, OrderError> {
    let shelf = reserve(days).await?;
    let paid = pay(shelf).await?;
    if days > 3 {
        return Err(OrderError::Late { by: days });
    }
    Ok(paid)
}

#[step]
async fn placed(days: i32) -> Result<i32, OrderError> {
    let paid = pay(reserve(days).await?).await?;
    if days > 3 {
        return Err(OrderError::Late { by: days });
    }
    Ok(paid)
}

#[workflow(name = "block")]
async fn block(days: i32) -> Result<i32, OrderError> {
    let outcome = async {
        let paid = pay(reserve(days).await?).await?;
        if days > 3 {
            return Err(OrderError::Late { by: days });
        }
        Ok::<_, OrderError>(paid)
    }
    .await;
    Ok(match outcome {
        Ok(paid) => paid,
        Err(OrderError::Stock(_)) => -1,
        Err(OrderError::Payment(PaymentError::Declined { code })) => code,
        Err(OrderError::Late { by }) => -by,
    })
}

#[workflow(name = "step")]
async fn step(days: i32) -> Result<i32, OrderError> {
    match placed(days).await {
        Ok(paid) => Ok(paid),
        Err(OrderError::Stock(StockError::Gone)) => Ok(-2),
        Err(OrderError::Stock(_)) => Ok(-1),
        Err(OrderError::Late { by }) => Ok(-by),
        Err(OrderError::Payment(_)) => Ok(-3),
    }
}

#[workflow(name = "nested")]
async fn nested(days: i32) -> Result<i32, OrderError> {
    match place(days).await {
        Ok(paid) => Ok(paid),
        Err(OrderError::Stock(_)) => Ok(-1),
        Err(OrderError::Payment(_)) => Ok(-3),
        Err(OrderError::Late { by }) => Ok(-by),
    }
}

/// What is kept is looked at by Choice states, which see the name alone, too.
#[workflow(name = "kept")]
async fn kept(days: i32) -> Result<i32, OrderError> {
    let outcome = placed(days).await;
    reserve(1).await?;
    match outcome {
        Ok(paid) => Ok(paid),
        Err(OrderError::Stock(_)) => Ok(-1),
        Err(OrderError::Payment(_)) => Ok(-3),
        Err(OrderError::Late { by }) => Ok(-by),
    }
}

#[test]
fn each_error_comes_to_its_arm() {
    let works = Answers::new().succeed(reserve, &7).succeed(pay, &8);
    for answers in [
        works.clone(),
        works.clone().fail(reserve, &StockError::Gone),
        works.clone().fail(pay, &PaymentError::Declined { code: 9 }),
        works.clone().fail(
            reserve,
            &StockError::Other { name: "Lambda.ServiceException".into(), cause: "{}".into() },
        ),
    ] {
        for days in [1, 5] {
            assert_equivalent(|| block(days), &answers);
            assert_equivalent(|| step(days), &answers);
            assert_equivalent(|| nested(days), &answers);
            assert_equivalent(|| kept(days), &answers);
        }
    }
}
