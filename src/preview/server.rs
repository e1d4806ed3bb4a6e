//! The server: a handful of addresses, none of which leads into the file system.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use http_body_util::{BodyExt, Channel, Full, Limited, combinators::BoxBody};
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, HeaderValue,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Serialize;
use tokio::sync::{Notify, Semaphore, watch};
use tokio_io_timeout::TimeoutStream;

use super::access::{self, Access};
use super::booklet::Pictures;
use super::counter::{self, Given};
use super::findings::Finding;
use super::jobs::Jobs;
use super::office::Office;
use super::writing::{self, Answer, DeskAnswer, Drawn, Question};
use super::{Booklet, EditorLink, page};
use crate::diagnostics::Diagnostics;
use crate::editing::{Author, Desk, Secret};

/// The first port that is tried if none is asked for.
pub const FIRST_PORT: u16 = 3000;
/// How many are tried from there.
pub const PORTS: u16 = 20;

/// How long a client may take over its request, keep a connection without one, or not read what it asked for.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long it may take over files that it sends.
const PATIENCE_WITH_FILES: Duration = Duration::from_mins(2);

/// How often a browser that waits for news hears that there are none; this is also how one that is gone is noticed.
const PULSE: Duration = Duration::from_secs(15);

/// How many changed pages are drawn before a browser asks for them: a save changes one, and its 再掲.
const DRAWN_AT_ONCE: usize = 2;

/// How many pictures of what is not saved are kept for those who try it.
const TRIED_PICTURES: usize = 64;

/// How many bytes a question may have.
const LONGEST_QUESTION: usize = 1 << 20;

/// How long to wait with new clients when the system has no room for one.
const BREATH: Duration = Duration::from_millis(50);

/// Nothing from elsewhere, nothing written into the page, no page of others around it.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A running preview.
pub struct Server {
    address: SocketAddr,
    news: watch::Sender<Arc<News>>,
    site: Arc<Site>,
    ended: Arc<Notify>,
    served: JoinHandle<()>,
}

/// What all requests are answered from.
struct Site {
    host: IpAddr,
    latest: watch::Receiver<Arc<News>>,
    editor: EditorLink,
    desk: Desk,
    office: Arc<dyn Office>,
    jobs: Arc<Jobs>,
    access: Access,
    /// The word of this run.
    token: Secret,
    /// The pictures of what was tried last.
    tried: Mutex<VecDeque<(String, Bytes)>>,
}

/// What the browser is told at a time.
struct News {
    /// Counts what was published, from the time of the start: a browser must not take a state for one of an earlier run.
    version: u64,
    booklet: Option<Arc<Booklet>>,
    /// Its pictures, or already those of the next state.
    pictures: Option<Arc<Pictures>>,
    /// The pictures of the state that is told, while there are newer ones.
    before: Option<Arc<Pictures>>,
    /// The state as JSON.
    state: Bytes,
    /// The pages that look different from the state before, as JSON: place in the address and picture.
    changed: String,
    /// The pictures that browsers will ask for next.
    drawn: BTreeMap<String, Bytes>,
}

impl News {
    /// Whether the pictures are those of a state that is not told yet.
    fn are_pictures_ahead(&self) -> bool {
        self.before.is_some()
    }

    /// The event that tells of them: a state that is not there yet is not asked for.
    fn event(&self) -> Bytes {
        let name = if self.are_pictures_ahead() { "event: redrawn\n" } else { "" };
        format!("{name}data: {}\n\n", self.changed).into()
    }
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
    /// Serves at an address, with a desk for those who may write and an office for the secretariat. Without a port, the first that is free; 0 takes any.
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
            drawn: BTreeMap::new(),
        };
        let (news, latest) = watch::channel(Arc::new(nothing));
        let tried = Mutex::default();
        let jobs = Arc::default();
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

    /// Shows the pages of a booklet that look different from before; all else is told when it is [published](Self::publish), which
    /// has to follow.
    pub fn show_pages(&self, booklet: &Booklet) {
        let before = Arc::clone(&self.news.borrow());
        // Browsers that know no pages yet have to be told of them first.
        if before.pictures.is_none() {
            return;
        }
        let (changed, drawn) = redrawn(&booklet.pictures, &before);
        self.news.send_replace(Arc::new(News {
            version: before.version,
            booklet: before.booklet.clone(),
            pictures: Some(Arc::clone(&booklet.pictures)),
            before: before.pictures.clone(),
            state: before.state.clone(),
            changed,
            drawn,
        }));
    }

    /// Shows a booklet and what was found in it; where there is none because of errors, the one before stays.
    pub fn publish(&self, booklet: Option<Booklet>, found: &Diagnostics, took: Duration) {
        let before = Arc::clone(&self.news.borrow());
        let stale = booklet.is_none();
        let booklet = booklet.map(Arc::new).or_else(|| before.booklet.clone());
        let shown = booklet.as_deref();
        let version = before.version + 1;
        let state = || {
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
        let draw = || match &pictures {
            Some(pictures) => redrawn(pictures, &before),
            None => ("[]".to_owned(), BTreeMap::new()),
        };
        let (state, (changed, drawn)) = rayon::join(state, draw);
        self.news.send_replace(Arc::new(News {
            version,
            booklet,
            pictures,
            before: None,
            state,
            changed,
            drawn,
        }));
    }
}

