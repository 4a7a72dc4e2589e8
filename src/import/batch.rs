//! Articles that are ready, to their files: each with its pictures, whole or not at all.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::write::{copy_new, write_new};
use crate::diagnostics::{Diagnostic, SourceFile};

/// An article that is ready to be written.
#[derive(Debug)]
pub struct Ready {
    /// What it was made from.
    pub source: PathBuf,
    /// Headline.
    pub title: String,
    /// Front matter and text.
    pub markdown: String,
    /// Where it goes.
    pub target: PathBuf,
    /// Files that go with it: from where, and to where.
    pub copies: Vec<(PathBuf, PathBuf)>,
}

impl Ready {
    /// Sends the article to `target`, and with it what is to lie beside it.
    pub fn move_to(&mut self, target: &Path) {
        let (old, new) =
            (self.target.parent().unwrap_or(Path::new("")), target.parent().unwrap_or(Path::new("")));
        for (_, to) in &mut self.copies {
            if let Ok(below) = to.strip_prefix(old) {
                *to = new.join(below);
            }
        }
        self.target = target.to_owned();
    }
}

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    /// Source, title and file of each article.
    pub articles: Vec<Article>,
    /// Files that went with them.
    pub copied: Vec<PathBuf>,
    /// What could not be written, and why, as errors.
    pub diagnostics: Vec<Diagnostic>,
}

/// An article that was written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Article {
    /// What it was made from.
    pub source: PathBuf,
    /// Where it is.
    pub file: PathBuf,
    /// Headline.
    pub title: String,
}

/// Writes `ready`. A file that exists is left as it is unless `force` is set; with `pretend` nothing is touched, and what
/// would have been written is returned.
pub fn write(ready: Vec<Ready>, force: bool, pretend: bool) -> Written {
    let mut written = Written::default();
    let mut taken: HashMap<PathBuf, PathBuf> = HashMap::new();
    for article in ready {
        if let Some(other) = taken.get(&article.target) {
            let message = format!(
                "{} and {} would be one file: {}",
                other.display(),
                article.source.display(),
                article.target.display()
            );
            let fault = Diagnostic::error("import-exists", message)
                .help("rename one of them, and import it by itself");
            written.diagnostics.push(about(&article.source, fault));
            continue;
        }
        match one(&article, force, pretend) {
            Ok(copied) => {
                written.copied.extend(copied);
                taken.insert(article.target.clone(), article.source.clone());
                written.articles.push(Article {
                    source: article.source,
                    file: article.target,
                    title: article.title,
                });
            }
            Err(diagnostic) => written.diagnostics.push(*diagnostic),
        }
    }
    written
}

/// `diagnostic` about the file `source`, of which no text is shown.
fn about(source: &Path, diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.in_file(&Arc::new(SourceFile::new(source, "")))
}

/// Writes one article and what goes with it; returns which files those were.
fn one(article: &Ready, force: bool, pretend: bool) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
    let exists = |path: &Path| {
        let message = format!("{} exists and was left as it is", path.display());
        let help = "give --force to overwrite it, or another name with --output";
        Box::new(about(&article.source, Diagnostic::error("import-exists", message).help(help)))
    };
    let new: Vec<&(PathBuf, PathBuf)> =
        article.copies.iter().filter(|(from, to)| !is_same(from, to)).collect();
    if !force
        && let Some(path) = new.iter().map(|(_, to)| to).chain([&article.target]).find(|path| path.exists())
    {
        return Err(exists(path));
    }
    let names = || new.iter().map(|(_, to)| to.clone()).collect();
    if pretend {
        return Ok(names());
    }
    let mut made: Vec<&Path> = Vec::new();
    let failed = |path: &Path, error: &std::io::Error, made: &[&Path]| {
        // What has no article is not left behind.
        made.iter().for_each(|path| drop(std::fs::remove_file(path)));
        if error.kind() == ErrorKind::AlreadyExists {
            return exists(path);
        }
        let message = format!("{} can't be written: {error}", path.display());
        let help = "nothing of this article was written";
        Box::new(about(&article.source, Diagnostic::error("import-failed", message).help(help)))
    };
    for (from, to) in &new {
        let is_new = !to.exists();
        copy_new(from, to, force).map_err(|error| failed(to, &error, &made))?;
        made.extend(is_new.then_some(to.as_path()));
    }
    write_new(&article.target, &article.markdown, force)
        .map_err(|error| failed(&article.target, &error, &made))?;
    Ok(names())
}

/// Whether both files hold the same bytes.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((std::fs::read(one), std::fs::read(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(folder: &Path, name: &str, copies: Vec<(PathBuf, PathBuf)>) -> Ready {
        Ready {
            source: folder.join("source.md"),
            title: "T".to_owned(),
            markdown: "---\ntitle: T\n---\n".to_owned(),
            target: folder.join(name),
            copies,
        }
    }

    #[test]
    fn an_article_and_its_pictures_are_written_together_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("one.png"), "one").unwrap();
        let lost = ready(
            folder.path(),
            "a.md",
            vec![(at("one.png"), at("new/one.png")), (at("gone.png"), at("new/gone.png"))],
        );
        let written = write(vec![lost], false, false);
        assert_eq!(written.diagnostics[0].code, "import-failed");
        assert!(!at("a.md").exists() && !at("new/one.png").exists());

        let whole = ready(folder.path(), "a.md", vec![(at("one.png"), at("new/one.png"))]);
        let written = write(vec![whole], false, false);
        assert_eq!(written.copied, [at("new/one.png")]);
        assert!(at("a.md").exists() && at("new/one.png").exists());
    }

    #[test]
    fn what_lies_beside_an_article_moves_with_it() {
        let folder = Path::new("site/content/articles");
        let copy = |to: &str| (PathBuf::from("x.png"), PathBuf::from(to));
        let mut article =
            ready(folder, "a.md", vec![copy("site/content/articles/x/y.png"), copy("site/static/z.png")]);
        article.move_to(Path::new("elsewhere/b.md"));
        assert_eq!(article.copies, [copy("elsewhere/x/y.png"), copy("site/static/z.png")]);
    }

    #[test]
    fn nothing_that_exists_is_overwritten_and_pretending_touches_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("one.png"), "one").unwrap();
        std::fs::write(at("theirs.png"), "theirs").unwrap();
        let article = || ready(folder.path(), "a.md", vec![(at("one.png"), at("theirs.png"))]);
        let refused = write(vec![article()], false, false);
        assert!(refused.diagnostics[0].message.contains("theirs.png"), "{:?}", refused.diagnostics);
        assert!(!at("a.md").exists());
        assert_eq!(write(vec![article()], true, true).articles.len(), 1);
        assert!(!at("a.md").exists(), "only pretended");
        write(vec![article()], true, false);
        assert_eq!(std::fs::read_to_string(at("theirs.png")).unwrap(), "one");

        let twins = write(
            vec![ready(folder.path(), "b.md", vec![]), ready(folder.path(), "b.md", vec![])],
            true,
            false,
        );
        assert_eq!((twins.articles.len(), twins.diagnostics.len()), (1, 1));
    }
}
