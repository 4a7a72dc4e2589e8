//! Language-neutral text primitives: what prose is, where it came from, and its tokens.
//!
//! Comes in: characters. Goes out: spans over them. Must not know: words of any language.

mod prose;
mod span;
mod token;

pub use prose::{Block, BlockKind, Prose, ProseBuilder, Segment};
pub use span::Span;
pub use token::{Shape, Token, TokenKind, tokenize};
