//! One picture in several sizes, as WebP.
//!
//! libwebp, the format's own library, makes them: what is written in Rust alone compresses without loss, which makes a photograph larger
//! than the JPEG that it comes from. Its source is compiled with the program, in some seconds.

use std::collections::HashMap;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use serde::{Deserialize, Serialize};

use super::cache::Cache;
use super::uses::Use;
use super::{HASH, OUTPUT};
use crate::site::{Picture, PictureSize};

/// Widths in pixels: a phone, a phone of fine resolution or a column, a wide screen. A portrait has one for a stamp besides.
const WIDTHS: [u32; 3] = [480, 960, 1600];
const STAMP: u32 = 192;
/// Pixels of the largest picture that is read: in memory it takes four bytes for each of them.
const MOST_PIXELS: u64 = 100_000_000;
/// Of lossy compression, of 100.
const QUALITY: f32 = 78.0;
/// Changes when the same picture would be made otherwise.
const VERSION: &str = "sizes 1";

/// A picture with its sizes in the cache.
pub(super) struct Prepared {
    /// Of its content.
    pub hash: String,
    record: Record,
    files: Vec<PathBuf>,
}

/// What the cache knows of a picture.
#[derive(Serialize, Deserialize)]
struct Record {
    width: u32,
    height: u32,
    /// Widths that it has been made in.
    sizes: Vec<u32>,
}

impl Prepared {
    /// What pages need to know, and the files by their addresses. `stem` begins the names of the files.
    pub fn placed(&self, stem: &str) -> (Picture, Vec<(String, PathBuf)>) {
        let address = |width: u32| format!("{OUTPUT}{stem}-{}-{width}.webp", &self.hash[..HASH]);
        let sizes = self.record.sizes.iter();
        let picture = Picture {
            width: self.record.width,
            height: self.record.height,
            sizes: sizes.clone().map(|&width| PictureSize { width, address: address(width) }).collect(),
        };
        let files = sizes.zip(&self.files).map(|(&width, disk)| (address(width), disk.clone()));
        (picture, files.collect())
    }
}

/// The sizes of a picture, from the cache or made. An `Err` says what is wrong with the file.
pub(super) fn prepare(used: &Use, cache: &Cache) -> Result<Prepared, String> {
    if let Some(found) = remembered(used).and_then(|hash| known(&hash, cache)) {
        return Ok(found);
    }
    let bytes = std::fs::read(&used.disk).map_err(|error| error.to_string())?;
    let widths: Vec<u32> = used.is_portrait.then_some(STAMP).into_iter().chain(WIDTHS).collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(VERSION.as_bytes());
    hasher.update(&[u8::from(used.is_portrait)]);
    hasher.update(&bytes);
    let hash = hasher.finalize().to_hex().to_string();
    remember(used, &hash);
    if let Some(found) = known(&hash, cache) {
        return Ok(found);
    }
    let (picture, is_drawn) = decode(&bytes)?;
    let (width, height) = (picture.width(), picture.height());
    // Sizes of what moves would stand still.
    let made = if moves(&bytes) { Vec::new() } else { encode(picture, &widths, is_drawn, bytes.len())? };
    let mut files = Vec::new();
    for (size, bytes) in &made {
        match cache.keep(&file(&hash, *size), bytes) {
            Ok(path) => files.push(path),
            // The cache says so once.
            Err(_) => {
                let record = Record { width, height, sizes: Vec::new() };
                return Ok(Prepared { hash, record, files: Vec::new() });
            }
        }
    }
    let sizes = made.iter().map(|(width, _)| *width).collect();
    let kept = Record { width, height, sizes };
    // Last, so that a record never speaks of files that are not there.
    let _ = cache.keep(&record_file(&hash), serde_json::to_string(&kept).unwrap_or_default().as_bytes());
    Ok(Prepared { hash, record: kept, files })
}

fn file(hash: &str, width: u32) -> String {
    format!("{hash}-{width}.webp")
}

