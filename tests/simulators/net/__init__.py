"""HTTP/1.1, TLS and CONNECT on a real socket."""
