//! Language-neutral text primitives: what prose is, where it came from, its tokens, sentences and
//! quotation marks.
//!
//! Comes in: characters. Goes out: spans over them. Must not know: words of any language.

pub mod address;
mod find;
mod prose;
mod quotation_marks;
mod sentences;
mod slots;
mod slug;
mod span;
mod token;

pub use find::find_byte;
pub use prose::{Block, BlockKind, Prose, ProseBuilder, Segment};
pub use quotation_marks::{QuotationMarks, QuotedRegion};
pub use sentences::{is_dash, run_in_head, sentences};
pub use slots::fill;
pub use slug::slug;
pub use span::Span;
pub use token::{Affixes, Shape, Token, TokenKind, tokenize, tokenize_into};
