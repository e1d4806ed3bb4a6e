//! Pictures of a council's folder: whether a file is one that can be printed. A file says itself how large its picture is, and
//! whoever believes it takes as much memory; so its first bytes are looked at before anything unpacks the rest.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::GzDecoder;
use image::{ImageError, ImageFormat, ImageReader, guess_format};
use usvg::{ImageHrefResolver, Options, Tree};

use crate::diagnostics::{Code, Diagnostic};
use crate::folder::LARGEST_LAYOUT;

/// How many pixels a picture may have: an A3 sheet at 600 dots per inch. A PDF of one takes some 700 MB while it is made.
const MOST_PIXELS: u64 = 70_000_000;

/// How many bytes an SVG may have when it is unpacked.
const LARGEST_SVG: u64 = LARGEST_LAYOUT;

/// Endings of pictures that Typst does not read.
const UNUSABLE: &[&str] =
    &["ai", "avif", "bmp", "emf", "eps", "heic", "heif", "ico", "jxl", "psd", "tif", "tiff", "wmf"];

/// What can be used.
const USABLE: &str = "PNG・JPEG・GIF・WebP・SVG";

/// A picture that can be printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Picture {
    /// How wide it is, in pixels; a drawing, in its own units.
    pub width: f32,
    /// How high it is.
    pub height: f32,
}

impl Picture {
    /// The picture in a file; none in a file that nobody means as one. The path is relative to the root.
    ///
    /// # Errors
    /// It has more pixels than any paper, is damaged, or is of a kind that cannot be used or is not that of its name.
    pub fn of(path: &Path, bytes: &[u8]) -> Result<Option<Self>, Diagnostic> {
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        let size = match Kind::meant(ending, bytes) {
            None if UNUSABLE.contains(&ending.to_ascii_lowercase().as_str()) => Err(Flaw::Unusable),
            None => return Ok(None),
            Some(Kind::Pixels(format)) => size_in_pixels(format, bytes),
            Some(Kind::Drawing) => size_of_drawing(bytes),
        };
        size.map(Some).map_err(|flaw| flaw.diagnostic(ending).in_file(path))
    }
}

/// What a file is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Pixels(ImageFormat),
    /// SVG, plain or packed.
    Drawing,
}

impl Kind {
    /// As Typst decides it: by the ending, and where that says nothing, by the first bytes.
    fn meant(ending: &str, bytes: &[u8]) -> Option<Self> {
        match ending {
            "png" => Some(Self::Pixels(ImageFormat::Png)),
            "jpg" | "jpeg" => Some(Self::Pixels(ImageFormat::Jpeg)),
            "gif" => Some(Self::Pixels(ImageFormat::Gif)),
            "webp" => Some(Self::Pixels(ImageFormat::WebP)),
            "svg" | "svgz" => Some(Self::Drawing),
            _ => Self::found(bytes),
        }
    }

    /// What the bytes are.
    fn found(bytes: &[u8]) -> Option<Self> {
        const NAMESPACE: &[u8] = b"http://www.w3.org/2000/svg";
        const BEGINNING: usize = 2048;
        let beginning = &bytes[..bytes.len().min(BEGINNING)];
        match guess_format(bytes) {
            Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Gif | ImageFormat::WebP)) => {
                Some(Self::Pixels(format))
            }
            _ if is_packed(bytes) => Some(Self::Drawing),
            _ => beginning.windows(NAMESPACE.len()).any(|found| found == NAMESPACE).then_some(Self::Drawing),
        }
    }

    /// What people call it, and how the names of such files end.
    fn shown(self) -> (&'static str, &'static str) {
        match self {
            Self::Pixels(ImageFormat::Png) => ("PNG", "png"),
            Self::Pixels(ImageFormat::Gif) => ("GIF", "gif"),
            Self::Pixels(ImageFormat::WebP) => ("WebP", "webp"),
            Self::Pixels(_) => ("JPEG", "jpg"),
            Self::Drawing => ("SVG", "svg"),
        }
    }
}

