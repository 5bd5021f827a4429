//! What is called: an operation and how it waits, as the catalogue knows them.

use proc_macro2::Span;
use sfn_catalog::{
    Operation as ApiOperation, Pattern, Service, Shape, is_snake_case, nearest,
    optimized::{self, OptimizedService, Parameters},
    sdk::{self, Confidence},
    snake_case,
};
use syn::{Ident, ext::IdentExt};

use super::{
    check::{Check, with_help},
    names::type_name,
    parse::{Call, Family, Operation},
};

/// An operation that can be called.
pub(crate) struct Target {
    /// What follows `arn:aws:states:::` in `Resource`.
    pub(super) resource: String,
    pub(super) pattern: Pattern,
    /// Nothing where the operation is newer than the catalogue.
    pub(super) known: Option<Known>,
}

/// What the catalogue says of it.
pub(super) struct Known {
    pub(super) family: Family,
    /// Where the types of its results stand.
    pub(super) module: String,
    /// The operation, such as `runTask`.
    pub(super) operation: &'static str,
    /// The name of the type that stands for it with its pattern.
    pub(super) marker: String,
    pub(super) input: Shape,
    /// What else is known of the members, for an optimized integration.
    pub(super) parameters: Option<&'static Parameters>,
    /// Nothing where a call gives any JSON.
    pub(super) output: Option<Shape>,
}

impl Check {
    /// Looks up what is called; nothing where it cannot be, which is reported.
    pub(super) fn target(&mut self, call: &Call) -> Option<Target> {
        let (pattern, place) =
            call.pattern.unwrap_or((Pattern::RequestResponse, call.operation.span()));
        match (&call.operation, call.family) {
            (Operation::Unknown { name, action, .. }, _) => {
                self.unknown(name);
                if !action.value().contains(':') {
                    self.error(action.span(), "an IAM action is `service:Action`");
                }
                let resource = format!("aws-sdk:{}{}", name.value(), pattern.suffix());
                Some(Target { resource, pattern, known: None })
            }
            (Operation::Known { service, operation }, Family::Sdk) => {
                self.of_sdk(service, operation, pattern, place)
            }
            (Operation::Known { service, operation }, Family::Optimized) => {
                self.optimized(service, operation, pattern, place)
            }
        }
    }

    fn of_sdk(
        &mut self,
        service: &Ident,
        operation: &Ident,
        pattern: Pattern,
        place: Span,
    ) -> Option<Target> {
        let (service, found) = self.operation_of_sdk(service, operation)?;
        if pattern.is_sync() {
            let function = snake_case(found.name());
            let message =
                format!("`{function}` of the AWS SDK has no `.sync`: it gives the response");
            let job = optimized::operation(service.name(), found.name());
            let message = with_help(message, None, || {
                job.filter(|job| job.supports(pattern, "STANDARD")).map(|_| {
                    let service = service.name();
                    format!("`optimized!({service}::{function}.sync {{ .. }})` waits for the job")
                })
            });
            self.error(place, message);
            return None;
        }
        let is_callback = pattern == Pattern::WaitForTaskToken;
        let name = type_name(found.name());
        Some(Target {
            resource: format!("aws-sdk:{}:{}{}", service.name(), found.name(), pattern.suffix()),
            pattern,
            known: Some(Known {
                family: Family::Sdk,
                module: service.name().to_owned(),
                operation: found.name(),
                marker: if is_callback { format!("{name}Callback") } else { name },
                input: found.input(),
                parameters: None,
                output: (!is_callback).then(|| found.output()),
            }),
        })
    }

    fn optimized(
        &mut self,
        service: &Ident,
        operation: &Ident,
        pattern: Pattern,
        place: Span,
    ) -> Option<Target> {
        let (service, known) = self.optimized_service(service)?;
        let (name, found) = self.optimized_operation(service, known, operation)?;
        if !found.supports(pattern, "STANDARD") {
            let others: Vec<String> = found
                .patterns()
                .filter(|other| *other != Pattern::RequestResponse)
                .map(|other| format!("`{}`", in_rust(other)))
                .collect();
            let message = format!("`{service}:{name}` has no `{}`", in_rust(pattern));
            let message = with_help(message, None, || {
                (!others.is_empty()).then(|| format!("it has {}", others.join(" and ")))
            });
            self.error(place, message);
            return None;
        }
        let marker = match pattern {
            Pattern::RequestResponse => "Optimized",
            Pattern::Sync => "Sync",
            Pattern::Sync2 => "Sync2",
            Pattern::WaitForTaskToken => "OptimizedCallback",
        };
        Some(Target {
            resource: format!("{service}:{name}{}", pattern.suffix()),
            pattern,
            known: Some(Known {
                family: Family::Optimized,
                module: format!("optimized_{}", service.replace('-', "_")),
                operation: name,
                marker: type_name(name) + marker,
                input: found.input()?,
                parameters: Some(&found.parameters),
                output: found.output(pattern),
            }),
        })
    }

