"""The digests BLAKE2b and SHA-256 as `random` has its SHA-512: `hashlib` would load OpenSSL for them (3 MB)."""

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b
try:
    from _sha256 import sha256  # type: ignore[import-not-found]  # no types are known of it
except ImportError:  # it has another name from Python 3.12 on
    from hashlib import sha256

__all__ = ["blake2b", "sha256"]
