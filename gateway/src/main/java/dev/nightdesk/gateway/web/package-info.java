/// The gateway over HTTP: whether it lives, whether it is ready, and its figures. It knows Javalin
/// (no other package does) and is told everything else by suppliers. Start at [Web].
@NullMarked
package dev.nightdesk.gateway.web;

import org.jspecify.annotations.NullMarked;
