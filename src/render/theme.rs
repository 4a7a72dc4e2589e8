//! The templates: built into the program, overridden file by file from the site's `templates/`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rust_embed::RustEmbed;
use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use super::data::NavView;
use super::faults::{self, Fault};
use super::filters;
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::language::{Direction, Language};
use crate::site::{Site, addresses};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Builtin;

/// Small pieces that any template may call.
const COMPONENTS: &str = "components.html";

/// Templates ready to render.
pub(super) struct Theme {
    tera: Tera,
    /// Source of every template, by name.
    sources: Sources,
}

/// What every page can see, as `site`.
#[derive(Serialize)]
pub(super) struct SiteView<'s> {
    title: &'s str,
    description: &'s str,
    language: &'s str,
    /// `ltr` or `rtl`.
    direction: Direction,
    base_url: Option<&'s str>,
    publisher: PublisherView<'s>,
    navigation: Vec<NavView>,
    has_glossary: bool,
    extra: &'s serde_json::Map<String, serde_json::Value>,
    version: &'static str,
}

#[derive(Serialize)]
struct PublisherView<'s> {
    name: &'s str,
    url: Option<&'s str>,
    logo: Option<&'s str>,
}

impl Theme {
    /// The built-in templates with those of `root` over them, and what is wrong with those: a template that can't be
    /// used is left out, so that the rest can still be tried.
    pub(super) fn load(
        root: &Path,
        site: &Site,
        language: &Language,
    ) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let builtin = builtin();
        let mut sources = builtin.clone();
        let (found, mut diagnostics) = own(root)?;
        sources.extend(found);
        let mut faults = Vec::new();
        // Tera stops at the first template with a fault. To report all of them, each faulty one is put back to what
        // the program brings, or left out, and the rest is tried again.
        let mut sound = sources.clone();
        let mut tera = loop {
            let mut tera = Tera::new();
            tera.autoescape_on([".html", ".xml"]);
            filters::register(&mut tera, site);
            let error = match tera.add_raw_templates(sound.iter().map(|(name, file)| (name, &file.text))) {
                Ok(()) => break tera,
                Err(error) => error,
            };
            let name = template_of(error.kind()).map(str::to_owned);
            faults.push(Fault { template: String::new(), error });
            let Some(own) = name.and_then(|name| sound.remove_entry(&name)) else { break tera };
            if let Some(original) = builtin.get(&own.0).filter(|original| **original != own.1) {
                sound.insert(own.0, Arc::clone(original));
            }
        };
        tera.global_context().insert("site", &site_view(site, language));
        tera.global_context().insert("ui", &language.interface.phrases);
        let theme = Self { tera, sources };
        diagnostics.extend(faults::diagnostics(faults, &theme));
        Ok((theme, diagnostics))
    }

    /// A page as bytes. The next one is of the same kind mostly and finds room for as much and some more, so that few pages have to
    /// be moved while they grow.
    pub(super) fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Fault> {
        thread_local!(static LENGTH: Cell<usize> = const { Cell::new(0) });
        let length = LENGTH.get();
        let mut page = Vec::with_capacity(length + length / 4);
        self.render_to(template, context, &mut page)?;
        LENGTH.set(page.len());
        Ok(page)
    }

    fn render_to(&self, template: &str, context: &Context, page: &mut Vec<u8>) -> Result<(), Fault> {
        let made = self.tera.render_to(template, context, page);
        made.map_err(|error| Fault { template: template.to_owned(), error })
    }

    /// A part of pages with the blanks around it; `None` where its template is at fault, which the pages that need it report.
    pub(super) fn part(&self, template: &str, context: &Context) -> Option<Value> {
        let mut html = Vec::new();
        self.render_to(template, context, &mut html).ok()?;
        Some(Value::safe_string(str::from_utf8(&html).ok()?))
    }

    /// A part of pages that many of them show, as HTML for anywhere; `None` where its template is at fault, which the pages that
    /// need it report.
    pub(super) fn fragment(&self, template: &str, mut context: Context) -> Option<String> {
        thread_local!(static HTML: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
        context.insert_value("here", filters::ANYWHERE.into());
        HTML.with_borrow_mut(|html| {
            html.clear();
            self.render_to(template, &context, html).ok()?;
            Some(str::from_utf8(html).ok()?.trim().to_owned())
        })
    }

    /// Whether the template `name` and all that it includes are the program's.
    pub(super) fn is_builtin_throughout(&self, name: &str) -> bool {
        let builtin = Builtin::get(name);
        let Some((source, builtin)) = self.sources.get(name).zip(builtin) else { return false };
        let included = source.text.split("{% include \"").skip(1).filter_map(|rest| rest.split('"').next());
        // Any of them may call a component.
        let mut others = included.chain((name != COMPONENTS).then_some(COMPONENTS));
        source.text.as_bytes() == builtin.data.as_ref()
            && others.all(|other| self.is_builtin_throughout(other))
    }

    /// Whether the program brings a template of this name.
    pub(super) fn is_builtin(name: &str) -> bool {
        Builtin::get(name).is_some()
    }

    /// The names of all templates.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// The source of the template `name`.
    pub(super) fn source(&self, name: &str) -> Option<&Arc<SourceFile>> {
        self.sources.get(name)
    }
}

