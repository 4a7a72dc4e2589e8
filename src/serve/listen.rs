//! Where the preview listens.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};

use anyhow::{Context, bail};

use super::access::Hosts;

/// The port that is tried first.
pub const DEFAULT_PORT: u16 = 4000;
/// How many ports are tried when none was asked for.
const TRIED: u16 = 50;
const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Sockets that are bound, all to one port.
#[derive(Debug)]
pub struct Listeners {
    pub(super) sockets: Vec<TcpListener>,
    /// The port.
    pub port: u16,
    /// The address in the network, where one was asked for.
    pub opened: Option<IpAddr>,
}

impl Listeners {
    /// The preview's address for this machine, with a slash at its end.
    pub fn local_address(&self) -> String {
        format!("http://{}/", SocketAddr::new(LOOPBACK, self.port))
    }

    pub(super) fn hosts(&self) -> Hosts {
        if self.opened.is_some() { Hosts::Network } else { Hosts::Loopback }
    }
}

/// Binds the loopback address, and `host` if given: on `port` if given (0: any free one), else on the first free port
/// from [`DEFAULT_PORT`] on.
///
/// # Errors
///
/// When the port that was asked for is taken, or none is free; when `host` is no address of this machine.
pub fn listen(host: Option<IpAddr>, port: Option<u16>) -> anyhow::Result<Listeners> {
    let host = host.filter(|host| !host.to_canonical().is_loopback());
    let ports = match port {
        Some(port) => port..=port,
        None => DEFAULT_PORT..=DEFAULT_PORT + TRIED - 1,
    };
    for number in ports {
        match bind(host, number) {
            Ok(listeners) => return Ok(listeners),
            Err(error) if error.kind() == ErrorKind::AddrInUse && port.is_none() => {}
            Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
                "port {number} is taken, perhaps by another preview; choose another with --port, or leave it out for \
                 the next free one"
            ),
            Err(error) if error.kind() == ErrorKind::AddrNotAvailable && host.is_some() => {
                let host = host.unwrap_or(LOOPBACK);
                bail!("{host} is no address of this machine; --host 0.0.0.0 stands for all that it has")
            }
            Err(error) => return Err(error).with_context(|| format!("can't listen on port {number}")),
        }
    }
    bail!(
        "the ports {DEFAULT_PORT} to {} are all taken; choose one with --port, or any free one with --port 0",
        DEFAULT_PORT + TRIED - 1
    )
}

fn bind(host: Option<IpAddr>, port: u16) -> std::io::Result<Listeners> {
    let Some(host) = host else {
        let socket = TcpListener::bind((LOOPBACK, port))?;
        let port = socket.local_addr()?.port();
        return Ok(Listeners { sockets: vec![socket], port, opened: None });
    };
    let socket = TcpListener::bind((host, port))?;
    let port = socket.local_addr()?.port();
    let mut sockets = vec![socket];
    // All addresses include the loopback one, but for those of IPv6 on some systems.
    match TcpListener::bind((LOOPBACK, port)) {
        Ok(socket) => sockets.push(socket),
        Err(_) if host.is_unspecified() => {}
        Err(error) => return Err(error),
    }
    Ok(Listeners { sockets, port, opened: Some(host) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_listened_at_besides_the_loopback_address() {
        let alone = listen(None, Some(0)).unwrap();
        assert_eq!((alone.sockets.len(), alone.hosts()), (1, Hosts::Loopback));
        let all = listen(Some(Ipv4Addr::UNSPECIFIED.into()), Some(0)).unwrap();
        assert_eq!(all.hosts(), Hosts::Network);
        std::net::TcpStream::connect((LOOPBACK, all.port)).unwrap();
        let loopback = listen(Some(LOOPBACK), Some(0)).unwrap();
        assert_eq!(loopback.hosts(), Hosts::Loopback, "a loopback address opens nothing");
    }

    #[test]
    fn what_cannot_be_had_is_said_with_a_way_out() {
        let taken = listen(None, Some(0)).unwrap();
        let error = listen(None, Some(taken.port)).unwrap_err().to_string();
        assert!(error.contains("is taken") && error.contains("--port"), "{error}");
        // TEST-NET-1 of RFC 5737 is nobody's.
        let error = listen(Some("192.0.2.1".parse().unwrap()), Some(0)).unwrap_err().to_string();
        assert!(error.contains("0.0.0.0"), "{error}");
    }
}
