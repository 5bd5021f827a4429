//! Example workflows, and the deploy binary over them.
