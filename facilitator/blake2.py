"""The digest BLAKE2b as `random` has its SHA-512: `hashlib` would load OpenSSL for it (3 MB)."""

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]
