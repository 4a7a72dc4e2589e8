//! A card as it is drawn: a sheet in sixteen colours, which makes it quick to compress, and letters on it.

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use image::RgbImage;

/// Size in pixels that every network shows whole.
pub(super) const WIDTH: usize = 1200;
pub(super) const HEIGHT: usize = 630;

/// Colours by number, those of the theme by day: from paper to ink, and the accent.
const PAPER: [u8; 3] = [0xff, 0xfd, 0xf9];
const INK: [u8; 3] = [0x1d, 0x1b, 0x18];
const ACCENT_COLOUR: [u8; 3] = [0x8f, 0x1d, 0x2c];
/// Numbers of them.
pub(super) const BLACK: u8 = 14;
pub(super) const SOFT: u8 = 10;
pub(super) const ACCENT: u8 = 15;

/// The sheet.
pub(super) struct Canvas {
    /// Number of a colour a pixel.
    pixels: Vec<u8>,
}

impl Canvas {
    /// Empty paper.
    pub fn new() -> Self {
        Self { pixels: vec![0; WIDTH * HEIGHT] }
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, x: usize, y: usize, width: usize, height: usize, colour: u8) {
        for row in y..(y + height).min(HEIGHT) {
            self.pixels[row * WIDTH + x..row * WIDTH + (x + width).min(WIDTH)].fill(colour);
        }
    }

    /// Writes `line` with its baseline at `y`, from `x` on; `colour` is between paper and ink.
    pub fn write(&mut self, line: &str, font: &FontRef<'_>, size: f32, x: f32, y: f32, colour: u8) {
        for glyph in glyphs(line, font, size) {
            let Some(outline) = font.outline_glyph(glyph) else { continue };
            let bounds = outline.px_bounds();
            outline.draw(|across, down, cover| {
                let (column, row) = (bounds.min.x + x + across as f32, bounds.min.y + y + down as f32);
                if column < 0.0 || row < 0.0 || column >= WIDTH as f32 || row >= HEIGHT as f32 {
                    return;
                }
                let pixel = &mut self.pixels[row as usize * WIDTH + column as usize];
                let level = (cover.clamp(0.0, 1.0) * f32::from(colour)).round() as u8;
                *pixel = level.max(*pixel);
            });
        }
    }

    /// The sheet as PNG.
    pub fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(32 * 1024);
        let packed: Vec<u8> = self.pixels.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH as u32, HEIGHT as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette((0..16).flat_map(colour).collect::<Vec<u8>>());
        // Letters repeat along a line, which filters hide. Higher levels take many times as long for a tenth less.
        encoder.set_deflate_compression(png::DeflateCompression::Level(3));
        encoder.set_filter(png::Filter::NoFilter);
        // Writing to memory can't fail, and there are as many pixels as have been announced.
        if let Ok(mut writer) = encoder.write_header() {
            let _ = writer.write_image_data(&packed);
        }
        bytes
    }

    /// The sheet in full colours.
    pub fn picture(&self) -> RgbImage {
        RgbImage::from_fn(WIDTH as u32, HEIGHT as u32, |x, y| {
            image::Rgb(colour(self.pixels[y as usize * WIDTH + x as usize]))
        })
    }
}

/// The colour of a number.
fn colour(number: u8) -> [u8; 3] {
    if number >= ACCENT {
        return ACCENT_COLOUR;
    }
    let mix = |paper: u8, ink: u8| {
        let share = f32::from(number) / f32::from(BLACK);
        (f32::from(paper) + (f32::from(ink) - f32::from(paper)) * share).round() as u8
    };
    std::array::from_fn(|part| mix(PAPER[part], INK[part]))
}

/// The letters of `line` side by side, from the origin.
fn glyphs(line: &str, font: &FontRef<'_>, size: f32) -> Vec<Glyph> {
    let scaled = font.as_scaled(PxScale::from(size));
    let mut found: Vec<Glyph> = Vec::with_capacity(line.len());
    let mut x = 0.0;
    for letter in line.chars() {
        let id = scaled.glyph_id(letter);
        if let Some(last) = found.last() {
            x += scaled.kern(last.id, id);
        }
        found.push(id.with_scale_and_position(PxScale::from(size), point(x, 0.0)));
        x += scaled.h_advance(id);
    }
    found
}

/// How wide `line` is.
pub(super) fn width(line: &str, font: &FontRef<'_>, size: f32) -> f32 {
    let scaled = font.as_scaled(PxScale::from(size));
    glyphs(line, font, size).last().map_or(0.0, |last| last.position.x + scaled.h_advance(last.id))
}
