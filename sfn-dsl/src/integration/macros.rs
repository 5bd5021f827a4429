//! The table form of an integration.

/// One operation: a function, a marker type that is its [`Task`](crate::task::Task), and its optional parameters, once
/// for a native call and once for the builder.
///
/// - `required`: a member path and the parameter; a text is `&str`, so that fields and literals can stand there.
/// - `texts`, `values`: optional parameters; `entries`: methods that each add one entry to an object member.
///
/// A member can lie deeper: `"Document.S3Object.Bucket"`.
macro_rules! integration {
    (
        $(#[$doc:meta])*
        fn $name:ident $(<$($generic:ident: $bound:path),+>)? -> $marker:ident;
        resource $resource:expr;
        pattern $pattern:ident;
        $(token_in $token_member:literal;)?
        $(required $parameter:ident: $type:ty => $member:literal;)*
        $(texts { $($(#[$text_doc:meta])* $text:ident => $text_member:literal;)* })?
        $(values { $($(#[$value_doc:meta])* $value:ident: $value_type:ty => $value_member:literal;)* })?
        $(entries { $($(#[$entry_doc:meta])* $entry:ident: $entry_type:ty => $entry_member:literal;)* })?
        output $output:ty $(, at $output_member:literal)?;
        error $error:ty;
    ) => {
        $(#[$doc])*
        pub fn $name$(<$($generic: $bound),+>)?(
            $($parameter: $type),*
        ) -> $crate::native::TaskFuture<$marker$(<$($generic),+>)?> {
            $crate::integration::call(
                vec![$(($member, ::serde_json::json!($parameter))),*],
                None$(.or(Some($token_member)))?,
            )
        }

        #[doc = concat!("The task [`", stringify!($name), "()`], as workflows know it.")]
        pub struct $marker$(<$($generic),+>(std::marker::PhantomData<fn() -> ($($generic),+,)>))? ;

        impl$(<$($generic: $bound),+>)? $crate::task::Task for $marker$(<$($generic),+>)? {
            type Output = $output;
            type Error = $error;
            type Pattern = $crate::task::$pattern;
            const NAME: &'static str = stringify!($name);

            fn integration() -> $crate::task::Integration {
                $crate::integration::integration(
                    $resource,
                    &[$($member),*],
                    |arguments| {
                        $(let arguments =
                            $crate::integration::with_task_token(arguments, $token_member);)?
                        arguments
                    },
                    None$(.or(Some($output_member)))?,
                )
            }

            fn handler() -> Option<sfn_local::Handler> {
                None
            }

            fn lambda_function() -> Option<&'static str> {
                None
            }
        }

        impl$(<$($generic: $bound),+>)? $crate::native::TaskFuture<$marker$(<$($generic),+>)?> {
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
        }

        impl<Kind: $crate::task::Kind $($(, $generic: $bound)+)?>
            $crate::builder::Called<Kind, $marker$(<$($generic),+>)?>
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
        }
    };
}

/// An operation that also runs as a job: the same parameters, once for each pattern.
macro_rules! job_integration {
    (
        $(#[$doc:meta])*
        fn $name:ident -> $marker:ident;
        output $output:ty $(, at $member:literal)?;
        $(#[$sync_doc:meta])*
        fn $sync_name:ident -> $sync_marker:ident;
        output $sync_output:ty $(, at $sync_member:literal)?;
        resource $resource:literal;
        error $error:ty;
        $($parameters:tt)*
    ) => {
        integration! {
            $(#[$doc])*
            fn $name -> $marker;
            resource $resource;
            pattern RequestResponse;
            $($parameters)*
            output $output $(, at $member)?;
            error $error;
        }

        integration! {
            $(#[$sync_doc])*
            fn $sync_name -> $sync_marker;
            resource concat!($resource, ".sync");
            pattern RunAJob;
            $($parameters)*
            output $sync_output $(, at $sync_member)?;
            error $error;
        }
    };
}
