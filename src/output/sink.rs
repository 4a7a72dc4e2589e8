//! Who takes the files of a site as they are made: whole, or piece by piece where they are too large to stand in memory.

use std::io::{self, BufWriter, Write};

use super::{Contents, OutputFile};

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

/// Takes files, from many threads and in no order.
pub trait Sink: Sync {
    /// Takes a whole file.
    ///
    /// # Errors
    ///
    /// What stops the whole.
    fn put(&self, file: OutputFile) -> anyhow::Result<()>;

    /// Takes the file at `path` piece by piece. It is one of the files once it is closed.
    ///
    /// # Errors
    ///
    /// What stops the whole.
    fn open<'s>(&'s self, path: &str) -> anyhow::Result<Stream<'s>>;
}

/// Where the pieces of a file go.
pub(super) trait Pieces: Write {
    /// There are no more.
    fn close(self: Box<Self>) -> anyhow::Result<()>;
}

/// A file on its way into a [`Sink`].
pub struct Stream<'s> {
    pieces: BufWriter<Box<dyn Pieces + 's>>,
}

impl<'s> Stream<'s> {
    pub(super) fn new(pieces: impl Pieces + 's) -> Self {
        Self { pieces: BufWriter::with_capacity(PIECE, Box::new(pieces)) }
    }

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// What stops the whole.
    pub fn close(self) -> anyhow::Result<()> {
        self.pieces.into_inner().map_err(io::IntoInnerError::into_error)?.close()
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pieces.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pieces.flush()
    }
}

/// Wants to see every file as a whole.
impl<F: Fn(OutputFile) -> anyhow::Result<()> + Sync> Sink for F {
    fn put(&self, file: OutputFile) -> anyhow::Result<()> {
        self(file)
    }

    fn open<'s>(&'s self, path: &str) -> anyhow::Result<Stream<'s>> {
        Ok(Stream::new(Gathered { take: self, path: path.to_owned(), bytes: Vec::new() }))
    }
}

/// Has no use for files.
impl Sink for () {
    fn put(&self, _: OutputFile) -> anyhow::Result<()> {
        Ok(())
    }

    fn open<'s>(&'s self, _: &str) -> anyhow::Result<Stream<'s>> {
        Ok(Stream::new(io::sink()))
    }
}

/// A file that is put together.
struct Gathered<'s, F> {
    take: &'s F,
    path: String,
    bytes: Vec<u8>,
}

impl<F> Write for Gathered<'_, F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<F: Fn(OutputFile) -> anyhow::Result<()>> Pieces for Gathered<'_, F> {
    fn close(self: Box<Self>) -> anyhow::Result<()> {
        let Self { take, path, bytes } = *self;
        take(OutputFile { path, contents: Contents::Bytes(bytes) })
    }
}

impl Pieces for io::Sink {
    fn close(self: Box<Self>) -> anyhow::Result<()> {
        Ok(())
    }
}