fn record_file(hash: &str) -> String {
    format!("{hash}.json")
}

/// What a file was when it was last read, and the hash of its content.
struct Seen {
    length: u64,
    changed: SystemTime,
    hash: String,
}

/// By path and use. A preview builds again and again, and reads a picture only when its file has changed.
static SEEN: LazyLock<Mutex<HashMap<(PathBuf, bool), Seen>>> = LazyLock::new(Mutex::default);

fn remember(used: &Use, hash: &str) {
    let Ok(data) = used.disk.metadata() else { return };
    let Ok(changed) = data.modified() else { return };
    let seen = Seen { length: data.len(), changed, hash: hash.to_owned() };
    let mut known = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    known.insert((used.disk.clone(), used.is_portrait), seen);
}

fn remembered(used: &Use) -> Option<String> {
    let data = used.disk.metadata().ok()?;
    let known = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let seen = known.get(&(used.disk.clone(), used.is_portrait))?;
    (seen.length == data.len() && data.modified().is_ok_and(|time| time == seen.changed))
        .then(|| seen.hash.clone())
}

fn known(hash: &str, cache: &Cache) -> Option<Prepared> {
    let record: Record =
        serde_json::from_slice(&std::fs::read(cache.find(&record_file(hash))?).ok()?).ok()?;
    let files = record.sizes.iter().map(|width| cache.find(&file(hash, *width))).collect::<Option<_>>()?;
    Some(Prepared { hash: hash.to_owned(), record, files })
}

/// The picture upright, and whether it may be one of lines and letters, which a lossy compression would smudge.
pub(super) fn decode(bytes: &[u8]) -> Result<(DynamicImage, bool), String> {
    let fault = |error: image::ImageError| error.to_string();
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|error| error.to_string())?;
    let format = reader.format();
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS {
        let most = MOST_PIXELS / 1_000_000;
        return Err(format!(
            "it has {} million pixels, and no more than {most} million are read",
            pixels / 1_000_000
        ));
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(fault)?;
    picture.apply_orientation(turned);
    Ok((picture, format == Some(ImageFormat::Png)))
}

/// Whether a PNG or WebP has several pictures in a row.
fn moves(bytes: &[u8]) -> bool {
    let png = PngDecoder::new(Cursor::new(bytes)).and_then(|decoder| decoder.is_apng());
    png.or_else(|_| WebPDecoder::new(Cursor::new(bytes)).map(|decoder| decoder.has_animation()))
        .unwrap_or(false)
}

/// The picture in those of `widths` that are well less than its own, and in its own if that is less than the largest; nothing if that would not
/// be less than the `bytes` of the original.
fn encode(
    picture: DynamicImage,
    widths: &[u32],
    is_drawn: bool,
    bytes: usize,
) -> Result<Vec<(u32, Vec<u8>)>, String> {
    let (own, height) = (picture.width(), picture.height());
    let largest = widths.iter().copied().max().unwrap_or(own).min(own);
    // A size that is nearly the largest gains nobody anything.
    let mut wanted: Vec<u32> = widths.iter().copied().filter(|width| width * 20 < largest * 17).collect();
    wanted.push(largest);
    let mut picture = if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    };
    let mut made = Vec::new();
    // Each from the next larger one, which costs less and looks the same.
    for width in wanted.into_iter().rev() {
        if width != picture.width() {
            let scaled = (f64::from(height) * f64::from(width) / f64::from(own)).round().max(1.0);
            picture = picture.resize_exact(width, scaled as u32, FilterType::CatmullRom);
        }
        let encoded = webp(&picture, is_drawn)?;
        if width == own && encoded.len() >= bytes {
            return Ok(Vec::new());
        }
        made.push((width, encoded));
    }
    made.reverse();
    Ok(made)
}