/// The template at fault.
fn template_of(kind: &ErrorKind) -> Option<&str> {
    match kind {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report.filename()),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => Some(tpl),
        ErrorKind::MissingParent { current, .. } => Some(current),
        _ => None,
    }
}

fn builtin() -> Sources {
    Builtin::iter()
        .filter_map(|name| {
            let text = String::from_utf8(Builtin::get(&name)?.data.into_owned()).ok()?;
            Some((name.to_string(), source(&name, text)))
        })
        .collect()
}

fn source(name: &str, text: String) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(format!("templates/{name}"), text))
}

/// Templates by name.
type Sources = BTreeMap<String, Arc<SourceFile>>;

/// The templates in `folder`, by their path below it, and what is wrong with the others.
fn own(root: &Path) -> Result<(Sources, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (mut found, mut faults) = (BTreeMap::new(), Vec::new());
    for (path, name) in super::assets::files_below(root, "templates")? {
        if !matches!(path.extension().and_then(|ending| ending.to_str()), Some("html" | "xml" | "txt")) {
            continue;
        }
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                found.insert(name.clone(), source(&name, text));
            }
            Err(error) => faults.push(
                Diagnostic::error("unreadable-template", format!("the template can't be read: {error}"))
                    .in_file(&source(&name, String::new()))
                    .help("templates are text in UTF-8"),
            ),
        }
    }
    Ok((found, faults))
}

pub(super) fn site_view<'s>(site: &'s Site, language: &'s Language) -> SiteView<'s> {
    let config = &site.config;
    let tag = config.language.as_deref().unwrap_or(language.code);
    SiteView {
        title: if config.title.is_empty() { language.interface.phrase("untitled") } else { &config.title },
        description: &config.description,
        language: tag,
        direction: Direction::of(tag),
        base_url: config.base_url.as_deref(),
        publisher: PublisherView {
            name: &config.publisher.name,
            url: config.publisher.url.as_deref(),
            logo: config.publisher.logo.as_deref(),
        },
        navigation: navigation(site, language),
        has_glossary: !site.glossary.is_empty(),
        extra: &config.extra,
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// The links of the header: the author's, or one for each kind of page.
fn navigation(site: &Site, language: &Language) -> Vec<NavView> {
    if let Some(items) = &site.config.navigation {
        return items.iter().map(|item| NavView::new(&item.title, &item.url)).collect();
    }
    [
        ("articles", addresses::ARTICLES),
        ("speakers", addresses::SPEAKERS),
        ("timeline", addresses::TIMELINE),
        ("topics", addresses::TOPICS),
    ]
    .map(|(key, url)| NavView::new(language.interface.phrase(key), url))
    .into()
}
