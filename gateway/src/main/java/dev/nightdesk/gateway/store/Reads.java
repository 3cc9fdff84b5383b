package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.DeskView;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything that can be asked of the store, at one moment: all answers of one object belong
/// together. Lent to a job by [Store#read] or [Store#write], and used only inside it, on its
/// thread.
public interface Reads extends DeskView {
  /// What came in in one conversation and no step has finished, in the order of arrival.
  List<Received> waiting(String lane, int atMost);

  /// The one with that id, while it waits.
  Optional<Received> waiting(long id);

  /// The id of the last that came in so far; 0 when nothing ever did.
  long newestMessage();

  /// The id of the last effect that is in the outbox; 0 when it is empty.
  long newestEffect();

  /// The conversations that have something waiting, the longest waiting first.
  List<String> waitingLanes();

  /// What to do next in a lane, and nothing while the first one is postponed. First comes what was
  /// claimed already (its place in the journal is fixed), then what overtakes, then the oldest;
  /// while a claimed line is postponed only signals pass it.
  Optional<Outgoing> nextOutgoing(String lane, Instant now);

  /// Every lane for which [#nextOutgoing] has an answer, the oldest first.
  List<String> lanesWithWork(Instant now);

  /// Places with a card to show now, the longest waiting first. Muted places are left out.
  List<Place> placesToShow(Instant now);

  /// The cards of a place that are due, the most urgent first: by kind, then first showings before
  /// edits, then the longest behind.
  List<Showing> toShow(Place place, Instant now, int atMost);

  /// Dead letters, newest first.
  List<Dead> dead(int atMost);

  /// Dead letters that nobody was told of yet, oldest first: what the store itself put aside
  /// because it could not be read.
  List<Dead> untold(int atMost);

  /// Who did what, newest first.
  List<Change.Audit> audit(int atMost);

  /// Prompts of a session that are not open any more, the newest first.
  List<InputId> finishedPrompts(SessionId session, int atMost);

  /// Everybody on the list, by name.
  List<KnownPerson> people();

  /// A remembered word, see [Tx#remember].
  Optional<String> remembered(String key);

  /// The message a card stands in, as long as it is known to stand anywhere.
  Optional<MessageRef> messageOf(CardId card);

  /// The ids a person is known by on a channel.
  Set<String> usersOf(String person, ChannelId channel);

  /// The places of a channel that are to be read, and from which message on, at most
  /// [Store#MOST_HEARD], where people were heard last first.
  List<MessageRef> unread(ChannelId channel);

  Counts counts();
}
