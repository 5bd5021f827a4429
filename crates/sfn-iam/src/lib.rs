//! Least-privilege IAM policies for a state machine definition.
