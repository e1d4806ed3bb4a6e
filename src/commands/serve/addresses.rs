//! Who may write, and the addresses that are given out for it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use shinchoku::diagnostics::Diagnostics;
use shinchoku::editing;
use shinchoku::model;
use shinchoku::preview::Access;

use crate::cli::Serve;

/// Who may write: whoever sits at this machine; others with an address of their own.
pub fn access(arguments: &Serve) -> Result<Access, Diagnostics> {
    if arguments.edit {
        let plan = model::load(&arguments.which.root)?.plan;
        let sections = plan.sections.iter().map(|section| section.value.as_str());
        return Ok(Access::Addresses(editing::addresses(&arguments.which.root, sections)?));
    }
    Ok(if arguments.host.is_loopback() { Access::Here } else { Access::Reading })
}

/// Those who have an address, with what it ends in.
pub fn told(access: &Access) -> Vec<(String, String)> {
    let Access::Addresses(authors) = access else { return Vec::new() };
    let told = |(author, secret): &(editing::Author, editing::Secret)| {
        (author.name().to_owned(), format!("?author={}", secret.word()))
    };
    authors.iter().map(told).collect()
}

/// Where other computers find what is served at an address. Where all of this machine's addresses are served, the one by which it
/// reaches others is named.
pub fn of_others(served: SocketAddr) -> SocketAddr {
    if !served.ip().is_unspecified() {
        return served;
    }
    let (any, far): (IpAddr, IpAddr) = match served.ip() {
        // Addresses for documentation (RFC 5737, RFC 3849). Nothing is sent there.
        IpAddr::V4(_) => (Ipv4Addr::UNSPECIFIED.into(), Ipv4Addr::new(192, 0, 2, 1).into()),
        IpAddr::V6(_) => {
            (Ipv6Addr::UNSPECIFIED.into(), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into())
        }
    };
    let way = UdpSocket::bind((any, 0)).and_then(|socket| {
        socket.connect((far, 9))?;
        socket.local_addr()
    });
    SocketAddr::new(way.map_or(served.ip(), |way| way.ip()), served.port())
}
