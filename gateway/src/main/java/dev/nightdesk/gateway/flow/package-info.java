/// What moves: happenings into steps, effects into the world, cards onto screens. It knows the
/// desk, the store and the two languages of adapters and sessions, and decides nothing itself.
/// Start at [Steps], then follow what a commit wakes: [EffectPump] and [CardPump].
@NullMarked
package dev.nightdesk.gateway.flow;

import org.jspecify.annotations.NullMarked;
