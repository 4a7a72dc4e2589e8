//! Which generator a folder was written for, and where that generator keeps things.

use std::path::{Path, PathBuf};

/// The generators whose sites are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Generator {
    /// Hugo
    Hugo,
    /// Jekyll
    Jekyll,
    /// Zola
    Zola,
    /// Eleventy
    Eleventy,
}

/// Folders above a file in which its generator's settings are looked for.
const FURTHEST: usize = 8;

/// A site of another generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceSite {
    pub generator: Generator,
    /// The folder with its settings.
    pub root: PathBuf,
    /// Text of its settings.
    settings: String,
}

impl SourceSite {
    /// The site that `path`, a file or a folder, belongs to.
    pub fn around(path: &Path) -> Option<Self> {
        let path = std::path::absolute(path).ok()?;
        path.ancestors().take(FURTHEST).find_map(Self::at)
    }

    fn at(root: &Path) -> Option<Self> {
        let found = |generator, settings| Some(Self { generator, root: root.to_owned(), settings });
        let read = |name: &str| std::fs::read_to_string(root.join(name)).ok();
        for name in ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"] {
            if let Some(settings) = read(name) {
                return found(Generator::Hugo, settings);
            }
        }
        if root.join("config/_default").is_dir() {
            let read = |name: &str| std::fs::read_to_string(root.join("config/_default").join(name)).ok();
            let settings =
                ["hugo.toml", "config.toml", "hugo.yaml", "config.yaml"].iter().find_map(|name| read(name));
            return found(Generator::Hugo, settings.unwrap_or_default());
        }
        if let Some(settings) =
            ["_config.yml", "_config.yaml", "_config.toml"].iter().find_map(|name| read(name))
        {
            return found(Generator::Jekyll, settings);
        }
        if let Some(settings) = read("zola.toml") {
            return found(Generator::Zola, settings);
        }
        for name in ["config.toml", "config.yaml", "config.yml", "config.json"] {
            let Some(settings) = read(name).filter(|_| root.join("content").is_dir()) else { continue };
            let is_zola = settings.lines().any(|line| line.trim_start().starts_with("base_url"));
            return found(if is_zola { Generator::Zola } else { Generator::Hugo }, settings);
        }
        let eleventy = [
            ".eleventy.js",
            "eleventy.config.js",
            "eleventy.config.mjs",
            "eleventy.config.cjs",
            "eleventy.config.ts",
        ];
        let settings = eleventy.iter().find_map(|name| read(name))?;
        found(Generator::Eleventy, settings)
    }

    /// The folders of articles, when the whole site is to be imported.
    pub fn article_folders(&self) -> Vec<PathBuf> {
        let names: &[&str] = match self.generator {
            Generator::Hugo | Generator::Zola => &["content"],
            Generator::Jekyll => &["_posts", "_drafts"],
            Generator::Eleventy => &["content", "src", "posts", "blog"],
        };
        let folders: Vec<PathBuf> =
            names.iter().map(|name| self.root.join(name)).filter(|path| path.is_dir()).collect();
        match self.generator {
            Generator::Eleventy => folders.into_iter().take(1).collect(),
            _ => folders,
        }
    }

    /// The folders whose files appear at the root of the built site, for addresses such as `/images/a.png`.
    pub fn public_folders(&self) -> Vec<PathBuf> {
        let names: &[&str] = match self.generator {
            Generator::Hugo => &["static", "assets", "content"],
            Generator::Zola => &["static", "content"],
            Generator::Jekyll => &[""],
            Generator::Eleventy => &["", "src", "content", "public", "static"],
        };
        names.iter().map(|name| self.root.join(name)).collect()
    }

    /// Whether addresses follow the generator's own rule, as far as its settings show.
    pub fn has_default_addresses(&self) -> bool {
        let settings = self.settings.to_lowercase();
        !["permalink", "contentdir", "uglyurls", "pathprefix"].iter().any(|word| settings.contains(word))
    }
}
