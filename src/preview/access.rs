//! Who may write in the preview, and how they are known.

use std::net::IpAddr;

use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue, ORIGIN};
use hyper::{HeaderMap, Request, Uri};

use crate::editing::{Author, Secret};

/// Who may write.
pub enum Access {
    /// Nobody: the page is for reading.
    Reading,
    /// Whoever sees the page, which is shown on this machine alone: the secretariat.
    Here,
    /// Whoever has one of these addresses.
    Addresses(Vec<(Author, Secret)>),
}

/// The header with the word of this run, which only a page that was read from here can know.
pub(super) const TOKEN: HeaderName = HeaderName::from_static("x-token");

/// What the page sends the secret of its address as.
const BEARER: &str = "Bearer ";

/// The only kind of content that is taken.
const JSON: &str = "application/json";

impl Access {
    /// Who sends a request, if it is somebody who may write.
    pub(super) fn author(&self, headers: &HeaderMap) -> Option<Author> {
        match self {
            Self::Reading => None,
            Self::Here => Some(Author::Secretariat),
            Self::Addresses(authors) => {
                let sent = only(headers, &AUTHORIZATION)?.as_bytes().strip_prefix(BEARER.as_bytes())?;
                // All are compared, so that it cannot be seen which was nearly right.
                let known = authors.iter().filter(|(_, secret)| secret.is(sent));
                known.fold(None, |found, (author, _)| found.or(Some(author.clone())))
            }
        }
    }
}

/// Why a request that would change something is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forged {
    /// It comes of a page from elsewhere, or of no page.
    Origin,
    /// It does not know the word of this run.
    Token,
    /// It is no JSON.
    Kind,
}

/// Whether a request comes of a page that was read from here: a page from elsewhere can send forms, but can neither name another
/// origin nor read the token. `Host` has been looked at before.
pub(super) fn check(headers: &HeaderMap, token: &Secret) -> Result<(), Forged> {
    let host = only(headers, &HOST).and_then(|host| host.to_str().ok());
    let origin = only(headers, &ORIGIN).and_then(|origin| origin.to_str().ok());
    let same = host.zip(origin).is_some_and(|(host, origin)| origin.strip_prefix("http://") == Some(host));
    // Browsers leave it out where they cannot vouch for it.
    let site = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin");
    if !same || !site {
        return Err(Forged::Origin);
    }
    if !only(headers, &TOKEN).is_some_and(|sent| token.is(sent.as_bytes())) {
        return Err(Forged::Token);
    }
    let kind = only(headers, &CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
    if kind.is_some_and(|kind| kind.eq_ignore_ascii_case(JSON)) { Ok(()) } else { Err(Forged::Kind) }
}

/// A header that is there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

/// Whether a request names this machine. A page from elsewhere can make its own name lead to 127.0.0.1 and so ask in the
/// name of the user; but the browser then says that name.
pub(super) fn is_addressed<B>(request: &Request<B>, host: IpAddr) -> bool {
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

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

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
