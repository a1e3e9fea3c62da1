#!/bin/sh
# What cargo calls in place of rustc for our own crate (RUSTC_WORKSPACE_WRAPPER): Clippy's driver compiles as rustc does, and
# lints. `cargo clippy` would check the same code, and all dependencies, once more.
exec clippy-driver "$@" -D warnings
