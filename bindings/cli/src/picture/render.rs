//! SVG to PNG, with the bundled typeface and nothing of the machine's own, so that a drawing looks the same everywhere.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{ImageHrefResolver, Options, Tree};

/// Why a drawing did not become a picture.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum RenderError {
    /// The caller's text is not an SVG.
    #[error("not a drawing")]
    NotADrawing,
    /// The caller asks for more than [`MAX_SIDE_PX`] pixels in a row or column, or for none.
    #[error("a picture of this size is not made")]
    Size,
    /// The PNG could not be written.
    #[error("the picture could not be written")]
    Encoding,
}

/// Renders `svg` as a PNG of `width_px` pixels, in the drawing's own proportion; what it leaves empty is transparent.
///
/// Nothing outside the drawing is read: only images that are embedded in it are shown.
///
/// # Errors
/// See [`RenderError`].
pub(crate) fn png_of_svg(svg: &str, width_px: u32) -> Result<Vec<u8>, RenderError> {
    let tree = Tree::from_str(svg, &options()).map_err(|_| RenderError::NotADrawing)?;
    let size = tree.size().to_int_size().scale_to_width(width_px).ok_or(RenderError::Size)?;
    if size.width().max(size.height()) > MAX_SIDE_PX {
        return Err(RenderError::Size);
    }
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(RenderError::Size)?;
    #[expect(clippy::cast_precision_loss, reason = "the size is far below 2^24")]
    let scale = size.width() as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| RenderError::Encoding)
}

pub(super) fn options() -> Options<'static> {
    Options {
        font_family: FONT_FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            // A drawing that names a file gets no file.
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in [REGULAR, SEMI_BOLD, BOLD] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family(FONT_FAMILY);
    Arc::new(fonts)
});

const FONT_FAMILY: &str = "Be Vietnam Pro";
const REGULAR: &[u8] = include_bytes!("../../assets/fonts/BeVietnamPro-Regular.ttf");
const SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/BeVietnamPro-SemiBold.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/BeVietnamPro-Bold.ttf");

/// 64 megapixels at most, 256 MB while it is drawn.
const MAX_SIDE_PX: u32 = 8192;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_drawing_or_too_large_is_refused() {
        let drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 2'/>";
        assert_eq!(png_of_svg("no drawing", 10), Err(RenderError::NotADrawing));
        assert_eq!(png_of_svg(drawing, 0), Err(RenderError::Size));
        assert_eq!(png_of_svg(drawing, MAX_SIDE_PX), Err(RenderError::Size), "twice as high");
        assert!(png_of_svg(drawing, 10).is_ok());
    }

    #[test]
    fn a_drawing_that_names_a_file_gets_none() {
        let black = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><path d='M0 0h1v1H0z'/></svg>";
        let file = tempfile::Builder::new().suffix(".png").tempfile().unwrap();
        std::fs::write(file.path(), png_of_svg(black, 4).unwrap()).unwrap();
        let named = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><image width='1' height='1' href='{}'/></svg>",
            file.path().display()
        );
        let empty = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>";
        assert_eq!(png_of_svg(&named, 4), png_of_svg(empty, 4));
    }
}
