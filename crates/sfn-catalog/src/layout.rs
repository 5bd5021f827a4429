//! How `data/catalogue.bin` is laid out, for its reader (this crate) and its writer (`cargo xtask catalogue`).
//!
//! All numbers are little-endian.
//!
//! ```text
//! file       magic (8 bytes), number of services (u32), where each block starts (u32 …), the blocks
//! block      number of strings, operations, shapes and words (4 × u32),
//!            where each string ends in the text (u32 …), the word at which each operation starts (u32 …),
//!            the word at which each shape starts (u32 …), the words (u16 …), the text
//! strings    0 name, 1 error prefix, 2 IAM prefix, 3 name in the SDK for Python, 4 whom its roles are passed to, 5 protocol, 6 name in
//!            signatures, 7 what requests name it by, 8 the namespace of its XML, then others
//! operation  name, confidence, input, output, method and path where the service has REST, number of errors, the errors, number of statements, the statements
//! statement  action, condition, number of resources, the resources
//! errors     `SNS.InvalidParameterValueException`, with `=ParameterValueInvalid` where the code that comes is not that name's
//! shape      a kind, then
//!            structure  name, number of members, for each its name and its shape with flags; where the kind says so, number of
//!                       members with another name on the wire, for each its place and that name, as `location:name@format`
//!            list       element; where the kind says so, the name of elements in XML
//!            map        key, value; where the kind says so, the names of both in XML
//!            string     name, number of values, the values
//!            number     least and greatest value, as texts
//! ```
//!
//! Services are sorted by name, operations of a service too, so both are found by binary search. A name is the number of
//! a string, and so are conditions and resources, in the notation of `data/README.md`. A shape below [`FIRST_SHAPE`] is a plain one of the kind with that number; the others are numbered from there.
//! Blocks do not refer to each other, so a change of one service changes its block only.

/// What the file starts with; the last byte is the version of the layout.
pub const MAGIC: &[u8; 8] = b"sfn-cat\x04";
/// The strings at the start of each block.
pub const NAME: u16 = 0;
/// What the service's errors start with.
pub const ERROR_PREFIX: u16 = 1;
/// What its IAM actions start with; empty if there is none.
pub const IAM_PREFIX: u16 = 2;
/// What the SDK for Python and the command line call it; empty if they have it no more.
pub const PYTHON_NAME: u16 = 3;
/// The service principal that its roles are passed to; empty where it is not confirmed.
pub const PASSED_TO: u16 = 4;
/// What it speaks, as `json 1.0` or `rest-xml`; with ` camelCase` where members have a small letter first unless the shape says otherwise.
/// Empty where the service is gone.
pub const PROTOCOL: u16 = 5;
/// What its requests are signed for.
pub const SIGNING_NAME: u16 = 6;
/// What its requests name it by: what stands before the operation in `X-Amz-Target`, or the version of the API.
pub const TARGET: u16 = 7;
/// What the documents that it is sent have as their namespace; empty where it gets no XML.
pub const NAMESPACE: u16 = 8;
/// The first shape that has words of its own.
pub const FIRST_SHAPE: u16 = 16;
/// Set beside a member's shape: it is required.
pub const REQUIRED: u16 = 0x8000;
/// Set beside a structure's kind: exactly one member is there.
pub const UNION: u16 = 0x100;
/// Set beside a structure's kind: members have other names on the wire than their names in `Arguments` say.
pub const RENAMED: u16 = 0x200;
/// Set beside the kind of a list or a map: elements stand where it stands, without an element around them.
pub const FLATTENED: u16 = 0x400;
/// Set beside the kind of a list or a map: its elements, or its keys and values, have a name that is not the usual one.
pub const NAMED: u16 = 0x800;
/// The kind without what is set beside it.
pub const KIND: u16 = 0xFF;
/// Stands for a name that is not there, and for the condition of a statement that always applies.
pub const NO_NAME: u16 = u16::MAX;