    pub(super) fn optimized_service(
        &mut self,
        service: &Ident,
    ) -> Option<(&'static str, &'static OptimizedService)> {
        let name = service.unraw().to_string();
        let found = optimized::services().find(|known| known.replace('-', "_") == name);
        if let Some(found) = found {
            return optimized::service(found).map(|known| (found, known));
        }
        let message = if let Some(known) = sdk::service(&name) {
            format!("`{0}` has no optimized integration: write `sdk!({0}::…)`", known.name())
        } else {
            let names: Vec<_> =
                optimized::services().map(|known| known.replace('-', "_")).collect();
            let near = nearest(&name, names.iter().map(String::as_str));
            let message = format!("there is no optimized integration of `{name}`");
            with_help(message, near, || Some(format!("there is: `{}`", names.join("`, `"))))
        };
        self.error(service.span(), message);
        None
    }

    pub(super) fn optimized_operation(
        &mut self,
        service: &str,
        known: &'static OptimizedService,
        operation: &Ident,
    ) -> Option<(&'static str, &'static optimized::Operation)> {
        let wanted = operation.unraw().to_string();
        let found = known.operations.iter().find(|(name, _)| is_snake_case(&wanted, name));
        if let Some((name, found)) = found {
            return Some((name, found));
        }
        let names: Vec<String> = known.operations.keys().map(|name| snake_case(name)).collect();
        let near = nearest(&snake_case(&wanted), names.iter().map(String::as_str));
        let message = format!("`{service}` has no optimized operation `{wanted}`");
        let message = with_help(message, near, || {
            let api = known.operations.values().find_map(optimized::Operation::api_service)?;
            let mut others = sdk::service(api)?.operations();
            others.find(|other| is_snake_case(&wanted, other.name()))?;
            Some(format!("the AWS SDK has it: `sdk!({api}::{wanted} {{ .. }})`"))
        });
        self.error(operation.span(), message);
        None
    }

    pub(super) fn operation_of_sdk(
        &mut self,
        service: &Ident,
        operation: &Ident,
    ) -> Option<(Service, ApiOperation)> {
        let name = service.unraw().to_string();
        let Some(known) = sdk::service(&name) else {
            let near = sdk::near_service(&name).map(Service::name);
            let message = format!("Step Functions knows no service `{name}`");
            let message = with_help(message, near, || None);
            self.error(service.span(), message);
            return None;
        };
        let wanted = operation.unraw().to_string();
        let found = known.operations().find(|found| is_snake_case(&wanted, found.name()));
        let Some(found) = found else {
            let names: Vec<String> =
                known.operations().map(|known| snake_case(known.name())).collect();
            let near = nearest(&snake_case(&wanted), names.iter().map(String::as_str));
            let message = format!("`{name}` has no operation `{wanted}`");
            let message = with_help(message, near, || {
                Some(format!(
                    "one that is newer than the catalogue is called with `sdk!(unknown \"{name}:…\", action = \"…\", resource = \"…\", {{ .. }})`"
                ))
            });
            self.error(operation.span(), message);
            return None;
        };
        match found.confidence() {
            Confidence::Unsupported => {
                let message =
                    format!("Step Functions does not offer `{}` of `{name}`", found.name());
                self.error(operation.span(), message);
                None
            }
            Confidence::Unknown => {
                let message = format!(
                    "no source says which IAM action `{0}` needs\nhelp: say it: `sdk!(unknown \"{name}:{0}\", action = \"…\", resource = \"…\", {{ .. }})`",
                    found.name()
                );
                self.error(operation.span(), message);
                None
            }
            _ => Some((known, found)),
        }
    }

    /// The name in `unknown "service:operation"`.
    fn unknown(&mut self, name: &syn::LitStr) {
        let text = name.value();
        match text.split_once(':') {
            Some((service, operation)) if !operation.is_empty() => {
                if sdk::service(service).is_none() {
                    let known = sdk::near_service(service);
                    if let Some(known) = known.filter(|known| known.operation(operation).is_some())
                    {
                        let message =
                            format!("`{service}` is `{}` in Step Functions", known.name());
                        self.error(name.span(), message);
                    }
                } else if sdk::operation(service, operation)
                    .is_some_and(|operation| operation.confidence() != Confidence::Unknown)
                {
                    let message = format!(
                        "the catalogue knows this operation: write `{service}::{} {{ .. }}`",
                        snake_case(operation)
                    );
                    self.error(name.span(), message);
                }
            }
            _ => self
                .error(name.span(), "an operation is named `service:operation`, as in `Resource`"),
        }
    }
}

/// The pattern as a call says it.
fn in_rust(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::WaitForTaskToken => ".wait_for_task_token",
        pattern => pattern.suffix(),
    }
}
