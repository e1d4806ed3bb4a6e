//! What all requests are answered from.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use hyper::body::Bytes;
use tokio::sync::watch;

use super::access::Access;
use super::booklet::Pictures;
use super::jobs::Jobs;
use super::office::Office;
use super::{Booklet, EditorLink};
use crate::editing::{Desk, Secret};
use crate::typeset::View;

/// How many pages of what is not saved are kept for those who try it.
const TRIED_PAGES: usize = 64;

/// Who and what stands behind the server.
pub(super) struct Site {
    pub host: IpAddr,
    pub latest: watch::Receiver<Arc<News>>,
    pub editor: EditorLink,
    pub desk: Desk,
    pub office: Arc<dyn Office>,
    pub jobs: Arc<Jobs>,
    pub access: Access,
    /// The word of this run.
    pub token: Secret,
    /// The pages of what was tried last.
    pub tried: Mutex<VecDeque<Arc<View>>>,
}

/// What the browser is told at a time.
pub(super) struct News {
    /// Counts what was published, from the time of the start: a browser must not take a state for one of an earlier run.
    pub version: u64,
    pub booklet: Option<Arc<Booklet>>,
    /// Its pictures, or already those of the next state.
    pub pictures: Option<Arc<Pictures>>,
    /// The pictures of the state that is told, while there are newer ones.
    pub before: Option<Arc<Pictures>>,
    /// The state as JSON.
    pub state: Bytes,
    /// The pages that look different from the state before, as JSON: place in the address and picture.
    pub changed: String,
}

impl News {
    /// Whether the pictures are those of a state that is not told yet.
    pub fn are_pictures_ahead(&self) -> bool {
        self.before.is_some()
    }

    /// The event that tells of them: a state that is not there yet is not asked for.
    pub fn event(&self) -> Bytes {
        let name = if self.are_pictures_ahead() { "event: redrawn\n" } else { "" };
        format!("{name}data: {}\n\n", self.changed).into()
    }
}

impl Site {
    /// Keeps the pages of what was tried for a while.
    pub fn keep(&self, views: Vec<View>) {
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        tried.extend(views.into_iter().map(Arc::new));
        let old = tried.len().saturating_sub(TRIED_PAGES);
        tried.drain(..old);
    }

    /// The page of a picture, if it was tried.
    pub fn tried(&self, picture: &str) -> Option<Arc<View>> {
        let tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        tried.iter().find(|view| view.name() == picture).cloned()
    }
}
