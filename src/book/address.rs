//! Where the page of a measure is in the web edition.

use crate::model::MeasureId;

/// Where the page of a measure lies in the folder of the web edition.
#[must_use]
pub fn measure_page(id: &MeasureId) -> String {
    format!("measures/{id}.html")
}

/// The address of that page, where the folder lies at an address.
pub(super) fn measure_address(site: &str, id: &MeasureId) -> String {
    let stroke = if site.ends_with('/') { "" } else { "/" };
    format!("{site}{stroke}{}", measure_page(id))
}