/// Why a picture cannot be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flaw {
    /// So many pixels; unknown where they are more than can be counted.
    TooLarge(Option<(u32, u32)>),
    /// The pictures within a drawing have so many pixels together.
    TooLargeWithin(u64),
    /// Unpacked, it is longer than any drawing.
    TooLong,
    /// It is something else than its name says.
    Misnamed(Kind),
    Damaged,
    /// A kind that Typst does not know.
    Unusable,
}

impl Flaw {
    fn diagnostic(self, ending: &str) -> Diagnostic {
        let most = MOST_PIXELS / 10_000;
        let (message, hint) = match self {
            Self::TooLarge(size) => {
                let size =
                    size.map(|(width, height)| format!("（{width} × {height} 画素）")).unwrap_or_default();
                (
                    format!("画像が大きすぎます{size}。"),
                    format!(
                        "画像のソフトで縮めて、横と縦の画素の数を掛けて {most} 万までにしてください。紙に刷るには、長い辺が 8000 画素あれば足ります。"
                    ),
                )
            }
            Self::TooLargeWithin(pixels) => (
                format!("この図に入っている画像が大きすぎます（合わせて {} 万画素）。", pixels / 10_000),
                format!("図を作ったソフトで、入れた画像を縮めて、合わせて {most} 万画素までにしてください。"),
            ),
            Self::TooLong => (
                "図が大きすぎます。".to_owned(),
                format!(
                    "図を作ったソフトで、細かすぎる所や入れた画像を減らし、圧縮しない SVG で {} MB までにしてください。",
                    LARGEST_SVG >> 20
                ),
            ),
            Self::Misnamed(found) => {
                let (kind, right) = found.shown();
                (
                    format!("名前の終わりは .{ending} ですが、中身は {kind} の画像です。"),
                    format!("名前の終わりを .{right} に直し、この名前を書いた所も同じに直してください。"),
                )
            }
            Self::Damaged => (
                "画像として読めません。".to_owned(),
                format!("画像のソフトで開けるか確かめ、{USABLE} のどれかで保存し直してください。"),
            ),
            Self::Unusable => (
                format!("この種類（.{ending}）の画像は使えません。"),
                format!("画像のソフトで、{USABLE} のどれかで保存し直してください。"),
            ),
        };
        Diagnostic::new(Code::Picture, message).hint(hint)
    }
}

fn size_in_pixels(format: ImageFormat, bytes: &[u8]) -> Result<Picture, Flaw> {
    match Kind::found(bytes) {
        Some(found) if found != Kind::Pixels(format) => return Err(Flaw::Misnamed(found)),
        _ => {}
    }
    let (width, height) = dimensions(format, bytes)?;
    if width == 0 || height == 0 {
        return Err(Flaw::Damaged);
    }
    if pixels(width, height) > MOST_PIXELS {
        return Err(Flaw::TooLarge(Some((width, height))));
    }
    #[expect(clippy::cast_precision_loss, reason = "no side has as many pixels as would be rounded")]
    Ok(Picture { width: width as f32, height: height as f32 })
}

/// What the header says; nothing is unpacked.
fn dimensions(format: ImageFormat, bytes: &[u8]) -> Result<(u32, u32), Flaw> {
    ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().map_err(|error| match error {
        ImageError::Limits(_) => Flaw::TooLarge(None),
        _ => Flaw::Damaged,
    })
}

fn pixels(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height)
}

/// The size of a drawing. The pictures within it count like others; those beside it are read by their own names.
fn size_of_drawing(bytes: &[u8]) -> Result<Picture, Flaw> {
    if let Some(found @ Kind::Pixels(_)) = Kind::found(bytes) {
        return Err(Flaw::Misnamed(found));
    }
    let within = Mutex::new(Ok(0));
    let size = read_drawing(bytes, &within)?.size();
    match within.into_inner().unwrap_or_else(PoisonError::into_inner)? {
        pixels if pixels > MOST_PIXELS => Err(Flaw::TooLargeWithin(pixels)),
        _ => Ok(Picture { width: size.width(), height: size.height() }),
    }
}

