//! Who may ask the preview for what.
//!
//! A page on the internet can point a name of its own at this machine and have a reader's browser ask for drafts
//! through it (DNS rebinding). It can't do so without a name: so a request must call the preview by a loopback name or,
//! where the author has opened the preview to the network, by an address in figures.

use std::net::{IpAddr, SocketAddr};

/// By what names requests may call the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hosts {
    /// `localhost` and its addresses.
    Loopback,
    /// Those, and every address in figures.
    Network,
}

impl Hosts {
    /// Whether a request with this `Host` is answered.
    pub fn allow(self, host: &str) -> bool {
        let name = without_port(host);
        matches!(name, "localhost" | "127.0.0.1" | "[::1]") || self == Self::Network && is_figures(name)
    }
}

/// Whether a request comes from this machine itself, through a loopback address. What may change the author's files
/// is for such requests only.
pub fn is_local(peer: SocketAddr) -> bool {
    peer.ip().to_canonical().is_loopback()
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_figures(name: &str) -> bool {
    match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(name) => name.parse::<std::net::Ipv6Addr>().is_ok(),
        None => name.parse::<std::net::Ipv4Addr>().is_ok(),
    }
}

/// The address of this machine in its network, for a phone to ask; `None` without a network.
pub fn address_in_network() -> Option<IpAddr> {
    // Connecting a datagram socket sends nothing: it only asks the system from where it would send. The address is one
    // that is reserved for documentation (RFC 5737).
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|address| !address.is_loopback() && !address.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_names_are_answered() {
        for host in ["localhost", "localhost:4000", "127.0.0.1:4000", "[::1]:4000"] {
            assert!(Hosts::Loopback.allow(host) && Hosts::Network.allow(host), "{host}");
        }
        for host in
            ["", "example.org", "localhost.example.org:4000", "127.0.0.1.example.org", "localhost:evil"]
        {
            assert!(!Hosts::Loopback.allow(host) && !Hosts::Network.allow(host), "{host}");
        }
    }

    #[test]
    fn a_network_is_answered_by_its_figures_once_it_is_let_in() {
        for host in ["192.168.1.20:4000", "10.0.0.7", "[fd00::7]:4000"] {
            assert!(!Hosts::Loopback.allow(host), "{host}");
            assert!(Hosts::Network.allow(host), "{host}");
        }
    }

    #[test]
    fn local_is_this_machine() {
        for (peer, local) in [
            ("127.0.0.1:9", true),
            ("[::1]:9", true),
            ("[::ffff:127.0.0.1]:9", true),
            ("192.168.1.20:9", false),
            ("[fd00::7]:9", false),
        ] {
            assert_eq!(is_local(peer.parse().unwrap()), local, "{peer}");
        }
    }
}
