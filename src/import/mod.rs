//! What others publish in, an article in Markdown out, with a list of what the importer was unsure of.