/// Reads a drawing and adds up the pixels of the pictures within it, and of those within these.
fn read_drawing(bytes: &[u8], within: &Mutex<Result<u64, Flaw>>) -> Result<Tree, Flaw> {
    let unpacked = unpacked(bytes)?;
    let text = str::from_utf8(&unpacked).map_err(|_| Flaw::Damaged)?;
    let add = |more: Result<u64, Flaw>| {
        let mut sum = within.lock().unwrap_or_else(PoisonError::into_inner);
        *sum = sum.and_then(|sum| Ok(sum.saturating_add(more?)));
    };
    let resolve_data = |_: &str, bytes: Arc<Vec<u8>>, _: &Options<'_>| {
        match Kind::found(&bytes) {
            // One that is damaged is left out, as browsers do.
            Some(Kind::Pixels(format)) => match dimensions(format, &bytes) {
                Ok((width, height)) => add(Ok(pixels(width, height))),
                Err(Flaw::Damaged) => {}
                Err(flaw) => add(Err(flaw)),
            },
            Some(Kind::Drawing) => {
                if let Err(flaw @ (Flaw::TooLong | Flaw::TooLarge(_))) = read_drawing(&bytes, within) {
                    add(Err(flaw));
                }
            }
            None => {}
        }
        None
    };
    let image_href_resolver =
        ImageHrefResolver { resolve_data: Box::new(resolve_data), resolve_string: Box::new(|_, _| None) };
    Tree::from_str(text, &Options { image_href_resolver, ..Options::default() }).map_err(|_| Flaw::Damaged)
}

fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B])
}

