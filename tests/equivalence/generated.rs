//! The test that `#[workflow]` writes beside each workflow finds what differs.

use sfn_dsl::{
    __private::{
        Argument, Compare as _, Definition, Generated, Handler, Integration, RunAJob, Task,
        WorkflowFuture,
    },
    prelude::*,
};

use crate::support::{Failure, check};

/// An order number that is seldom met by chance, and an answer of a task.
#[workflow]
async fn right(number: i32) -> Result<i32, Failure> {
    if number == 4242 {
        return Ok(1);
    }
    let answer = match check(number).await {
        Ok(answer) => answer,
        Err(Failure::Worse) => 5,
        Err(error) => return Err(error),
    };
    Ok(answer)
}

/// Functions beside the definition of `right`.
struct Beside;

impl Task for Beside {
    type Output = i32;
    type Error = Failure;
    type Pattern = RunAJob;
    const NAME: &'static str = "beside";

    fn integration() -> Integration {
        right::integration()
    }

    fn handler() -> Option<Handler> {
        None
    }

    fn lambda_function() -> Option<&'static str> {
        None
    }

    fn definition() -> Option<fn() -> Definition> {
        Some(right::definition)
    }
}

fn beside<F: Future<Output = Result<i32, Failure>> + 'static>(
    number: i32,
    function: impl Fn(i32) -> F + 'static,
) -> WorkflowFuture<Beside> {
    WorkflowFuture::__new(vec![Argument::new("number", &number)], move || function(number))
}

fn compare(start: fn((i32,)) -> WorkflowFuture<Beside>) {
    Generated::<Beside, (i32,)>::new().compare(start);
}

#[test]
fn the_same_function_passes() {
    compare(|(number,)| {
        beside(number, async |number| {
            if number == 4242 {
                return Ok(1);
            }
            match check(number).await {
                Err(Failure::Worse) => Ok(5),
                outcome => outcome,
            }
        })
    });
}

#[test]
#[should_panic(expected = "the workflow and its definition differ")]
fn a_number_of_the_definition_is_tried() {
    compare(|(number,)| {
        beside(number, async |number| match check(number).await {
            Err(Failure::Worse) => Ok(5),
            outcome => outcome,
        })
    });
}

#[test]
#[should_panic(expected = "failed with Worse")]
fn every_error_of_a_task_is_tried() {
    compare(|(number,)| {
        beside(number, async |number| if number == 4242 { Ok(1) } else { check(number).await })
    });
}

#[test]
#[should_panic(expected = "having called")]
fn a_call_that_only_the_definition_makes_is_found() {
    compare(|(number,)| beside(number, async |number| Ok(i32::from(number == 4242))));
}
