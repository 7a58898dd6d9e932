"""SQLite files that are ciphertext from the first byte to the last: a Django backend on SQLCipher, and its keys."""
