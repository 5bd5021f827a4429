//! The table form of an integration.

/// One operation: a function, a marker type that is its [`Task`](crate::task::Task) in each pattern, and its optional
/// [`parameters!`].
///
/// - `required`: a member path and the parameter; a text is `&str`, so that fields and literals can stand there.
/// - `texts`, `values`: optional parameters; `entries`: methods that each add one entry to an object member; `members`:
///   optional parameters that take what [fits](crate::integration::service::Fits) their kind; `maps`: the same for each
///   entry of a map.
/// - `job`: what `.run_job()` gives; `callback`: where `.wait_for_task_token()` puts the token. With one of them there is
///   also a module of the function's name that names the operation in these patterns. A pattern
///   whose method is written `by_hand` has its functions in the table.
///
/// A member can lie deeper: `"Document.S3Object.Bucket"`.
macro_rules! integration {
    (
        $(#[$doc:meta])*
        fn $name:ident $(<$($generic:ident: $bound:path),+>)? -> $marker:ident;
        resource $resource:literal;
        $(required $parameter:ident: $type:ty => $member:literal;)*
        $(texts { $($(#[$text_doc:meta])* $text:ident => $text_member:literal;)* })?
        $(values { $($(#[$value_doc:meta])* $value:ident: $value_type:ty => $value_member:literal;)* })?
        $(entries { $($(#[$entry_doc:meta])* $entry:ident: $entry_type:ty => $entry_member:literal;)* })?
        $(members { $($(#[$member_doc:meta])* $optional:ident: $kind:ty => $optional_member:literal;)* })?
        $(maps { $($(#[$map_doc:meta])* $map:ident: $map_kind:ty => $map_member:literal;)* })?
        output $output:ty $(, at $output_member:literal)?;
        error $error:ty;
        $($patterns:tt)*
    ) => {
        $(#[$doc])*
        pub fn $name$(<$($generic: $bound),+>)?(
            $($parameter: $type),*
        ) -> $crate::native::TaskFuture<$marker$(<$($generic),+>)?> {
            $crate::integration::call(vec![$(($member, ::serde_json::json!($parameter))),*])
        }

        #[doc = concat!("The task [`", stringify!($name), "()`], which waits in the pattern `P`.")]
        pub struct $marker<$($($generic,)+)? P = $crate::task::RequestResponse>(
            std::marker::PhantomData<fn() -> ($($($generic,)+)? P,)>,
        );

        integration_task! {
            [$($($generic: $bound),+)?] $marker<$($($generic,)+)? $crate::task::RequestResponse>;
            $name, $resource, RequestResponse, [$($member),*], None;
            $output, None$(.or(Some($output_member)))?, $error;
        }

        integration_patterns! {
            $name
            ([$($($generic: $bound),+)?] $name $marker $resource [$($parameter: $type => $member),*] $error)
            $($patterns)*
        }

        parameters! {
            $marker $(<$($generic: $bound),+>)?;
            $(texts { $($(#[$text_doc])* $text => $text_member;)* })?
            $(values { $($(#[$value_doc])* $value: $value_type => $value_member;)* })?
            $(entries { $($(#[$entry_doc])* $entry: $entry_type => $entry_member;)* })?
            $(members { $($(#[$member_doc])* $optional: $kind => $optional_member;)* })?
            $(maps { $($(#[$map_doc])* $map: $map_kind => $map_member;)* })?
        }
    };
}

/// An operation in one of its patterns, as a task.
macro_rules! integration_task {
    (
        [$($generics:tt)*] $task:ty;
        $name:ident, $resource:expr, $pattern:ident, [$($member:literal),*], $token:expr;
        $output:ty, $result:expr, $error:ty;
    ) => {
        impl<$($generics)*> $crate::task::Task for $task {
            type Output = $output;
            type Error = $error;
            type Pattern = $crate::task::$pattern;
            const NAME: &'static str = stringify!($name);
            const PATH: &'static str =
                concat!(module_path!(), "::", stringify!($name), integration_task!(@pattern $pattern));

            fn integration() -> $crate::task::Integration {
                $crate::integration::integration($resource, &[$($member),*], $token, $result)
            }

            fn handler() -> Option<sfn_local::Handler> {
                None
            }

            fn lambda_function() -> Option<&'static str> {
                None
            }
        }
    };
    (@pattern RequestResponse) => { "" };
    (@pattern RunAJob) => { "::run_job" };
    (@pattern Callback) => { "::wait_for_task_token" };
}

/// What the methods `.run_job()` and `.wait_for_task_token()` make of an operation, and the functions that name it.
macro_rules! integration_patterns {
    ($name:ident $operation:tt) => {
        integration_of_service! { $operation [] [] [] }
    };
    (
        $name:ident $operation:tt
        $(job $job:ty $(, at $job_member:literal)?;)?
        $(callback $token:expr;)?
        $(by_hand $pattern:ident { $($functions:item)* })?
    ) => {
        integration_of_service! { $operation [$($pattern)?] [$($job)?] [$($token)?] }
        $(integration_job! { $operation $job, None$(.or(Some($job_member)))? })?
        $(integration_callback! { $operation $token })?

        #[doc = concat!("[`", stringify!($name), "()`](fn@", stringify!($name), ") in its other patterns.")]
        pub mod $name {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "the types of the parameters")]
            use super::*;

            $(integration_job! { function $operation $job })?
            $(integration_callback! { function $operation $token })?
            $($($functions)*)?
        }
    };
}

/// What the methods that say how a call waits make of it.
macro_rules! integration_of_service {
    (
        ([$($generic:ident: $bound:path),*] $name:ident $marker:ident $($table:tt)*)
        [$($by_hand:ident)?] [$($job:ty)?] [$($token:expr)?]
    ) => {
        impl<$($generic: $bound),*> $crate::integration::OfService for $marker<$($generic),*> {
            type Job = integration_of_service!(@job $($by_hand)?);
            type Callback = integration_of_service!(@callback $($by_hand)?);
            type Running = integration_of_service!(@running [$($job)?]
                $marker<$($generic),*>, $marker<$($generic,)* $crate::task::RunAJob>);
            type Waiting<__T: $crate::integration::CallbackOutput, __E: $crate::error::ErrorType> =
                integration_of_service!(@waiting [$($token)?]
                    $marker<$($generic,)* $crate::integration::WaitForTaskToken<__T, __E>>);

            fn token() -> Option<$crate::native::TokenPlace> {
                None$(.or(Some($token)))?
            }
        }
    };
    (@job job) => { $crate::integration::ByHand };
    (@job $($other:ident)?) => { $crate::integration::ForAll };
    (@callback callback) => { $crate::integration::ByHand };
    (@callback $($other:ident)?) => { $crate::integration::ForAll };
    // What cannot run as a job gives what it gives, so that one mistake is one error.
    (@running [] $response:ty, $running:ty) => { $response };
    (@running [$job:ty] $response:ty, $running:ty) => { $running };
    (@waiting [] $task:ty) => { $crate::integration::Unsupported<__T, __E> };
    (@waiting [$token:expr] $task:ty) => { $task };
}

/// `.run_job()`
macro_rules! integration_job {
    (
        ([$($generic:ident: $bound:path),*] $name:ident $marker:ident $resource:literal
            [$($parameter:ident: $type:ty => $member:literal),*] $error:ty)
        $job:ty, $result:expr
    ) => {
        integration_task! {
            [$($generic: $bound),*] $marker<$($generic,)* $crate::task::RunAJob>;
            $name, concat!($resource, ".sync"), RunAJob, [$($member),*], None;
            $job, $result, $error;
        }

        impl<$($generic: $bound),*> $crate::integration::RunsAsJob for $marker<$($generic),*> {}
    };
    (
        function ([$($generic:ident: $bound:path),*] $name:ident $marker:ident $resource:literal
            [$($parameter:ident: $type:ty => $member:literal),*] $error:ty)
        $job:ty
    ) => {
        #[doc = concat!("`", stringify!($name), "(..).run_job()`, as tests and the builder name it.")]
        pub fn run_job<$($generic: $bound),*>(
            $($parameter: $type),*
        ) -> $crate::native::TaskFuture<$marker<$($generic,)* $crate::task::RunAJob>> {
            super::$name($($parameter),*).run_job()
        }
    };
}

/// `.wait_for_task_token()`
macro_rules! integration_callback {
    (
        ([$($generic:ident: $bound:path),*] $name:ident $marker:ident $resource:literal
            [$($parameter:ident: $type:ty => $member:literal),*] $error:ty)
        $token:expr
    ) => {
        integration_task! {
            [$($generic: $bound,)* __T: $crate::integration::CallbackOutput, __E: $crate::error::ErrorType]
            $marker<$($generic,)* $crate::integration::WaitForTaskToken<__T, __E>>;
            $name, concat!($resource, ".waitForTaskToken"), Callback, [$($member),*], Some($token);
            __T, None, __E;
        }

        impl<$($generic: $bound),*> $crate::integration::WaitsForTaskToken for $marker<$($generic),*> {}
    };
    (
        function ([$($generic:ident: $bound:path),*] $name:ident $marker:ident $resource:literal
            [$($parameter:ident: $type:ty => $member:literal),*] $error:ty)
        $token:expr
    ) => {
        #[doc = concat!("`", stringify!($name), "(..).wait_for_task_token()`, as tests and the builder name it.")]
        pub fn wait_for_task_token<
            $($generic: $bound,)*
            __T: $crate::integration::CallbackOutput,
            __E: $crate::error::ErrorType,
        >(
            $($parameter: $type),*
        ) -> $crate::native::TaskFuture<
            $marker<$($generic,)* $crate::integration::WaitForTaskToken<__T, __E>>,
        > {
            super::$name($($parameter),*).wait_for_task_token()
        }
    };
}

/// The optional parameters of an operation, as methods: once for a native call and once for the builder. A table that is
/// written by hand has more of them in the generated one.
macro_rules! parameters {
    (
        $marker:ident $(<$($generic:ident: $bound:path),+>)?;
        $(texts { $($(#[$text_doc:meta])* $text:ident => $text_member:literal;)* })?
        $(values { $($(#[$value_doc:meta])* $value:ident: $value_type:ty => $value_member:literal;)* })?
        $(entries { $($(#[$entry_doc:meta])* $entry:ident: $entry_type:ty => $entry_member:literal;)* })?
        $(members { $($(#[$member_doc:meta])* $optional:ident: $kind:ty => $optional_member:literal;)* })?
        $(maps { $($(#[$map_doc:meta])* $map:ident: $map_kind:ty => $map_member:literal;)* })?
    ) => {
        impl<$($($generic: $bound,)+)? __P: 'static>
            $crate::native::TaskFuture<$marker<$($($generic,)+)? __P>>
        where
            $marker<$($($generic,)+)? __P>: $crate::task::Task,
        {
            $($(
                $(#[$text_doc])*
                pub fn $text(self, $text: impl Into<String>) -> Self {
                    self.__member($text_member, $text.into())
                }
            )*)?
            $($(
                $(#[$value_doc])*
                pub fn $value(self, $value: $value_type) -> Self {
                    self.__member($value_member, ::serde_json::json!($value))
                }
            )*)?
            $($(
                $(#[$entry_doc])*
                pub fn $entry(self, name: &str, value: impl Into<$entry_type>) -> Self {
                    let value: $entry_type = value.into();
                    self.__entry($entry_member, name, ::serde_json::json!(value))
                }
            )*)?
            $($(
                $(#[$member_doc])*
                pub fn $optional(self, $optional: impl $crate::integration::service::Fits<$kind>) -> Self {
                    self.__member($optional_member, $optional.member())
                }
            )*)?
            $($(
                $(#[$map_doc])*
                pub fn $map(self, key: &str, value: impl $crate::integration::service::Fits<$map_kind>) -> Self {
                    self.__entry($map_member, key, value.member())
                }
            )*)?
        }

        impl<__K: $crate::task::Kind, $($($generic: $bound,)+)? __P: 'static>
            $crate::builder::Called<__K, $marker<$($($generic,)+)? __P>>
        where
            $marker<$($($generic,)+)? __P>: $crate::task::Task,
        {
            $($(
                $(#[$text_doc])*
                pub fn $text(self, $text: impl $crate::data::IntoExpr<String>) -> Self {
                    self.__member($text_member, $text.into_expr().__code().clone())
                }
            )*)?
            $($(
                $(#[$value_doc])*
                pub fn $value(self, $value: impl $crate::data::IntoExpr<$value_type>) -> Self {
                    self.__member($value_member, $value.into_expr().__code().clone())
                }
            )*)?
            $($(
                $(#[$entry_doc])*
                pub fn $entry(
                    self,
                    name: &str,
                    value: impl $crate::data::IntoExpr<$entry_type>,
                ) -> Self {
                    self.__entry($entry_member, name, value.into_expr().__code().clone())
                }
            )*)?
            $($(
                $(#[$member_doc])*
                pub fn $optional(
                    self,
                    $optional: impl $crate::integration::service::Expression<$kind>,
                ) -> Self {
                    self.__member($optional_member, $optional.into_code())
                }
            )*)?
            $($(
                $(#[$map_doc])*
                pub fn $map(
                    self,
                    key: &str,
                    value: impl $crate::integration::service::Expression<$map_kind>,
                ) -> Self {
                    self.__entry($map_member, key, value.into_code())
                }
            )*)?
        }
    };
}

/// A text of which AWS knows some values.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, $crate::Data)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] #[serde(rename = $text)] $variant,)*
        }

        impl $crate::data::IntoExpr<Self> for $name {
            fn into_expr(self) -> $crate::expr::Expr<Self> {
                $crate::expr::Expr::__new($crate::code::Code::Literal(serde_json::json!(self)))
            }
        }

        #[diagnostic::do_not_recommend]
        impl $crate::integration::service::Fits<Self> for $name {}

        impl $crate::integration::service::Expression<Self> for $name {
            fn into_code(self) -> $crate::code::Code {
                $crate::code::Code::Literal(serde_json::json!(self))
            }
        }
    };
}

/// Structures of results. Members that a struct does not have stay in it as JSON.
macro_rules! results {
    ($($(#[$doc:meta])* $name:ident $fields:ident {
        $($field:ident: $read:ident $type:ty => $member:literal,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(#[doc = concat!("`", $member, "`")] pub $field: results!(@type $read $type),)*
            #[doc(hidden)]
            pub __rest: $crate::integration::service::Rest,
        }

        #[doc(hidden)]
        pub struct $fields {
            $(pub $field: $crate::expr::Expr<results!(@type $read $type)>,)*
        }

        impl $crate::data::Data for $name {
            const __IS_OBJECT: bool = true;
        }

        impl $crate::data::Fields for $name {
            type Proxy = $fields;

            fn __proxy(base: &$crate::code::Code) -> $fields {
                let _ = base;
                $fields { $($field: $crate::integration::service::$read(base, $member),)* }
            }

            fn __update(
                base: $crate::code::Code,
                _: Vec<(&'static str, $crate::code::Code)>,
            ) -> $crate::code::Code {
                base
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let mut members = $crate::integration::service::Members::read(from)?;
                Ok(Self { $($field: members.$read($member)?,)* __rest: members.rest() })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let mut members = $crate::integration::service::Written::with(&self.__rest);
                $(members.write($member, &self.$field);)*
                members.end(to)
            }
        }
    )*};
    (@type optional $type:ty) => { Option<$type> };
    (@type $read:ident $type:ty) => { $type };
}

/// How a service fails: its errors by the names that Step Functions gives them.
macro_rules! errors {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $error:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, $crate::TaskError)]
        pub enum $name {
            $(
                #[doc = concat!("`", $error, "`")]
                #[sfn(name = $error)]
                $variant,
            )*
            /// It took too long.
            #[sfn(timeout)]
            TimedOut,
            /// Any other error; `States.TaskFailed` where a job failed.
            #[sfn(other)]
            Other {
                /// `Error`
                name: String,
                /// `Cause`
                cause: String,
            },
        }
    };
}
