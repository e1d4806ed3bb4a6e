//! The server: who comes in, and what all are told of.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use hyper::body::Bytes;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Serialize;
use tokio::sync::{Notify, Semaphore, watch};
use tokio_io_timeout::TimeoutStream;

use super::access::Access;
use super::booklet::Pictures;
use super::findings::Finding;
use super::office::Office;
use super::routes::answer;
use super::site::{News, Site};
use super::{Booklet, EditorLink};
use crate::diagnostics::Diagnostics;
use crate::editing::{Desk, Secret};

/// The first port that is tried if none is asked for.
pub const FIRST_PORT: u16 = 3000;
/// How many are tried from there.
pub const PORTS: u16 = 20;

/// How long a client may take over its request, keep a connection without one, or not read what it asked for.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long to wait with new clients when the system has no room for one.
const BREATH: Duration = Duration::from_millis(50);

/// A running preview.
pub struct Server {
    address: SocketAddr,
    news: watch::Sender<Arc<News>>,
    site: Arc<Site>,
    ended: Arc<Notify>,
    served: JoinHandle<()>,
}

/// The state of the preview, as JSON that `page/state.schema.json` describes.
#[derive(Serialize)]
struct State<'a> {
    version: u64,
    /// Whether the booklet is older than the files.
    stale: bool,
    /// How long it took to make, in milliseconds.
    milliseconds: u128,
    booklet: Option<&'a Booklet>,
    findings: Vec<Finding>,
}

impl Server {
    /// Serves at an address, with a desk for those who may write and an office for the secretariat. Without a port, the first
    /// that is free; 0 takes any.
    ///
    /// # Errors
    /// The port is in use, or the address is not this machine's.
    pub fn start(
        host: IpAddr,
        port: Option<u16>,
        editor: EditorLink,
        desk: Desk,
        office: Arc<dyn Office>,
        (access, token): (Access, Secret),
    ) -> io::Result<Self> {
        let listener = listen(host, port)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let started = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let version = started.as_secs() * 1_000;
        let nothing = News {
            version,
            booklet: None,
            pictures: None,
            before: None,
            state: Bytes::from_static(b"null"),
            changed: "[]".to_owned(),
        };
        let (news, latest) = watch::channel(Arc::new(nothing));
        let (tried, jobs) = (Mutex::default(), Arc::default());
        let host = address.ip();
        let site = Arc::new(Site { host, latest, editor, desk, office, jobs, access, token, tried });
        let served = Arc::clone(&site);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let ended = Arc::new(Notify::new());
        let end = Arc::clone(&ended);
        let served = thread::Builder::new().name("preview".to_owned()).spawn(move || {
            runtime.block_on(async move {
                let accepting = tokio::spawn(accept(listener, served));
                end.notified().await;
                accepting.abort();
            });
            // Whoever is still being answered is let go.
            runtime.shutdown_background();
        })?;
        Ok(Self { address, news, site, ended, served })
    }

    /// Ends it: its port is free then.
    pub fn end(self) {
        self.ended.notify_one();
        // That it broke down is an end as well.
        let _ = self.served.join();
    }

    /// Where it is served.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where a browser on this machine finds it.
    #[must_use]
    pub fn url(&self) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
        }
        format!("http://{address}/")
    }

    /// Tells those who write that files have changed, and whether the next change will be told as well.
    pub fn folder_has_changed(&self, is_watched: bool) {
        self.site.desk.folder_has_changed(is_watched);
    }

    /// Shows the pages of a booklet that look different from before; all else is told when it is [published](Self::publish), which
    /// has to follow.
    pub fn show_pages(&self, booklet: &Booklet) {
        let before = Arc::clone(&self.news.borrow());
        // Browsers that know no pages yet have to be told of them first.
        if before.pictures.is_none() {
            return;
        }
        let changed = redrawn(&booklet.pictures, &before);
        self.news.send_replace(Arc::new(News {
            version: before.version,
            booklet: before.booklet.clone(),
            pictures: Some(Arc::clone(&booklet.pictures)),
            before: before.pictures.clone(),
            state: before.state.clone(),
            changed,
        }));
    }

    /// Shows a booklet and what was found in it; where there is none because of errors, the one before stays.
    pub fn publish(&self, booklet: Option<Booklet>, found: &Diagnostics, took: Duration) {
        let before = Arc::clone(&self.news.borrow());
        let stale = booklet.is_none();
        let booklet = booklet.map(Arc::new).or_else(|| before.booklet.clone());
        let shown = booklet.as_deref();
        let version = before.version + 1;
        let state = {
            let state = State {
                version,
                stale,
                milliseconds: took.as_millis(),
                booklet: shown,
                findings: found.iter().map(|found| Finding::new(found, shown, &self.site.editor)).collect(),
            };
            serde_json::to_vec(&state).unwrap_or_default().into()
        };
        let pictures = shown.map(|shown| Arc::clone(&shown.pictures));
        let changed =
            pictures.as_ref().map_or_else(|| "[]".to_owned(), |pictures| redrawn(pictures, &before));
        self.news.send_replace(Arc::new(News { version, booklet, pictures, before: None, state, changed }));
    }
}

/// The pages that look different from before, as JSON.
fn redrawn(pictures: &Arc<Pictures>, before: &News) -> String {
    if before.are_pictures_ahead() && before.pictures.as_ref().is_some_and(|it| Arc::ptr_eq(it, pictures)) {
        return before.changed.clone();
    }
    serde_json::to_string(&pictures.changed_from(before.pictures.as_deref())).unwrap_or_default()
}

fn listen(host: IpAddr, port: Option<u16>) -> io::Result<TcpListener> {
    if let Some(port) = port {
        return TcpListener::bind((host, port));
    }
    let mut last = FIRST_PORT..FIRST_PORT + PORTS;
    loop {
        match (TcpListener::bind((host, last.start)), last.len()) {
            (Err(error), 2..) if error.kind() == io::ErrorKind::AddrInUse => last.start += 1,
            (result, _) => return result,
        }
    }
}

/// How many connections are served at a time: some browsers with some tabs each. Half of what the system lets the program open is
/// left for its files.
fn most_connections() -> usize {
    const MOST: usize = 128;
    #[cfg(unix)]
    let allowed = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    #[cfg(not(unix))]
    let allowed = None;
    let half = allowed.and_then(|allowed: u64| usize::try_from(allowed / 2).ok());
    half.map_or(MOST, |half| half.clamp(1, MOST))
}

/// Takes clients one after the other; each is served on its own.
async fn accept(listener: TcpListener, site: Arc<Site>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    let places = Arc::new(Semaphore::new(most_connections()));
    // Who finds no place waits before the door.
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let site = Arc::clone(&site);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(PATIENCE));
        tokio::spawn(async move {
            let _place = place;
            let service = service_fn(|request| answer(request, Arc::clone(&site)));
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
            // A client that breaks off is nobody's fault.
            let _ = http.serve_connection(TokioIo::new(Box::pin(stream)), service).await;
        });
    }
}
