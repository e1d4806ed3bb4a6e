//! Pages as pictures: a drawing for the printer, pixels for the screen.

use std::num::NonZeroU16;
use std::sync::Arc;

use super::site::{News, Site};
use crate::typeset::View;

/// How many pixels wide a picture is at most. Who wants more takes the drawing.
const MOST_PIXELS: u16 = 2_400;

/// A picture that somebody asks for.
pub(super) struct Picture<'a> {
    name: &'a str,
    /// How many pixels wide; a drawing has none.
    width: Option<NonZeroU16>,
}

impl<'a> Picture<'a> {
    /// Reads its address: `/pages/NAME.svg`, or `/pages/NAME/880.png`.
    pub fn asked(path: &'a str) -> Option<Self> {
        let path = path.strip_prefix("/pages/")?;
        if let Some(name) = path.strip_suffix(".svg") {
            return Some(Self { name, width: None });
        }
        let (name, width) = path.strip_suffix(".png")?.split_once('/')?;
        let width: NonZeroU16 = width.parse().ok()?;
        (width.get() <= MOST_PIXELS).then_some(Self { name, width: Some(width) })
    }

    /// What it is, as browsers say it.
    pub fn kind(&self) -> &'static str {
        if self.width.is_some() { "image/png" } else { "image/svg+xml" }
    }

    /// Draws it, if there is a page of that name. That takes some milliseconds, in which others want to be served too.
    pub async fn draw(&self, site: &Arc<Site>, news: &Arc<News>) -> Option<Vec<u8>> {
        let (site, news, name, width) =
            (Arc::clone(site), Arc::clone(news), self.name.to_owned(), self.width);
        let draw = move || {
            let tried = site.tried(&name);
            let shown = || [&news.pictures, &news.before].into_iter().flatten().find_map(|it| it.view(&name));
            drawn(tried.as_deref().or_else(shown)?, width)
        };
        tokio::task::spawn_blocking(draw).await.ok()?
    }
}

fn drawn(view: &View, width: Option<NonZeroU16>) -> Option<Vec<u8>> {
    width.map_or_else(|| Some(view.svg().into_bytes()), |width| view.png(width))
}