/// The pages that look different from before, as JSON, and the pictures of the first of them.
fn redrawn(pictures: &Arc<Pictures>, before: &News) -> (String, BTreeMap<String, Bytes>) {
    if before.are_pictures_ahead() && before.pictures.as_ref().is_some_and(|it| Arc::ptr_eq(it, pictures)) {
        return (before.changed.clone(), before.drawn.clone());
    }
    let changed = pictures.changed_from(before.pictures.as_deref());
    let first = changed.iter().take(DRAWN_AT_ONCE).map(|&(_, picture)| picture);
    let drawn = first.filter_map(|picture| Some((picture.to_owned(), pictures.svg(picture)?.into())));
    (serde_json::to_string(&changed).unwrap_or_default(), drawn.collect())
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

type Body = BoxBody<Bytes, Infallible>;

async fn answer(request: Request<Incoming>, site: Arc<Site>) -> Result<Response<Body>, Infallible> {
    let mut response = if !is_addressed(&request, site.host) {
        refusal(StatusCode::FORBIDDEN, "このアドレスでは見られません。")
    } else if *request.method() == Method::POST && is_changing(request.uri().path()) {
        change(request, site).await
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refusal = refusal(StatusCode::METHOD_NOT_ALLOWED, "見ることしかできません。");
        refusal.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        refusal
    } else {
        route(&request, site).await
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

/// Whether what is sent to an address changes something.
fn is_changing(path: &str) -> bool {
    Question::is_asked_at(path) || counter::asked(path).is_some()
}

/// Whether a request names this machine. A page from elsewhere can make its own name lead to 127.0.0.1 and so ask in the
/// name of the user; but the browser then says that name.
fn is_addressed(request: &Request<Incoming>, host: IpAddr) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(named), None) = (hosts.next(), hosts.next()) else { return false };
    let in_line = request.uri().authority().is_none_or(|authority| named_here(authority.host(), host));
    let named = named.to_str().ok().and_then(|named| named.parse::<Uri>().ok());
    in_line && named.is_some_and(|named| named.host().is_some_and(|named| named_here(named, host)))
}

/// Where only this machine is served, only its own names are good; elsewhere any number, as no name leads there.
fn named_here(named: &str, host: IpAddr) -> bool {
    if named.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let number = named.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    number.is_ok_and(|number| number.is_loopback() || !host.is_loopback())
}

async fn route(request: &Request<Incoming>, site: Arc<Site>) -> Response<Body> {
    let path = request.uri().path();
    if let Some((kind, text)) = page::file(path) {
        return content(kind, text);
    }
    let news = Arc::clone(&site.latest.borrow());
    match path {
        "/state" => content(JSON, news.state.clone()),
        "/news" => events(site.latest.clone()),
        "/desk" => content(JSON, desk(request, &site)),
        "/journal" => {
            let told = tokio::task::spawn_blocking(move || writing::journal(&site.desk)).await;
            told.map_or_else(|_| broken(), |journal| content(JSON, journal))
        }
        _ => {
            if let Some(measure) = path.strip_prefix("/forms/") {
                return form(measure, request, site).await;
            }
            if let Some(asked) = counter::asked(path) {
                return office(asked, request, site).await;
            }
            let picture = path.strip_prefix("/pages/").and_then(|name| name.strip_suffix(".svg"));
            let svg = match picture {
                None => None,
                Some(picture) => match site.tried(picture) {
                    Some(tried) => Some(tried),
                    None => picture_of(&news, picture).await,
                },
            };
            let Some(svg) = svg else {
                return refusal(StatusCode::NOT_FOUND, "ここには何もありません。");
            };
            let mut response = content("image/svg+xml", svg);
            // The name changes with the picture.
            let forever = HeaderValue::from_static("private, max-age=31536000, immutable");
            response.headers_mut().insert(CACHE_CONTROL, forever);
            response
        }
    }
}

const JSON: &str = "application/json";

/// Who asks, and the word that a page needs that changes something.
fn desk(request: &Request<Incoming>, site: &Site) -> Vec<u8> {
    let author = site.access.author(request.headers());
    let sections = match &site.access {
        Access::Addresses(authors) => authors
            .iter()
            .filter(|(author, _)| matches!(author, Author::Section(_)))
            .map(|(author, _)| author.name())
            .collect(),
        Access::Reading | Access::Here => Vec::new(),
    };
    let token = author.is_some().then(|| site.token.word());
    let answer = DeskAnswer { token, author: author.as_ref().map(Author::name), sections };
    serde_json::to_vec(&answer).unwrap_or_default()
}

async fn form(measure: &str, request: &Request<Incoming>, site: Arc<Site>) -> Response<Body> {
    let (author, measure) = (site.access.author(request.headers()), measure.to_owned());
    let made = tokio::task::spawn_blocking(move || writing::form(&site.desk, author.as_ref(), &measure));
    made.await.map_or_else(|_| broken(), answered)
}

/// Answers who asks what the office has. Only the secretariat may.
async fn office(asked: &str, request: &Request<Incoming>, site: Arc<Site>) -> Response<Body> {
    if site.access.author(request.headers()) != Some(Author::Secretariat) {
        return refusal(StatusCode::FORBIDDEN, OFFICE_ALONE);
    }
    let asked = asked.to_owned();
    let made = tokio::task::spawn_blocking(move || {
        let shown = site.latest.borrow().booklet.clone();
        counter::give(&asked, &*site.office, &site.jobs, shown.as_deref(), &site.editor)
    });
    match made.await {
        Ok(Given::Json(said)) => content(JSON, said),
        Ok(Given::File(kind, bytes)) => content(kind, bytes),
        Ok(Given::Refused(said)) => answered(Answer::Refused(said)),
        Ok(Given::Nothing) => refusal(StatusCode::NOT_FOUND, "ここには何もありません。"),
        Err(_) => broken(),
    }
}

/// Answers what changes something, or tries how it would look.
async fn change(request: Request<Incoming>, site: Arc<Site>) -> Response<Body> {
    let Some(author) = site.access.author(request.headers()) else {
        return refusal(StatusCode::FORBIDDEN, "このアドレスからは書けません。");
    };
    match access::check(request.headers(), &site.token) {
        Ok(()) => {}
        Err(access::Forged::Origin) => {
            return refusal(StatusCode::FORBIDDEN, "このページからでないと書けません。");
        }
        Err(access::Forged::Token) => {
            return refusal(
                StatusCode::FORBIDDEN,
                "プログラムが始め直されています。ページを読み込み直してください。",
            );
        }
        Err(access::Forged::Kind) => {
            return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "JSON でないものは受け取りません。");
        }
    }
    let path = request.uri().path().to_owned();
    let asked = counter::asked(&path);
    if asked.is_some() && author != Author::Secretariat {
        return refusal(StatusCode::FORBIDDEN, OFFICE_ALONE);
    }
    let (longest, patience) =
        if asked.is_some() { (counter::LONGEST, PATIENCE_WITH_FILES) } else { (LONGEST_QUESTION, PATIENCE) };
    let body = Limited::new(request.into_body(), longest).collect();
    let body = match tokio::time::timeout(patience, body).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(_)) => return refusal(StatusCode::PAYLOAD_TOO_LARGE, "長すぎます。"),
        Err(_) => return refusal(StatusCode::REQUEST_TIMEOUT, "送るのに時間がかかりすぎます。"),
    };
    if let Some(asked) = asked {
        let asked = asked.to_owned();
        // Files are long.
        let begin = move || counter::begin(&asked, &body, &site.office, &site.jobs);
        let begun = tokio::task::spawn_blocking(begin).await;
        return begun.map_or_else(|_| broken(), |begun| begun.map_or_else(unclear, answered));
    }
    let Some(question) = Question::read(&path, &body) else { return unclear() };
    let answered_by = Arc::clone(&site);
    let made = tokio::task::spawn_blocking(move || {
        let shown = answered_by.latest.borrow().booklet.clone();
        writing::answer(&answered_by.desk, &author, question, shown.as_deref(), &answered_by.editor)
    });
    match made.await {
        Ok((answer, drawn)) => {
            site.keep(drawn);
            answered(answer)
        }
        Err(_) => broken(),
    }
}

