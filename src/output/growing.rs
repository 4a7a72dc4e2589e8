//! A staged file that comes piece by piece.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use super::sink::Pieces;
use super::{Arrival, Contents, Writer, compare};

/// A file of `writer` that is not whole yet.
pub(super) struct Growing<'w> {
    pub writer: &'w Writer,
    pub path: String,
    pub file: File,
    /// Where it lies for now.
    pub staged: PathBuf,
}

impl Write for Growing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).map_err(|error| {
            let target = self.writer.directory.join(&self.path);
            io::Error::new(error.kind(), format!("can't write {}: {error}", target.display()))
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pieces for Growing<'_> {
    fn close(self: Box<Self>) -> anyhow::Result<()> {
        let Self { writer, path, staged, .. } = *self;
        let target = writer.directory.join(&path);
        let is_same = !writer.is_empty && compare::is_same(&target, &Contents::CopyOf(staged.clone()));
        let staged = (!(is_same && writer.lies_there(&path))).then_some(staged);
        writer.arrivals().push(Arrival { path, is_same, staged });
        Ok(())
    }
}
