//! A joined site in, the files of the finished site out: pages through Tera templates, feeds, data.
//!
//! Reads the site through borrowed views and decides nothing. Must not know: how anything was found.

use std::path::Path;

use crate::diagnostics::Diagnostic;
use crate::output::OutputFile;
use crate::site::Site;

/// Renders every file of `site`. `root` is the folder whose `templates/` and `static/` override the built-in
/// theme file by file. A fault in a template is a diagnostic with the template's line.
pub fn render(site: &Site, root: &Path) -> Result<Vec<OutputFile>, Vec<Diagnostic>> {
    let _ = (site, root);
    Ok(Vec::new())
}