/// Why somebody else than the secretariat is not answered.
const OFFICE_ALONE: &str = "事務局のアドレスからでないと、ここは使えません。";

/// The answer to a question that is not well said.
fn unclear() -> Response<Body> {
    refusal(StatusCode::BAD_REQUEST, "分からない頼みです。ページを読み込み直してください。")
}

fn answered(answer: Answer) -> Response<Body> {
    let (status, said) = match answer {
        Answer::Json(said) => (StatusCode::OK, said),
        Answer::Nothing => (StatusCode::NO_CONTENT, Vec::new()),
        Answer::Conflict(said) => (StatusCode::CONFLICT, said),
        Answer::Refused(said) => (StatusCode::UNPROCESSABLE_ENTITY, said),
        Answer::NotYours => {
            return refusal(StatusCode::FORBIDDEN, "この欄は、ほかの担当の人が書きます。");
        }
    };
    let mut response = content(JSON, said);
    *response.status_mut() = status;
    response
}

/// The answer where the program itself broke down over a question.
fn broken() -> Response<Body> {
    refusal(StatusCode::INTERNAL_SERVER_ERROR, "プログラムの中で誤りが起きました。ファイルはそのままです。")
}

impl Site {
    /// Keeps the pictures of what was tried for a while.
    fn keep(&self, drawn: Vec<Drawn>) {
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        tried.extend(drawn.into_iter().map(|(name, picture)| (name, Bytes::from(picture))));
        let old = tried.len().saturating_sub(TRIED_PICTURES);
        tried.drain(..old);
    }

