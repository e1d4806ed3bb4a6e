//! What is answered at which address; none leads into the file system.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Channel, Full, Limited, combinators::BoxBody};
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::{Method, Request, Response, StatusCode};
use tokio::sync::watch;

use super::access::{self, Access};
use super::counter::{self, Given};
use super::page;
use super::picture::Picture;
use super::site::{News, Site};
use super::writing::{self, Answer, DeskAnswer, Question};
use crate::editing::Author;

/// How long a client may take to say what it asks.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long it may take over files that it sends.
const PATIENCE_WITH_FILES: Duration = Duration::from_mins(2);

/// How often a browser that waits for news hears that there are none; this is also how one that is gone is noticed.
const PULSE: Duration = Duration::from_secs(15);

/// How many bytes a question may have.
const LONGEST_QUESTION: usize = 1 << 20;

/// Nothing from elsewhere, nothing written into the page, no page of others around it.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Body = BoxBody<Bytes, Infallible>;

/// Answers a request, with what browsers are to forbid themselves.
pub(super) async fn answer(
    request: Request<Incoming>,
    site: Arc<Site>,
) -> Result<Response<Body>, Infallible> {
    let mut response = if !access::is_addressed(&request, site.host) {
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
            let drawn = match Picture::asked(path) {
                Some(picture) => picture.draw(&site, &news).await.map(|drawn| (picture.kind(), drawn)),
                None => None,
            };
            let Some((kind, drawn)) = drawn else {
                return refusal(StatusCode::NOT_FOUND, "ここには何もありません。");
            };
            let mut response = content(kind, drawn);
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
    let secretariat = author == Some(Author::Secretariat);
    let answer = DeskAnswer { token, author: author.as_ref().map(Author::name), secretariat, sections };
    serde_json::to_vec(&answer).unwrap_or_default()
}

async fn form(measure: &str, request: &Request<Incoming>, site: Arc<Site>) -> Response<Body> {
    let Ok(measure) = measure.parse() else {
        return refusal(StatusCode::NOT_FOUND, "この事業のシートはありません。");
    };
    let author = site.access.author(request.headers());
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
