//! What Step Functions can call: integrations, their parameters, errors and IAM actions, as data.