    /// A picture of what was tried.
    fn tried(&self, picture: &str) -> Option<Bytes> {
        let tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        tried.iter().find(|(name, _)| name == picture).map(|(_, bytes)| bytes.clone())
    }
}

/// A page as a picture, if there is one of that name.
async fn picture_of(news: &News, picture: &str) -> Option<Bytes> {
    if let Some(drawn) = news.drawn.get(picture) {
        return Some(drawn.clone());
    }
    let (pictures, before, picture) = (news.pictures.clone()?, news.before.clone(), picture.to_owned());
    // Drawing takes some milliseconds, in which others want to be served too.
    let draw = move || pictures.svg(&picture).or_else(|| before?.svg(&picture));
    let drawn = tokio::task::spawn_blocking(draw).await;
    drawn.ok().flatten().map(Bytes::from)
}

/// Tells of every new state until the browser goes away.
fn events(mut latest: watch::Receiver<Arc<News>>) -> Response<Body> {
    let (mut sender, body) = Channel::new(1);
    tokio::spawn(async move {
        loop {
            let event = latest.borrow_and_update().event();
            if sender.send_data(event).await.is_err() {
                return;
            }
            loop {
                match tokio::time::timeout(PULSE, latest.changed()).await {
                    Ok(Ok(())) => break,
                    Ok(Err(_)) => return,
                    Err(_) if sender.send_data(Bytes::from_static(b":\n\n")).await.is_err() => return,
                    Err(_) => {}
                }
            }
        }
    });
    let mut response = Response::new(body.boxed());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response
}

fn content(kind: &'static str, bytes: impl Into<Bytes>) -> Response<Body> {
    let mut response = Response::new(Full::new(bytes.into()).boxed());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn refusal(status: StatusCode, reason: &'static str) -> Response<Body> {
    let mut response = content("text/plain; charset=utf-8", reason);
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_others_are_not_ours() {
        let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let everywhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        for (named, at_home, abroad) in [
            ("localhost", true, true),
            ("127.0.0.1", true, true),
            ("[::1]", true, true),
            ("192.168.1.5", false, true),
            ("example.com", false, false),
            ("127.0.0.1.example.com", false, false),
            ("localhost.example.com", false, false),
        ] {
            assert_eq!(named_here(named, here), at_home, "{named}");
            assert_eq!(named_here(named, everywhere), abroad, "{named}");
        }
    }
}
