//! The picture that a preview of a page shows elsewhere: its title, the site's name, and the lead image if there is one.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::LazyLock;

use ab_glyph::{Font, FontRef};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, ImageEncoder};
use rayon::prelude::*;

use super::cache::Cache;
use super::canvas::{self, ACCENT, BLACK, Canvas, HEIGHT, SOFT, WIDTH};
use super::{HASH, OUTPUT};
use crate::content::Target;
use crate::diagnostics::Diagnostic;
use crate::site::{Site, SiteArticle};

/// Latin, Greek and Cyrillic letters.
static FONT: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(include_bytes!("fonts/RobotoSlab-Bold.otf")).ok());

/// Changes when the same card would be drawn otherwise.
const VERSION: &str = "card 2";
/// Pixels around the words, and of the bar at the top.
const MARGIN: usize = 72;
const BAR: usize = 16;
/// Where a lead image begins.
const IMAGE_FROM: usize = 760;
/// Sizes that a title is tried in, and the room that it has from top to bottom.
const TITLE_SIZES: [f32; 7] = [88.0, 80.0, 72.0, 64.0, 56.0, 50.0, 44.0];
const TITLE_HEIGHT: f32 = 400.0;
const LEADING: f32 = 1.06;
const NAME_SIZE: f32 = 34.0;
const QUALITY: u8 = 82;

/// A lead image.
pub(super) struct Lead {
    /// Of its content.
    pub hash: String,
    pub disk: PathBuf,
}

/// What a card shows.
struct Words<'s> {
    title: &'s str,
    name: &'s str,
    lead: Option<&'s Lead>,
}

/// Gives `site` its cards. `leads` are its pictures by address. Titles in letters that the font lacks have none.
pub(super) fn add(
    site: &mut Site,
    leads: &BTreeMap<String, Lead>,
    cache: &Cache,
    files: &mut BTreeMap<String, PathBuf>,
) -> Option<Diagnostic> {
    let font = FONT.as_ref()?;
    let name = site.config.title.as_str();
    let lead = |entry: &SiteArticle| match &entry.article.image.as_ref()?.to {
        Target::Site { path, .. } => leads.get(path),
        _ => None,
    };
    let made: Vec<Option<(String, PathBuf)>> = site
        .articles
        .par_iter()
        .map(|entry| {
            let words = Words { title: &entry.article.title, name, lead: lead(entry) };
            placed(&words, &entry.article.slug, font, cache)
        })
        .collect();
    let whole =
        placed(&Words { title: name, name: &site.config.publisher.name, lead: None }, "site", font, cache);
    let without = site.articles.iter().zip(&made).filter(|(_, card)| card.is_none()).map(|(entry, _)| entry);
    let unwritable: Vec<&SiteArticle> =
        without.filter(|entry| !can_write(&entry.article.title, font)).collect();
    let lacking = unwritable.len();
    let warning = unwritable.first().map(|entry| {
        let message = format!("no card was drawn for {lacking} of the titles: its font has Latin, Greek and Cyrillic letters only");
        Diagnostic::advice("card-without-letters", message)
            .in_file(&entry.article.file)
            .help("previews show the lead image instead; `cards: false` in site.yaml draws none")
    });
    site.cards.articles = made.iter().map(|card| card.as_ref().map(|(address, _)| address.clone())).collect();
    site.cards.site = whole.as_ref().map(|(address, _)| address.clone());
    files.extend(made.into_iter().flatten().chain(whole));
    warning
}

/// Address and file of a card, from the cache or drawn.
fn placed(words: &Words<'_>, stem: &str, font: &FontRef<'_>, cache: &Cache) -> Option<(String, PathBuf)> {
    if words.title.trim().is_empty() || !can_write(words.title, font) || !can_write(words.name, font) {
        return None;
    }
    let ending = if words.lead.is_some() { "jpg" } else { "png" };
    let mut hasher = blake3::Hasher::new();
    for part in [VERSION, words.title, words.name, words.lead.map_or("", |lead| &lead.hash)] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hash = hasher.finalize().to_hex();
    let file = format!("card-{hash}.{ending}");
    let path = match cache.find(&file) {
        Some(path) => path,
        None => cache.keep(&file, &draw(words, font)?).ok()?,
    };
    Some((format!("{OUTPUT}card-{stem}-{}.{ending}", &hash[..HASH]), path))
}

/// Whether the font has every letter of `text`.
fn can_write(text: &str, font: &FontRef<'_>) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || letter.is_control() || font.glyph_id(letter).0 != 0)
}

fn draw(words: &Words<'_>, font: &FontRef<'_>) -> Option<Vec<u8>> {
    let mut sheet = Canvas::new();
    let right = if words.lead.is_some() { IMAGE_FROM - MARGIN / 2 } else { WIDTH - MARGIN };
    let room = (right - MARGIN) as f32;
    let (size, lines) = fitted(words.title, font, room);
    for (number, line) in lines.iter().enumerate() {
        let baseline = (BAR + MARGIN) as f32 + size * (0.78 + LEADING * number as f32);
        sheet.write(line, font, size, MARGIN as f32, baseline, BLACK);
    }
    let foot = HEIGHT - MARGIN;
    let name = cut(words.name, font, NAME_SIZE, room);
    sheet.write(&name, font, NAME_SIZE, MARGIN as f32, foot as f32, SOFT);
    sheet.fill(MARGIN, foot - 62, MARGIN, 6, ACCENT);
    sheet.fill(0, 0, WIDTH, BAR, ACCENT);
    match words.lead {
        None => Some(sheet.png()),
        Some(lead) => with_lead(&sheet, lead),
    }
}

