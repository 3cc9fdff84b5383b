package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.SessionId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A session that is shown at a second place: whatever it shows where it was begun stands there
/// too, with the same buttons, and changes with it.
final class Watches {
  private static final Set<Kind> MIRRORED = EnumSet.of(Kind.STATUS, Kind.RESULT, Kind.REQUEST);
  private static final Set<Kind> ROUNDS = EnumSet.of(Kind.STATUS, Kind.RESULT);

  private Watches() {}

  /// `/watch <id>`
  static void begin(Draft draft, Inbound.Said said, Person person, Session session) {
    var here = said.place();
    String id = session.shortId();
    if (here.equals(session.origin().place()) || isWatched(draft, session.id(), here)) {
      Doorkeeper.reply(draft, said, "Session " + id + " shows itself here already.");
      return;
    }
    // In a group it is shown to all who are there, and that is not for who only looks to decide.
    boolean toGroup = said.reach() != Inbound.Reach.PRIVATE;
    if (toGroup && !Doorkeeper.allowed(draft, person, Role.Right.DISPATCH, said)) {
      return;
    }
    draft.change(new Change.Watch(session.id(), here, person.name()));
    draft.audit(person.name(), "watches from " + here, id);
    Doorkeeper.reply(
        draft,
        said,
        "Session "
            + id
            + " ("
            + session.origin().name()
            + ") shows itself here too; reply to its messages to speak to it. /unwatch "
            + id
            + " ends that.");
    // Nothing rings: who asks for it is looking.
    draft.newestCard(session.id(), ROUNDS).ifPresent(wanted -> draft.mirror(wanted, here, false));
    draft.cardsWithButtons(session.id()).stream()
        .filter(wanted -> wanted.kind() == Kind.REQUEST && isMirrored(wanted))
        .forEach(wanted -> draft.mirror(wanted, here, false));
  }

  /// `/unwatch <id>`: what stands there stays, and is as it was.
  static void end(Draft draft, Inbound.Said said, Session session) {
    String id = session.shortId();
    if (!isWatched(draft, session.id(), said.place())) {
      Doorkeeper.reply(draft, said, "Session " + id + " is not watched from here.");
      return;
    }
    draft.change(new Change.Watch(session.id(), said.place(), null));
    for (WantedCard wanted : draft.cardsWithButtons(session.id())) {
      if (!wanted.isOriginal() && wanted.place().equals(said.place())) {
        draft.reface(wanted, left(wanted, id));
      }
    }
    Doorkeeper.reply(draft, said, "Session " + id + " is no longer watched from here.");
  }

  private static Face left(WantedCard wanted, String id) {
    var blocks = new ArrayList<>(wanted.card().blocks());
    blocks.add(new Block.Note("no longer watched from here · /watch " + id));
    return new Face(wanted.card().tone(), blocks, List.of());
  }

  private static boolean isWatched(Draft draft, SessionId session, Place place) {
    return draft.view.watchers(session).contains(place);
  }

  /// A question that was brought somewhere by a look is a copy itself.
  private static boolean isMirrored(WantedCard wanted) {
    return wanted.isOriginal()
        && MIRRORED.contains(wanted.kind())
        && (wanted.kind() != Kind.REQUEST || wanted.rings());
  }

  /// At the end of a step: what it made or changed of watched sessions stands at the other places
  /// as well.
  static void mirror(Draft draft) {
    for (WantedCard wanted : draft.changedCards()) {
      var session = wanted.session();
      if (session != null && isMirrored(wanted)) {
        var places = draft.view.watchers(session);
        if (!places.isEmpty()) {
          mirror(draft, session, wanted, places);
        }
      }
    }
  }

  private static void mirror(
      Draft draft, SessionId session, WantedCard wanted, List<Place> places) {
    if (draft.isNew(wanted)) {
      places.stream()
          .filter(place -> !place.equals(wanted.place()) && !draft.view.isMuted(place))
          .forEach(place -> draft.mirror(wanted, place, wanted.rings()));
      return;
    }
    var card = wanted.card();
    var face = new Face(card.tone(), card.blocks(), card.buttons());
    // Where it was watched before there are older copies: they stay as they were left.
    Map<Place, WantedCard> newest = new LinkedHashMap<>();
    draft.cards(session).stream()
        .filter(copy -> card.id().equals(copy.mirrors()) && places.contains(copy.place()))
        .forEach(copy -> newest.put(copy.place(), copy));
    newest.values().forEach(copy -> draft.reface(copy, face));
  }
}