/// The text of a drawing, as far as one can be long.
fn unpacked(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Flaw> {
    if !is_packed(bytes) {
        return Ok(bytes.into());
    }
    let mut unpacked = Vec::new();
    GzDecoder::new(bytes).take(LARGEST_SVG + 1).read_to_end(&mut unpacked).map_err(|_| Flaw::Damaged)?;
    if unpacked.len() as u64 > LARGEST_SVG { Err(Flaw::TooLong) } else { Ok(unpacked.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, bytes: &[u8]) -> Result<Option<(f32, f32)>, String> {
        let seen = Picture::of(Path::new(name), bytes);
        seen.map(|seen| seen.map(|it| (it.width, it.height))).map_err(|reason| reason.message.into())
    }

    /// The header of a PNG of a size, and no more.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let header =
            [b"IHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        let chunk = |kind_and_data: &[u8]| {
            let mut sum = flate2::Crc::new();
            sum.update(kind_and_data);
            let length = u32::try_from(kind_and_data.len() - 4).expect("a short chunk");
            [&length.to_be_bytes(), kind_and_data, &sum.sum().to_be_bytes()].concat()
        };
        [b"\x89PNG\r\n\x1A\n".as_slice(), &chunk(&header), &chunk(b"IDAT")].concat()
    }

    fn gif(width: u16, height: u16) -> Vec<u8> {
        let [width, height] = [width, height].map(u16::to_le_bytes);
        // One picture of a pixel follows.
        let picture = [b",\0\0\0\0\x01\0\x01\0\0".as_slice(), b"\x02\x02\x44\x01\0;"].concat();
        [b"GIF89a".as_slice(), &width, &height, &[0x80, 0, 0], &[0; 6], &picture].concat()
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let tables = [[0xFF, 0xDB, 0, 67, 0].as_slice(), &[1; 64]].concat();
        let frame =
            [&[0xFF, 0xC0, 0, 11, 8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]];
        let scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0, 0xFF, 0xD9];
        [&[0xFF, 0xD8][..], &tables, &frame.concat(), &scan].concat()
    }

    fn webp(width: u16, height: u16) -> Vec<u8> {
        let bits = u32::from(width - 1) | u32::from(height - 1) << 14;
        let chunk =
            [b"VP8L".as_slice(), &8_u32.to_le_bytes(), &[0x2F], &bits.to_le_bytes(), &[0; 3]].concat();
        [b"RIFF".as_slice(), &20_u32.to_le_bytes(), b"WEBP", &chunk].concat()
    }

    fn svg(within: &str) -> Vec<u8> {
        format!("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='20' height='10'>{within}</svg>").into_bytes()
    }

    /// As an address of itself, without base64: bytes as `%00`.
    fn within(kind: &str, bytes: &[u8]) -> String {
        let bytes = percent_encoding::percent_encode(bytes, percent_encoding::NON_ALPHANUMERIC);
        format!("<image width='1' height='1' xlink:href='data:image/{kind},{bytes}'/>")
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::read::GzEncoder::new(bytes, flate2::Compression::fast());
        let mut packed = Vec::new();
        encoder.read_to_end(&mut packed).expect("memory");
        packed
    }

    #[test]
    fn what_a_header_says_is_not_believed_beyond_the_largest_paper() {
        for (name, small, large, size) in [
            ("a.png", png(3, 2), png(60_000, 60_000), "60000 × 60000"),
            ("a.gif", gif(3, 2), gif(65_535, 65_535), "65535 × 65535"),
            ("a.jpg", jpeg(3, 2), jpeg(65_500, 65_500), "65500 × 65500"),
            ("a.webp", webp(3, 2), webp(16_000, 16_000), "16000 × 16000"),
        ] {
            // The bytes alone tell as well.
            for name in [name, "a", "a.JPEG"] {
                assert_eq!(said(name, &small), Ok(Some((3.0, 2.0))), "{name}");
                assert_eq!(said(name, &large), Err(format!("画像が大きすぎます（{size} 画素）。")), "{name}");
            }
        }
        // More than there is memory for, and an A3 sheet at 600 dots per inch.
        for (width, height) in [(u32::MAX >> 1, u32::MAX >> 1), (1 << 31, 1 << 31), (u32::MAX >> 1, 1)] {
            assert!(said("a.png", &png(width, height)).is_err_and(|said| said.contains("大きすぎ")));
        }
        assert_eq!(said("a.png", &png(9921, 7016)), Ok(Some((9921.0, 7016.0))));
    }

    #[test]
    fn what_is_damaged_or_something_else_than_its_name_says_is_told() {
        for (name, bytes, told) in [
            ("a.png", b"hello".to_vec(), "画像として読めません"),
            ("a.png", Vec::new(), "画像として読めません"),
            ("a.png", png(3, 2)[..20].to_vec(), "画像として読めません"),
            ("a.jpg", jpeg(3, 2)[..30].to_vec(), "画像として読めません"),
            ("a.gif", gif(3, 2)[..8].to_vec(), "画像として読めません"),
            ("a.webp", webp(3, 2)[..16].to_vec(), "画像として読めません"),
            ("a.webp", webp(16_384, 2), "画像として読めません"),
            ("a.svg", b"<svg".to_vec(), "画像として読めません"),
            ("a.png", jpeg(3, 2), "中身は JPEG の画像です"),
            ("a.jpeg", svg(""), "中身は SVG の画像です"),
            ("a.svg", png(3, 2), "中身は PNG の画像です"),
            ("a.TIFF", b"II*\0".to_vec(), "この種類（.TIFF）の画像は使えません"),
        ] {
            assert!(said(name, &bytes).is_err_and(|said| said.contains(told)), "{name} {told}");
        }
        for (name, bytes) in [("theme.typ", "#let a = 1"), ("a.csv", "P6,7\n"), ("a", ""), ("a.json", "BM")] {
            assert_eq!(said(name, bytes.as_bytes()), Ok(None), "{name}");
        }
    }

    #[test]
    fn the_pictures_in_a_drawing_count_together_at_any_depth() {
        let long = vec![b' '; usize::try_from(LARGEST_SVG + 1).expect("a small number")];
        let seven = within("png", &png(7_000, 7_000));
        for (drawing, told) in [
            (svg("<rect width='5' height='5'/>"), None),
            (svg(&seven), None),
            (svg(&format!("{seven}{seven}")), Some("合わせて 9800 万画素")),
            (svg(&within("svg+xml", &svg(&within("png", &png(60_000, 60_000))))), Some("360000 万画素")),
            (svg(&within("svg+xml", &packed(&long))), Some("図が大きすぎます")),
            (packed(&long), Some("図が大きすぎます")),
            (packed(&svg("")), None),
        ] {
            match (told, said("a.svg", &drawing)) {
                (None, seen) => assert_eq!(seen, Ok(Some((20.0, 10.0)))),
                (Some(told), seen) => {
                    assert!(seen.as_ref().is_err_and(|said| said.contains(told)), "{told}: {seen:?}");
                }
            }
        }
    }
}
