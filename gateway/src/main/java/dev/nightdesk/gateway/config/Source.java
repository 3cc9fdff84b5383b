package dev.nightdesk.gateway.config;

/// What every part of one reading shares.
record Source(Findings findings, References references) {}
