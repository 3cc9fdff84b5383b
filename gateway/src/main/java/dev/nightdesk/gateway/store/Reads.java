package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.DeskView;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that can be asked of the store, at one moment: all answers of one object belong
/// together. Lent to a job by [Store#read] or [Store#write], and used only inside it, on its
/// thread.
public interface Reads extends DeskView {
  /// What came in and no step has finished, in the order of arrival.
  List<Received> waiting(int atMost);

  /// The same of one conversation.
  List<Received> waiting(String lane, int atMost);

  /// The conversations that have something waiting, the longest waiting first.
  List<String> waitingLanes();

  /// What to do next in a lane, and nothing while the first one is postponed. First comes what was
  /// claimed already (its place in the journal is fixed), then what overtakes, then the oldest;
  /// while a claimed line is postponed only signals pass it (architecture 4.4).
  Optional<Outgoing> nextOutgoing(String lane, Instant now);

  /// Every lane for which [#nextOutgoing] has an answer, the oldest first.
  List<String> lanesWithWork(Instant now);

  /// When the next postponed effect comes due; empty when none is postponed beyond `now`.
  Optional<Instant> outboxDueAfter(Instant now);

  /// Places with a card to show now, the longest waiting first. Muted places are left out.
  List<Place> placesToShow(Instant now);

  /// The most urgent card of a place that is due.
  Optional<Showing> nextToShow(Place place, Instant now);

  /// The cards of a place that are due, the most urgent first: by kind, then first showings before
  /// edits, then the longest behind.
  List<Showing> toShow(Place place, Instant now, int atMost);

  /// When the next postponed card comes due; empty when none is postponed beyond `now`.
  Optional<Instant> cardsDueAfter(Instant now);

  /// Dead letters, newest first.
  List<Dead> dead(int atMost);

  /// Who did what, newest first.
  List<Change.Audit> audit(int atMost);

  /// Prompts of a session that are not open any more, the newest first.
  List<InputId> finishedPrompts(SessionId session, int atMost);

  /// Everybody on the list, by name.
  List<KnownPerson> people();

  /// A remembered word, see [Tx#remember].
  Optional<String> remembered(String key);

  Counts counts();
}
