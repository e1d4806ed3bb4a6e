//! The web edition: a page a measure and a front page, made of the templates in `layouts/web/`.

mod figures;
mod links;
mod pages;
mod texts;
mod views;

pub use links::Links;
pub use pages::files;
