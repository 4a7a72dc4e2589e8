//! Records as JSON.

use serde::Serialize;

/// Appends `value`, whose keys are text.
pub(super) fn push(json: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    // Text and numbers can always be written, and writing to memory can't fail.
    let written = sonic_rs::to_writer(json, value);
    debug_assert!(written.is_ok(), "{written:?}");
}
