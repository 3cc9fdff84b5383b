package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.Inbound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a happening comes to.
///
/// @param inbound what is to be brought, at most one
/// @param form what is to be opened before anything is brought: then `inbound` is what to bring
///   when it cannot be
/// @param unsure the direct messages to be looked up before anything is brought: nobody has told
///   yet whether they are with us
/// @param answer what is said along with the acknowledgement, for the person alone; may be empty
record Reading(
    List<Inbound> inbound, @Nullable FormWanted form, @Nullable String unsure, String answer) {
  static final Reading NOTHING = new Reading(List.of(), null, null, "");

  static Reading of(Inbound inbound) {
    return new Reading(List.of(inbound), null, null, "");
  }

  static Reading form(Inbound otherwise, FormWanted form) {
    return new Reading(List.of(otherwise), form, null, "");
  }

  static Reading answer(String words) {
    return new Reading(List.of(), null, null, words);
  }

  /// The same, if these direct messages are with us.
  Reading ifOurs(String chat) {
    return new Reading(inbound, form, chat, answer);
  }

  /// The same, now that its place is known.
  Reading sure() {
    return new Reading(inbound, form, null, answer);
  }
}
