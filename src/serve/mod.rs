//! The preview: a local server, rebuilding on change, live reload, and the last good site while a build fails.