fn webp(picture: &DynamicImage, is_drawn: bool) -> Result<Vec<u8>, String> {
    let encoder = webp::Encoder::from_image(picture).map_err(str::to_owned)?;
    let lossy = || encoder.encode_simple(false, QUALITY).map(|memory| memory.to_vec());
    let fault = |error| format!("{error:?}");
    if !is_drawn {
        return lossy().map_err(fault);
    }
    let (exact, lossy) =
        (encoder.encode_simple(true, 75.0).map_err(fault)?.to_vec(), lossy().map_err(fault)?);
    // A photograph that somebody has saved as PNG.
    Ok(if exact.len() > 2 * lossy.len() { lossy } else { exact })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A photograph: every pixel differs from its neighbour.
    fn photograph(width: u32, height: u32) -> DynamicImage {
        let pixel = |x: u32, y: u32| {
            let noise = (x.wrapping_mul(2654435761) ^ y.wrapping_mul(40503)) >> 24;
            image::Rgb([(x / 4) as u8, (y / 4) as u8, noise as u8])
        };
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, pixel))
    }

    fn bytes(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn prepared(bytes: &[u8], name: &str, folder: &std::path::Path) -> Result<Prepared, String> {
        let disk = folder.join(name);
        std::fs::write(&disk, bytes).unwrap();
        prepare(&Use { disk, is_portrait: false, places: Vec::new() }, &Cache::of(folder))
    }

    #[test]
    fn a_picture_has_sizes_up_to_its_own_and_they_are_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let original = bytes(&photograph(1200, 800), ImageFormat::Jpeg);
        let made = prepared(&original, "a.jpg", folder.path()).unwrap();
        let (picture, files) = made.placed("a");
        assert_eq!((picture.width, picture.height), (1200, 800));
        let widths: Vec<u32> = picture.sizes.iter().map(|size| size.width).collect();
        assert_eq!(widths, [480, 960, 1200]);
        let smallest = image::open(&files[0].1).unwrap();
        assert_eq!((smallest.width(), smallest.height()), (480, 320));

        // What the cache holds is taken as it is.
        std::fs::write(&files[0].1, "kept").unwrap();
        let again = prepared(&original, "b.jpg", folder.path()).unwrap();
        assert_eq!(std::fs::read(&again.files[0]).unwrap(), b"kept");
    }

    #[test]
    fn a_picture_is_turned_as_its_camera_says() {
        let folder = tempfile::tempdir().unwrap();
        let original = bytes(&photograph(600, 400), ImageFormat::Jpeg);
        // Behind the first marker an EXIF segment of one entry: orientation 6, a quarter turn to the right.
        let exif =
            b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let turned = [&original[..2], exif, &original[2..]].concat();
        let (picture, _) = prepared(&turned, "a.jpg", folder.path()).unwrap().placed("a");
        assert_eq!((picture.width, picture.height), (400, 600));
    }

    #[test]
    fn what_would_not_be_smaller_is_left_alone_and_what_is_broken_is_a_fault() {
        let folder = tempfile::tempdir().unwrap();
        let white = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(8, 8, image::Rgb([255; 3])));
        let tight = webp(&white, true).unwrap();
        assert!(prepared(&tight, "a.webp", folder.path()).unwrap().placed("a").0.sizes.is_empty());
        let whole = bytes(&photograph(64, 64), ImageFormat::Png);
        assert!(prepared(&whole[..whole.len() / 2], "b.png", folder.path()).is_err());
        assert!(prepared(b"no picture", "c.png", folder.path()).is_err());
    }

    #[test]
    fn a_picture_without_measure_is_not_even_read() {
        let mut head = Vec::new();
        // Without its pixels, which would be the next fault.
        let mut writer = png::Encoder::new(&mut head, 20_000, 20_000).write_header().unwrap();
        writer.write_chunk(png::chunk::IDAT, &[]).unwrap();
        drop(writer);
        let fault = decode(&head).unwrap_err();
        assert!(fault.contains("400 million pixels"), "{fault}");
    }
}
