package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What is known when a step decides. Read inside the step's transaction.
public interface DeskView {
  Optional<Session> session(SessionId id);

  /// Sessions whose id begins so, newest first; at most two, enough to tell whether it is one.
  List<Session> sessionsLike(String prefix);

  /// Every session that is not over, the newest that failed, and the newest of the others, newest
  /// first.
  ///
  /// @param atMost that failed, and again of the others that are over
  List<Session> board(int atMost);

  /// How many sessions there are in each state; a state that none is in is left out.
  Map<State, Integer> sessionCounts();

  /// Sessions whose process should be counted against the limit.
  int liveSessions();

  /// Queued sessions, first come first.
  List<SessionId> waitingSessions();

  /// Sessions that a [Happening.Tick] may concern: with a process, or not over.
  List<Session> tended();

  /// The newest session dispatched in this chat, by this person.
  Optional<Session> newestIn(Place chat, String person);

  Optional<Session> newestIn(Place chat);

  /// The session that was dispatched before this one, in the same chat, by the same person. This
  /// one need not be known yet.
  Optional<Session> sessionBefore(Session session);

  /// The session whose message this is, or whose button stands under it.
  Optional<SessionId> sessionOf(MessageRef message);

  Optional<SessionId> bound(Place place);

  /// Where a session is watched from, beside where it was begun: by people on the list, in their
  /// own rooms and in groups that are enabled.
  List<Place> watchers(SessionId session);

  /// Open prompts of a session, oldest first.
  List<Prompt> openPrompts(SessionId session);

  Optional<Prompt> prompt(InputId id);

  Optional<Request> request(UUID id);

  /// Open requests of a session, oldest first.
  List<Request> openRequests(SessionId session);

  /// Answered requests of a session whose verdict was not seen to act ([Request.Settled#seen]),
  /// oldest first.
  List<Request> unseenVerdicts(SessionId session);

  Optional<Action> action(String token);

  /// The cards of a session of any kind, oldest first: every one that has buttons, so that none is
  /// left behind with them, and of the others the newest 50.
  List<WantedCard> cards(SessionId session);

  /// The newest card of a session that is one of these kinds, and no mirror of another.
  Optional<WantedCard> newestCard(SessionId session, Set<WantedCard.Kind> kinds);

  /// The cards of a session that have buttons, oldest first.
  List<WantedCard> cardsWithButtons(SessionId session);

  Optional<WantedCard> cardAt(MessageRef message);

  Optional<WantedCard> card(CardId id);

  List<Capture> captures(Place place);

  Optional<Person> person(Sender sender);

  /// Whether the config says who this person is; nothing else can change it then.
  boolean isConfigured(String person);

  /// Whether anybody may do [Role.Right#GOVERN].
  boolean hasOwner();

  Optional<Pairing> pairing();

  boolean isEnabled(Place chat);

  boolean isMuted(Place place);

  /// Where this person can be spoken to alone: where they spoke last, of several channels.
  Optional<Place> privatePlaceOf(String person);

  /// Whether this is where they can be spoken to alone, on any channel.
  boolean isPrivatePlaceOf(String person, Place place);

  /// Everybody on the list, by name.
  List<Person> everybody();

  /// The names of all owners.
  List<String> owners();

  /// When a stranger was last written down, to keep the audit from being flooded.
  Optional<Instant> lastStranger(Sender sender);

  /// What holds up new work of an agent, or did.
  Optional<Limit> limit(AgentKind agent);

  Traits traits(Place place);

  long freeDiskBytes();
}