/// The sheet with the lead image on its right, cut to fit.
fn with_lead(sheet: &Canvas, lead: &Lead) -> Option<Vec<u8>> {
    let (image, _) = super::sizes::decode(&std::fs::read(&lead.disk).ok()?).ok()?;
    let (width, height) = ((WIDTH - IMAGE_FROM) as u32, (HEIGHT - BAR) as u32);
    let image = image.resize_to_fill(width, height, FilterType::CatmullRom);
    let mut picture = DynamicImage::ImageRgb8(sheet.picture());
    image::imageops::overlay(&mut picture, &image, IMAGE_FROM as i64, BAR as i64);
    let picture = picture.into_rgb8();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .write_image(&picture, WIDTH as u32, HEIGHT as u32, ExtendedColorType::Rgb8)
        .ok()?;
    Some(bytes)
}

/// The largest size in which `title` has room, and its lines; the last is cut when none is small enough.
fn fitted(title: &str, font: &FontRef<'_>, room: f32) -> (f32, Vec<String>) {
    let smallest = TITLE_SIZES[TITLE_SIZES.len() - 1];
    let most = |size: f32| (TITLE_HEIGHT / (size * LEADING)) as usize;
    for size in TITLE_SIZES {
        let lines = wrapped(title, font, size, room);
        let fits =
            lines.len() <= most(size) && lines.iter().all(|line| canvas::width(line, font, size) <= room);
        if fits {
            return (size, lines);
        }
    }
    let mut lines = wrapped(title, font, smallest, room);
    if lines.len() > most(smallest) {
        lines.truncate(most(smallest));
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    (smallest, lines.iter().map(|line| cut(line, font, smallest, room)).collect())
}

/// `text` in lines no wider than `room`, cut between words. A word that is wider has a line of its own.
fn wrapped(text: &str, font: &FontRef<'_>, size: f32, room: f32) -> Vec<String> {
    let mut widths: HashMap<&str, f32> = HashMap::new();
    let space = canvas::width(" ", font, size);
    let (mut lines, mut at): (Vec<String>, f32) = (Vec::new(), 0.0);
    for word in text.split_whitespace() {
        let width = *widths.entry(word).or_insert_with(|| canvas::width(word, font, size));
        match lines.last_mut() {
            Some(line) if at + space + width <= room => {
                line.push(' ');
                line.push_str(word);
                at += space + width;
            }
            _ => {
                lines.push(word.to_owned());
                at = width;
            }
        }
    }
    lines
}

/// `line`, shortened with three dots when it is wider than `room`.
fn cut(line: &str, font: &FontRef<'_>, size: f32, room: f32) -> String {
    if canvas::width(line, font, size) <= room {
        return line.to_owned();
    }
    let mut letters: Vec<char> = line.trim_end_matches('…').chars().collect();
    loop {
        letters.pop();
        let shorter = format!("{}…", letters.iter().collect::<String>().trim_end());
        if letters.is_empty() || canvas::width(&shorter, font, size) <= room {
            return shorter;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str) -> Words<'_> {
        Words { title, name: "The Harbour Desk", lead: None }
    }

    #[test]
    fn a_title_of_any_length_has_room() {
        let font = FONT.as_ref().unwrap();
        let long = "Why ".repeat(120);
        for title in ["Ferries", "What the harbour strike is about", &long, &"x".repeat(300)] {
            let (size, lines) = fitted(title, font, 1056.0);
            assert!(lines.len() as f32 * size * LEADING <= TITLE_HEIGHT, "{title}: {size}, {lines:?}");
            assert!(lines.iter().all(|line| canvas::width(line, font, size) <= 1056.0), "{lines:?}");
        }
        assert_eq!(fitted("Ferries", font, 1056.0), (88.0, vec!["Ferries".to_owned()]));
        assert!(fitted(&long, font, 1056.0).1.last().unwrap().ends_with('…'));
    }

    #[test]
    fn letters_that_the_font_lacks_are_never_drawn_as_boxes() {
        let font = FONT.as_ref().unwrap();
        for title in ["Ősz Łódźban – „è“", "Πού πάει το νερό;", "Кому належить вода?"]
        {
            assert!(can_write(title, font), "{title}");
        }
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::of(folder.path());
        assert!(placed(&words("水はどこへ"), "water", font, &cache).is_none());
        assert!(placed(&words("Water"), "water", font, &cache).is_some());
    }

    #[test]
    fn a_card_has_the_size_that_networks_ask_for_and_is_small() {
        let bytes = draw(&words("What the harbour strike is about"), FONT.as_ref().unwrap()).unwrap();
        let card = image::load_from_memory(&bytes).unwrap();
        assert_eq!((card.width(), card.height()), (1200, 630));
        assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
    }
}
